"""Mail to colleagues: only where Ohlas is set up to send any."""

from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor


def mail_link(*, actor: Actor, email: str, address: str) -> bool:
    """Sends a one-time link to the invited person; False when no mail is set up or the server refused.

    Called after the commit: a slow mail server must not hold the database, and the link is shown anyway.
    """
    name = _name(actor)
    body = _(
        "%(name)s invites you to Ohlas, where customers\u2019 feedback is read and answered.\n\n"
        "This link signs you in once. Set a password or a passkey then:\n%(address)s\n\n"
        "It works for 72 hours. If you did not expect this, do nothing."
    ) % {"name": name, "address": address}
    return _sent(_("Your access to %(name)s") % {"name": name}, body, email)


def mail_invitation(*, actor: Actor, email: str, address: str) -> bool:
    """Tells somebody who signs in here already that an organisation waits for their yes or no.

    `address` is the page of their organisations; as with `mail_link`, False when nothing was sent.
    """
    name = _name(actor)
    body = _(
        "%(name)s invites you to read and answer customers\u2019 feedback with them on Ohlas.\n\n"
        "You belong to them only after you accept. Sign in, then accept or decline:\n%(address)s\n\n"
        "If you did not expect this, decline or do nothing: they see nothing of yours."
    ) % {"name": name, "address": address}
    return _sent(_("%(name)s invites you") % {"name": name}, body, email)


def _name(actor: Actor) -> str:
    return " ".join(actor.organisation.name.split())


def _sent(subject: str, body: str, email: str) -> bool:
    if not settings.EMAIL_HOST:
        return False
    try:
        send_mail(subject, body, None, [email])
    except (SMTPException, OSError):
        return False
    return True
