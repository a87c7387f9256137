"""The postbag: each message becomes a letter, and leaves by the organisation's way."""

from importlib import import_module
from typing import Protocol

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from ohlas.outreach.channels.email.composing import Composer, leave_address
from ohlas.outreach.channels.email.letter import Letter
from ohlas.outreach.channels.email.settings import MailSettings, mail_settings, server_for
from ohlas.outreach.channels.email.smtp import SmtpWay
from ohlas.outreach.errors import BadAddress
from ohlas.outreach.rules.sending import Outgoing, SenderView, Sent
from ohlas.outreach.rules.troubles import Trouble, trouble


class Way(Protocol):
    """What hands a letter over."""

    def hand_over(self, letter: Letter) -> str: ...
    def close(self) -> None: ...


class MailPost:
    """A `Post` for mail."""

    def __init__(self, settings: MailSettings, way: Way, base: str) -> None:
        self._settings = settings
        self._way = way
        self._composer = Composer(base)

    def send(self, message: Outgoing) -> Sent:
        """As `rules.sending.Post` says."""
        return Sent(self._way.hand_over(letter_of(message, self._settings, self._composer)))

    def close(self) -> None:
        self._way.close()


def open_mail(sender: SenderView | None, base: str) -> MailPost:
    """The way out for this sender.

    Errors: `ProviderAway`.
    """
    settings = mail_settings(sender)
    if settings.provider:
        # Read when it is wanted: the providers' library brings a whole HTTP client with it.
        provider = import_module("ohlas.outreach.channels.email.provider")
        return MailPost(settings, provider.ProviderWay(settings.provider, settings.options), base)
    way = SmtpWay(server_for(settings))
    way.open()
    return MailPost(settings, way, base)


def letter_of(message: Outgoing, settings: MailSettings, composer: Composer) -> Letter:
    """The whole mail.

    Errors: `BadAddress`.
    """
    subject, text, html = composer.compose(message)
    leave = leave_address(message)
    return Letter(
        message_id=f"<{message.id}@{settings.domain}>",
        from_name=settings.from_name or message.organisation,
        from_address=settings.from_address,
        return_path=settings.return_path,
        reply_to=settings.reply_to,
        to_name=message.name,
        to_address=checked_address(message.address),
        subject=subject,
        text=text,
        html=html,
        headers=(
            ("List-Unsubscribe", f"<{leave}>"),
            ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
            ("Auto-Submitted", "auto-generated"),
            ("X-Auto-Response-Suppress", "OOF, AutoReply"),
            (
                "Feedback-ID",
                f"{message.programme_id or message.survey_id}:{message.organisation_id}:survey:ohlas",
            ),
        ),
    )


def checked_address(address: str) -> str:
    """The address with its domain in ASCII.

    Errors: `BadAddress`.
    """
    local, _, domain = address.rpartition("@")
    try:
        found = f"{local}@{domain.encode('idna').decode()}"
        if local.isascii():
            validate_email(found)
    except (ValidationError, UnicodeError) as wrong:
        raise BadAddress(trouble(Trouble.BAD_MAIL, address[:100])) from wrong
    if not local or any(sign in local for sign in "\r\n\0<> "):
        raise BadAddress(trouble(Trouble.BAD_MAIL, address[:100]))
    return found
