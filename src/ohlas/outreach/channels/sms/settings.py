"""An organisation's settings of text messages as the channel reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ohlas.outreach.errors import BadSetting
from ohlas.outreach.rules.gateway import Gateway, read_gateway
from ohlas.outreach.rules.sms import Price


class Way(StrEnum):
    HTTP = "http"
    SMPP = "smpp"


@dataclass(frozen=True, slots=True, kw_only=True)
class SmppAddress:
    """Where an SMSC is and who we are there."""

    host: str
    port: int
    is_sealed: bool
    user: str
    system_type: str
    hears: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsSettings:
    """`is_plain` writes without accents where that saves a segment."""

    way: Way
    sender: str
    user: str
    price: Price
    is_plain: bool
    thanks: bool
    gateway: Gateway | None = None
    smpp: SmppAddress | None = None


def read_settings(given: Mapping[str, object]) -> SmsSettings:
    """Errors: `BadSetting`."""
    way = Way.SMPP if given.get("way") == Way.SMPP else Way.HTTP
    price = given.get("price")
    return SmsSettings(
        way=way,
        sender=str(given.get("from") or ""),
        user=str(given.get("user") or ""),
        price=Price(
            float(price) if isinstance(price, int | float) else None, str(given.get("currency") or "")
        ),
        is_plain=bool(given.get("plain")),
        thanks=bool(given.get("thanks")),
        gateway=read_gateway(given) if way is Way.HTTP else None,
        smpp=_smpp(given) if way is Way.SMPP else None,
    )


def _smpp(given: Mapping[str, object]) -> SmppAddress:
    host = str(given.get("host") or "").strip()
    if not host or any(letter.isspace() for letter in host):
        raise BadSetting("host", host[:60], "a name such as smsc.example.com is allowed")
    port = given.get("port") or 2775
    if not isinstance(port, int) or not 1 <= port <= 65535:  # noqa: PLR2004 - ports
        raise BadSetting("port", str(port)[:20], "a number from 1 to 65535 is allowed")
    return SmppAddress(
        host=host,
        port=port,
        is_sealed=bool(given.get("tls")),
        user=str(given.get("user") or "")[:15],
        system_type=str(given.get("system_type") or "")[:12],
        hears=given.get("hears") is not False,
    )
