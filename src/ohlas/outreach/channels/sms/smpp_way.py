"""Text messages over SMPP 3.4: bound once for many messages, each part answered before the next one leaves.

Source: SMPP v3.4, sections 4.4 (submit_sm), 4.6 (deliver_sm), appendix B (receipts).
"""

import socket
import ssl
import warnings
from typing import TYPE_CHECKING, Any
from uuid import UUID

import smpplib.client  # type: ignore[import-untyped]  # the library has no types
import smpplib.exceptions  # type: ignore[import-untyped]  # as above
from smpplib import consts, smpp  # type: ignore[import-untyped,unused-ignore]  # as above

from ohlas.lib.config import config
from ohlas.lib.fetching import NotReached, RefusedAddress, resolved
from ohlas.outreach.channels.sms.incoming import Heard, hear, heard_in
from ohlas.outreach.channels.sms.settings import SmppAddress, SmsSettings
from ohlas.outreach.errors import BadSetting, ProviderAway, SendDelayed, SendDoubtful, SendFailed
from ohlas.outreach.rules.sms import Alphabet, alphabet_of, encoded, split
from ohlas.outreach.rules.troubles import Trouble, trouble

if TYPE_CHECKING:
    from collections.abc import Callable

TIMEOUT_S = 10.0
NOT_NOW = frozenset({0x08, 0x14, 0x58, 0x64})
"""System error, queue full, throttled, temporary error of the application."""
NOT_US = frozenset({0x04, 0x0D, 0x0E, 0x0F})
RETRY_RECEIPT = 0x64
_CODING = {Alphabet.GSM7: 0, Alphabet.UCS2: 8}
Pdu = Any  # the library makes its units' fields at run time


class _Client(smpplib.client.Client):  # type: ignore[misc]  # the library has no types
    """The library's client, connected where the name was found to lie and sealed for that name."""

    def __init__(self, address: SmppAddress, place: str, timeout_s: float) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            super().__init__(place, address.port, timeout=timeout_s, allow_unknown_opt_params=True)
        self._address = address

    def _create_socket(self) -> socket.socket:
        plain = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        plain.settimeout(self.timeout)
        if not self._address.is_sealed:
            return plain
        return ssl.create_default_context().wrap_socket(plain, server_hostname=self._address.host)


class SmppWay:
    """A bound connection; what the network sends meanwhile is kept before it is acknowledged."""

    def __init__(
        self, settings: SmsSettings, secret: str, organisation_id: UUID, *, timeout_s: float = TIMEOUT_S
    ) -> None:
        if settings.smpp is None:
            raise BadSetting("way", settings.way.value, "an SMSC is needed here")
        self._address, self._sender = settings.smpp, settings.sender
        self._secret, self._organisation_id = secret, organisation_id
        self._timeout_s = timeout_s
        self._client: _Client | None = None
        self._series = 0

    def open(self) -> None:
        """Binds. Errors: `ProviderAway`."""
        try:
            place = resolved(self._address.host, self._address.port, config().private_gateways, only_v4=True)
        except (RefusedAddress, NotReached) as away:
            raise ProviderAway(str(away)) from away
        client = _Client(self._address, place, self._timeout_s)
        bind: Callable[..., Pdu] = client.bind_transceiver if self._address.hears else client.bind_transmitter
        try:
            client.connect()
            bind(system_id=self._address.user, password=self._secret, system_type=self._address.system_type)
        except (smpplib.exceptions.ConnectionError, smpplib.exceptions.PDUError, OSError) as away:
            client.disconnect()
            raise ProviderAway(f"The SMSC does not let us in: {away or 'no connection'}") from away
        self._client = client

    def hand_over(self, number: str, text: str, reference: str) -> str:  # noqa: ARG002 - SMPP has no place for it
        """The network's name of the last part: a receipt is asked for that one.

        Errors: `SendFailed`, `SendDelayed`, `ProviderAway`; `SendDoubtful` once a part may have been taken.
        """
        if self._client is None:
            self.open()
        alphabet, parts = alphabet_of(text), split(text)
        self._series = self._series % 255 + 1
        name = ""
        for n, part in enumerate(parts, start=1):
            octets = encoded(part, alphabet)
            header = bytes((5, 0, 3, self._series, len(parts), n)) if len(parts) > 1 else b""
            name = self._submit(number, header, octets, _CODING[alphabet], n, len(parts))
        return name

    def _submit(  # noqa: PLR0917 - the fields of one unit
        self, number: str, header: bytes, octets: bytes, coding: int, n: int, count: int
    ) -> str:
        source, ton, npi = _source(self._sender)
        answer = self._asked(
            source_addr=source,
            source_addr_ton=ton,
            source_addr_npi=npi,
            destination_addr=number.removeprefix("+"),
            dest_addr_ton=1,
            dest_addr_npi=1,
            esm_class=consts.SMPP_GSMFEAT_UDHI if header else 0,
            data_coding=coding,
            registered_delivery=1 if n == count else 0,
            short_message=header + octets,
        )
        if not answer.is_error():
            return _text(answer.message_id)
        said = f"The SMSC answered {answer.status:#x}: {consts.DESCRIPTIONS.get(answer.status, 'unknown')}"
        if n > 1:
            raise SendDoubtful(f"{said} to part {n} of {count}; those before are on their way.")
        if answer.status in NOT_US:
            raise ProviderAway(said)
        raise SendDelayed(said) if answer.status in NOT_NOW else SendFailed(said)

    def _asked(self, **fields: object) -> Pdu:
        """The answer to one unit; whatever else comes before it is dealt with."""
        client = self._client
        if client is None:
            raise ProviderAway("Not bound.")
        try:
            sent = client.send_message(**fields)
            while True:
                pdu = client.read_pdu()
                if pdu.command == "submit_sm_resp" and pdu.sequence == sent.sequence:
                    return pdu
                self._deal(client, pdu)
        except (smpplib.exceptions.ConnectionError, smpplib.exceptions.PDUError, OSError) as torn:
            self._drop()
            raise SendDoubtful(trouble(Trouble.TORN)) from torn

    def listen(self, idle_s: float, most: int = 500) -> int:
        """Takes what waits for us, until nothing comes for so long; how many units."""
        client, count = self._client, 0
        if client is None:
            return 0
        client._socket.settimeout(idle_s)  # noqa: SLF001 - the library sets it only once
        while count < most:
            try:
                pdu = client.read_pdu()
            except TimeoutError:
                break
            except (smpplib.exceptions.ConnectionError, smpplib.exceptions.PDUError, OSError):
                self._drop()
                break
            self._deal(client, pdu)
            count += 1
        return count

    def close(self) -> None:
        client, self._client = self._client, None
        if client is None:
            return
        try:
            client.send_pdu(smpp.make_pdu("unbind", client=client))
            while client.read_pdu().command not in {"unbind_resp", "unbind"}:
                pass  # not acknowledged, so the network sends it again next time
        except (smpplib.exceptions.ConnectionError, smpplib.exceptions.PDUError, OSError):
            pass
        client.disconnect()

    def _deal(self, client: _Client, pdu: Pdu) -> None:
        if pdu.command == "deliver_sm":
            heard: Heard = heard_in(pdu)
            is_kept = hear(self._organisation_id, heard)
            answer = smpp.make_pdu("deliver_sm_resp", client=client)
            answer.status = 0 if is_kept else RETRY_RECEIPT
        elif pdu.command == "enquire_link":
            answer = smpp.make_pdu("enquire_link_resp", client=client)
        else:
            return
        answer.sequence = pdu.sequence
        client.send_pdu(answer)

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None and client._socket is not None:  # noqa: SLF001 - it cannot say goodbye any more
            client._socket.close()  # noqa: SLF001
            client._socket = None  # noqa: SLF001


def _source(sender: str) -> tuple[str, int, int]:
    """A number, a short code or a name, each with its type of number."""
    digits = sender.removeprefix("+")
    if digits.isdecimal() and digits.isascii():
        return (digits, 1, 1) if sender.startswith("+") else (digits, 3, 0)
    return sender[:11], 5, 0


def _text(given: object) -> str:
    return given.decode("latin-1") if isinstance(given, bytes) else str(given or "")
