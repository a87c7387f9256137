"""Mail by a provider's own interface, through django-anymail; its answers become the same words as SMTP's."""

from collections.abc import Mapping
from typing import Any

import requests
from anymail.exceptions import (
    AnymailAPIError,
    AnymailConfigurationError,
    AnymailRecipientsRefused,
    AnymailUnsupportedFeature,
)
from django.core.mail import EmailMultiAlternatives, get_connection

from ohlas.outreach.channels.email.letter import Letter
from ohlas.outreach.channels.email.mime import mailbox
from ohlas.outreach.errors import BadMessage, ProviderAway, SendDelayed, SendDoubtful, SendFailed

NOT_ALLOWED = frozenset({401, 402, 403, 404})
COME_AGAIN = frozenset({408, 425, 429, 503})
FAULT = 500


class ProviderWay:
    """A session with the provider, kept over a round."""

    def __init__(self, provider: str, options: Mapping[str, str]) -> None:
        try:
            self._backend = get_connection(
                f"anymail.backends.{provider}.EmailBackend", **dict[str, Any](options)
            )
            self._backend.open()
        except (AnymailConfigurationError, ImportError, TypeError) as wrong:
            raise ProviderAway(f"The provider's settings are not complete: {str(wrong)[:200]}") from wrong

    def hand_over(self, letter: Letter) -> str:
        """The provider's id of the letter.

        Errors: `SendFailed`, `SendDelayed`, `SendDoubtful`, `ProviderAway`, `BadMessage`.
        """
        mail = _mail(letter)
        try:
            self._backend.send_messages([mail])
        except AnymailRecipientsRefused as refused:
            raise SendFailed(str(refused)[:280]) from refused
        except (AnymailConfigurationError, AnymailUnsupportedFeature) as wrong:
            raise BadMessage(str(wrong)[:280]) from wrong
        except (AnymailAPIError, requests.RequestException) as trouble:
            raise _named(trouble) from trouble
        status = getattr(mail, "anymail_status", None)
        if status is not None and status.status and status.status <= {"rejected", "failed", "invalid"}:
            raise SendFailed(f"The provider refused the address: {', '.join(sorted(status.status))}.")
        return str(getattr(status, "message_id", "") or letter.message_id)

    def close(self) -> None:
        self._backend.close()


def _mail(letter: Letter) -> EmailMultiAlternatives:
    mail = EmailMultiAlternatives(
        subject=letter.subject,
        body=letter.text,
        from_email=mailbox(letter.from_name, letter.from_address),
        to=[mailbox(letter.to_name, letter.to_address)],
        reply_to=[letter.reply_to] if letter.reply_to else None,
        headers=dict(letter.headers),
    )
    # Some providers give the mail an id of their own; this comes back with every report.
    mail.metadata = {"message": letter.message_id.strip("<>").partition("@")[0]}  # type: ignore[attr-defined]  # as anymail reads it
    mail.attach_alternative(letter.html, "text/html")
    return mail


def _named(trouble: Exception) -> Exception:
    """What this trouble means for the message: only what surely was not taken is tried again."""
    said = " ".join(str(trouble).split())[:280]
    code = getattr(trouble, "status_code", None)
    if code in NOT_ALLOWED:
        return ProviderAway(f"The provider does not take us: {said}")
    if code in COME_AGAIN:
        return SendDelayed(said)
    if code is not None and code < FAULT:
        return SendFailed(said)
    if isinstance(trouble, requests.ConnectTimeout) or "Connection refused" in said or "resolve" in said:
        return ProviderAway(f"The provider does not answer: {said}")
    return SendDoubtful(said)
