"""What an SMSC delivers to us: receipts about messages, and messages of people, whole or in parts."""

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

from ohlas.lib.database import database_now
from ohlas.outreach.actions.texting import SentBack, is_sending, note_status, take_reply
from ohlas.outreach.rules.sms import decoded

RECEIPT = 0x04
WITH_HEADER = 0x40
_ID = re.compile(r"\bid:\s*(\S+)", re.IGNORECASE)
_STAT = re.compile(r"\bstat:\s*(\w+)", re.IGNORECASE)
DELIVERED = frozenset({"DELIVRD", "ACCEPTD"})
FAILED = frozenset({"EXPIRED", "DELETED", "UNDELIV", "REJECTD"})
_STATES = {2: "DELIVRD", 3: "EXPIRED", 4: "DELETED", 5: "UNDELIV", 6: "ACCEPTD", 8: "REJECTD"}


@dataclass(frozen=True, slots=True)
class Heard:
    """One delivery: a receipt (`status`) or a message."""

    address: str
    text: str
    provider_id: str = ""
    status: str = ""
    series: str = ""
    part: int = 1
    parts: int = 1

    @property
    def is_receipt(self) -> bool:
        return bool(self.status)


def heard_in(pdu: Any) -> Heard:
    """What the unit says; the library makes its fields at run time."""
    octets = pdu.short_message or getattr(pdu, "message_payload", None) or b""
    source = _said(pdu.source_addr)
    address = f"+{source}" if source.isdecimal() and (pdu.source_addr_ton == 1 or len(source) > 8) else source  # noqa: PLR2004 - shorter ones are codes
    if pdu.esm_class & 0x3C == RECEIPT:
        text = octets.decode("latin-1")
        name, stat = _ID.search(text), _STAT.search(text)
        named = _said(getattr(pdu, "receipted_message_id", None)) or (name[1] if name else "")
        state = _STATES.get(getattr(pdu, "message_state", None) or 0, "")
        return Heard(address, "", named, (stat[1].upper() if stat else state) or "UNKNOWN")
    series, part, parts = "", 1, 1
    if pdu.esm_class & WITH_HEADER and octets:
        header, octets = octets[1 : octets[0] + 1], octets[octets[0] + 1 :]
        found = _concatenation(header)
        if found is not None:
            series, part, parts = f"{source}:{found[0]}", found[1], found[2]
    return Heard(address, decoded(octets, pdu.data_coding), "", "", series, part, parts)


def hear(organisation_id: UUID, heard: Heard) -> bool:
    """Keeps it; False when the network should bring it again in a while."""
    now = database_now()
    if heard.is_receipt:
        if heard.status not in DELIVERED | FAILED:
            return True
        is_known = note_status(
            organisation_id, heard.provider_id, is_delivered=heard.status in DELIVERED, now=now
        )
        return is_known or not is_sending(organisation_id)
    # An SMSC names no message of a person: the same words of the same number within an hour are the same one.
    same = f"{heard.address}\n{heard.series}\n{heard.part}\n{heard.text}\n{now:%Y%m%d%H}"
    take_reply(
        SentBack(
            organisation_id=organisation_id,
            provider_id=f"smpp:{sha256(same.encode(errors='replace')).hexdigest()}",
            address=heard.address,
            text=heard.text,
            series=f"{heard.series}:{now:%Y%m%d}" if heard.series else "",
            part=heard.part,
            parts=heard.parts,
        ),
        now,
    )
    return True


def _concatenation(header: bytes) -> tuple[int, int, int] | None:
    """Reference, number and count of a part (TS 23.040, 9.2.3.24.1 and .8)."""
    at = 0
    while at + 1 < len(header):
        kind, size = header[at], header[at + 1]
        inner = header[at + 2 : at + 2 + size]
        if kind == 0 and len(inner) == 3:  # noqa: PLR2004 - reference, count, number
            return inner[0], inner[2], inner[1]
        if kind == 8 and len(inner) == 4:  # noqa: PLR2004 - with a reference of two octets
            return inner[0] << 8 | inner[1], inner[3], inner[2]
        at += 2 + size
    return None


def _said(given: object) -> str:
    return given.decode("latin-1").rstrip("\0") if isinstance(given, bytes) else str(given or "")
