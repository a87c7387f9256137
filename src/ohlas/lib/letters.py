"""Mail to the people who work here, over the installation's own server; what became of it, in one word."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from smtplib import SMTPConnectError, SMTPException, SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

PERMANENT = 500


class Fate(StrEnum):
    """`later` is safe to send again; of `doubt` nobody knows whether it arrived."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    DOUBT = "doubt"
    OFF = "off"


@dataclass(frozen=True)
class Enclosure:
    """A file that goes with a letter."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True)
class Letter:
    """One letter to one person; `id` makes its Message-ID, so a second copy is known as one."""

    to: str
    subject: str
    text: str
    html: str = ""
    id: str = ""
    enclosures: Sequence[Enclosure] = ()


def can_mail() -> bool:
    """Whether the installation has a mail server at all."""
    return bool(settings.EMAIL_HOST) or (
        "smtp" not in settings.EMAIL_BACKEND and "dummy" not in settings.EMAIL_BACKEND
    )


def send(letter: Letter) -> Fate:
    """Hands the letter over; called outside a transaction, as a slow server must not hold the database."""
    if not can_mail():
        return Fate.OFF
    message = EmailMultiAlternatives(
        " ".join(letter.subject.split()), letter.text, None, [letter.to], headers=_headers(letter)
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    for one in letter.enclosures:
        message.attach(one.name, one.content, one.kind)
    return _sent(message)


def _sent(message: EmailMultiAlternatives) -> Fate:
    try:
        connection = get_connection()
        connection.open()
    except (SMTPException, OSError):
        return Fate.LATER  # nothing was said yet
    message.connection = connection
    try:
        message.send()
    except SMTPRecipientsRefused as refused:
        return _by_code(min((code for code, _ in refused.recipients.values()), default=PERMANENT))
    except SMTPConnectError:
        return Fate.LATER
    except SMTPResponseException as refused:
        return _by_code(refused.smtp_code)
    except (SMTPException, OSError):
        return Fate.DOUBT  # the connection tore: the letter may have been taken
    finally:
        connection.close()
    return Fate.SENT


def _by_code(code: int) -> Fate:
    return Fate.REFUSED if code >= PERMANENT else Fate.LATER


def _headers(letter: Letter) -> dict[str, str]:
    automatic = {"Auto-Submitted": "auto-generated"}
    if not letter.id:
        return automatic
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip("> ") or "localhost"
    return {**automatic, "Message-ID": f"<{letter.id}@{host}>"}
