"""What this room hears, and its part of a privacy request."""

from ohlas.customers.events import ContactEventRecorded
from ohlas.customers.rules import PrivacyPart, register_privacy_part
from ohlas.outbox import subscribe
from ohlas.outreach.actions import export_outreach_of, forget_outreach_of
from ohlas.outreach.actions.occasions import decide_everywhere, note_events
from ohlas.outreach.actions.reminding import follow_up_everywhere, try_next_channel
from ohlas.outreach.actions.renewing import renew_checks
from ohlas.outreach.actions.reports import read_inboxes
from ohlas.outreach.events import MessageFailed

REGULAR = (decide_everywhere, follow_up_everywhere, read_inboxes, renew_checks)
"""Jobs that are known to the schedule once their file is loaded."""
AT_ONCE = 200
OURS = ("Occasion", "Invitation", "Touch", "Hold", "CallTask", "Incoming")


def listen() -> None:
    """Called once, when Django has started."""
    subscribe(ContactEventRecorded, "outreach.occasions", note_events, batch=AT_ONCE, transactional=False)
    subscribe(MessageFailed, "outreach.next_channel", try_next_channel)
    register_privacy_part(
        PrivacyPart(
            room="outreach",
            models=frozenset(map("outreach.{}".format, OURS)),
            export=export_outreach_of,
            erase=forget_outreach_of,
        )
    )
