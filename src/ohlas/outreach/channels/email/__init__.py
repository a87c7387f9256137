"""Mail: over SMTP or a provider, with a score to click, in the reader's language."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import cast

from ohlas.lib.config import config
from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.actions.reports import register_inbox
from ohlas.outreach.channels.email.domains import domain_checks
from ohlas.outreach.channels.email.forms import MailForm
from ohlas.outreach.channels.email.inbox import read_inboxes_of_mail
from ohlas.outreach.channels.email.settings import mail_settings
from ohlas.outreach.forms.senders import register_setup
from ohlas.outreach.pages.previews import Shown, register_preview
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Check, Outgoing, Post, SenderView


class EmailChannel:
    """A `Channel`; see `rules.sending`."""

    carrier = Carrier.EMAIL

    def open_post(self, sender: SenderView) -> Post:
        """See `post`; it is read when mail is sent, so that web workers which send none stay light."""
        post = import_module(f"{__name__}.post")
        return cast("Post", post.open_mail(sender, config().public_url))

    def checks(self, sender: SenderView | None, now: datetime) -> Sequence[Check]:  # noqa: ARG002 - as every channel
        """The sender's domain, asked of the DNS."""
        selector = str(sender.settings.get("dkim_selector", "")) if sender else ""
        settings = mail_settings(sender)
        return domain_checks(settings.domain, selector, is_provider=bool(settings.provider))


def register() -> None:
    """Called once at start-up."""
    register_channel(EmailChannel())
    register_setup(Carrier.EMAIL, MailForm)
    register_preview(Carrier.EMAIL, _shown)
    register_inbox(read_inboxes_of_mail)


def _shown(message: Outgoing) -> Shown:
    composing = import_module(f"{__name__}.composing")
    return Shown(*composing.Composer(config().public_url).compose(message))
