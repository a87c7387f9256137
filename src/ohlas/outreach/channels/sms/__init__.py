"""Text messages: by an HTTP gateway or over SMPP, counted in segments, with a link and a word that ends it."""

from collections.abc import Sequence
from datetime import datetime
from importlib import import_module
from typing import cast

from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.channels.sms.checking import sms_checks
from ohlas.outreach.channels.sms.forms import SmsForm
from ohlas.outreach.forms.senders import register_setup
from ohlas.outreach.pages.previews import Shown, register_preview
from ohlas.outreach.pages.sizes import SizePage
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Check, Outgoing, Post, SenderView


class SmsChannel:
    """A `Channel`; see `rules.sending`."""

    carrier = Carrier.SMS

    def open_post(self, sender: SenderView) -> Post:
        """See `post`; it is read when something is sent, so that web workers which send none stay light."""
        post = import_module(f"{__name__}.post")
        return cast("Post", post.open_sms(sender))

    def checks(self, sender: SenderView | None, now: datetime) -> Sequence[Check]:  # noqa: ARG002 - as every channel
        """Whether the settings can be used at all, and whether the way leads to a place that may be called."""
        return sms_checks(sender)


def register() -> None:
    register_channel(SmsChannel())
    register_preview(Carrier.SMS, _shown, _size)
    register_setup(Carrier.SMS, SmsForm)
    import_module(f"{__name__}.listening")


def _shown(message: Outgoing) -> Shown:
    """As it would leave; what is too long to leave is seen all the same, the size beside it says so."""
    composing = import_module(f"{__name__}.composing")
    sender = sender_of(message.organisation_id, Carrier.SMS)
    is_plain = bool(sender and sender.settings.get("plain"))
    text = composing.said(composing.template_of(message), message)
    return Shown("", composing.spelt(text, message.language, is_plain=is_plain))


def _size(message: Outgoing, body: str | None) -> SizePage:
    counting = import_module(f"{__name__}.counting")
    return cast("SizePage", counting.size_page(message, body))
