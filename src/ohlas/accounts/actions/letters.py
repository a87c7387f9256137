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
    if not settings.EMAIL_HOST:
        return False
    name = " ".join(actor.organisation.name.split())
    body = _(
        "%(name)s invites you to Ohlas, where customers\u2019 feedback is read and answered.\n\n"
        "This link signs you in once. Set a password or a passkey then:\n%(address)s\n\n"
        "It works for 72 hours. If you did not expect this, do nothing."
    ) % {"name": name, "address": address}
    try:
        send_mail(_("Your access to %(name)s") % {"name": name}, body, None, [email])
    except (SMTPException, OSError):
        return False
    return True
