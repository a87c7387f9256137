"""What came back about a message: reports of providers, and mails that mail servers write (RFC 3464, RFC 5965)."""

import re
from dataclasses import dataclass
from email.message import EmailMessage, Message
from enum import StrEnum
from uuid import UUID

_OURS = re.compile(r"<?([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@", re.IGNORECASE)
_FOR_GOOD = "5"


class ReportKind(StrEnum):
    DELIVERED = "delivered"
    BOUNCED = "bounced"
    COMPLAINED = "complained"
    LEFT = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report; `message_id` is ours where the report names it, else `provider_id` as the provider calls it."""

    kind: ReportKind
    message_id: UUID | None = None
    provider_id: str = ""
    why: str = ""


def own_id(text: str) -> UUID | None:
    """The message's id inside a Message-ID that we made."""
    found = _OURS.search(text)
    return UUID(found[1]) if found else None


def report_in(mail: EmailMessage) -> Report | None:
    """The report a mail is, None for any other mail, a delay, or one that names no message of ours."""
    kind = _kind(mail)
    about = _about(mail)
    if kind is None or about is None:
        return None
    return Report(kind=kind, message_id=about, why=_why(mail))


def _kind(mail: EmailMessage) -> ReportKind | None:
    if mail.get_content_type() != "multipart/report":
        return None
    if str(mail.get_param("report-type", "")).lower() == "feedback-report":
        return ReportKind.COMPLAINED
    fields = _status_fields(mail)
    actions = {value.lower() for name, value in fields if name == "action"}
    if "failed" in actions and all(v.startswith(_FOR_GOOD) for n, v in fields if n == "status"):
        return ReportKind.BOUNCED
    return ReportKind.DELIVERED if actions == {"delivered"} else None


def _status_fields(mail: EmailMessage) -> list[tuple[str, str]]:
    """Every field of the delivery status, names in small letters."""
    found = []
    for part in mail.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if isinstance(block, Message):
                found += [(name.lower(), str(value).strip()) for name, value in block.items()]
    return found


def _about(mail: EmailMessage) -> UUID | None:
    """The message of ours whose heading came back with the report."""
    for part in mail.walk():
        kind = part.get_content_type()
        if kind == "message/rfc822":
            blocks = part.get_payload()
            inner = blocks[0] if isinstance(blocks, list) and blocks else None
            found = own_id(str(inner.get("Message-ID", ""))) if isinstance(inner, Message) else None
        elif kind == "text/rfc822-headers":
            found = _in_headings(str(part.get_payload(decode=False)))
        else:
            found = None
        if found:
            return found
    return None


def _in_headings(text: str) -> UUID | None:
    line = re.search(r"^Message-ID:\s*(\S+)", text, re.IGNORECASE | re.MULTILINE)
    return own_id(line[1]) if line else None


def _why(mail: EmailMessage) -> str:
    fields = dict(_status_fields(mail))
    return " ".join(f"{fields.get('status', '')} {fields.get('diagnostic-code', '')}".split())[:280]
