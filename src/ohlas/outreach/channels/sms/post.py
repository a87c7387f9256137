"""The postbag of text messages: words composed, segments counted, handed over by the way set up."""

from importlib import import_module
from typing import Protocol

from ohlas.outreach.channels.sms.composing import checked_number, spelt, text_of
from ohlas.outreach.channels.sms.http_way import HttpWay
from ohlas.outreach.channels.sms.settings import SmsSettings, Way, read_settings
from ohlas.outreach.errors import BadSetting, ProviderAway
from ohlas.outreach.rules.sending import Outgoing, SenderView, Sent
from ohlas.outreach.rules.sms import checked_size


class HandsOver(Protocol):
    """A way to the network of phones."""

    def hand_over(self, number: str, text: str, reference: str) -> str: ...
    def close(self) -> None: ...


class SmsPost:
    """A `Post` for text messages."""

    def __init__(self, settings: SmsSettings, way: HandsOver) -> None:
        self._settings = settings
        self._way = way

    def send(self, message: Outgoing) -> Sent:
        """As `rules.sending.Post` says, with segments and cost."""
        number = checked_number(message.address)
        text = text_of(message, is_plain=self._settings.is_plain)
        segments = checked_size(text).segments
        provider_id = self._way.hand_over(number, text, str(message.id))
        return Sent(provider_id, segments, self._settings.price.of(segments))

    def say(self, number: str, text: str, reference: str) -> str:
        """One sentence to one number: an answer to a reply, a test to oneself."""
        # Czech spelling loses every accent: the sentence is never spelt half.
        said = spelt(text, "cs", is_plain=self._settings.is_plain)
        return self._way.hand_over(checked_number(number), said, reference)

    def close(self) -> None:
        self._way.close()


def open_sms(sender: SenderView) -> SmsPost:
    """The way out for this sender.

    Errors: `ProviderAway`, also when the settings cannot be used.
    """
    try:
        settings = read_settings(sender.settings)
    except BadSetting as wrong:
        raise ProviderAway(f"The settings cannot be used: {wrong}") from wrong
    secret = sender.secrets.get("secret", "")
    if settings.way is Way.HTTP:
        return SmsPost(settings, HttpWay(settings, secret))
    # The library of the protocol is read only where somebody sends by it.
    smpp = import_module("ohlas.outreach.channels.sms.smpp_way")
    way = smpp.SmppWay(settings, secret, sender.organisation_id)
    way.open()
    return SmsPost(settings, way)
