"""The telephone: whoever is to be asked by it goes on a list, and interviewers call them one by one."""

from collections.abc import Sequence
from datetime import datetime

from ohlas.lib.database import database_now
from ohlas.outreach.actions.calling import list_call
from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.channels.phone.forms import PhoneForm
from ohlas.outreach.errors import BadSetting
from ohlas.outreach.forms.senders import register_setup
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.calls import read_calls
from ohlas.outreach.rules.sending import Check, Light, Outgoing, SenderView, Sent


class CallPost:
    """A `Post` that sends nothing: it writes the person on the list."""

    def send(self, message: Outgoing) -> Sent:
        list_call(message.id, database_now())
        return Sent()

    def close(self) -> None:
        """Nothing is open."""


class PhoneChannel:
    """A `Channel`; see `rules.sending`."""

    carrier = Carrier.PHONE

    def open_post(self, sender: SenderView) -> CallPost:  # noqa: ARG002 - the list needs no provider
        return CallPost()

    def checks(self, sender: SenderView | None, now: datetime) -> Sequence[Check]:  # noqa: ARG002 - as every channel
        try:
            read_calls(sender.settings if sender else {})
        except BadSetting as wrong:
            return [Check("settings", Light.RED, str(wrong), "Mend that field and save.")]
        return [Check("settings", Light.GREEN, "The list is open.")]


def register() -> None:
    register_channel(PhoneChannel())
    register_setup(Carrier.PHONE, PhoneForm)
