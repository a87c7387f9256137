"""What this room hears, and what it does by the clock."""

from ohlas.feedback.events import ResponseErased, ResponseRecorded, SignalsForgotten, UrgentSaid
from ohlas.insight.actions.briefs import write_briefs
from ohlas.insight.actions.integrity import hear_gone, watch_integrity_everywhere
from ohlas.insight.actions.notices import mail_notices
from ohlas.insight.actions.watching import hear_recorded, watch_everywhere
from ohlas.outbox import subscribe

REGULAR = (watch_everywhere, mail_notices, write_briefs, watch_integrity_everywhere)
"""Jobs that are known to the schedule once their file is loaded."""
AT_ONCE = 200


def listen() -> None:
    """Called once, when Django has started."""
    subscribe(ResponseRecorded, "insight.severe", hear_recorded, batch=AT_ONCE)
    subscribe(UrgentSaid, "insight.urgent", hear_recorded, batch=AT_ONCE)
    for event_class in (ResponseErased, SignalsForgotten):
        subscribe(event_class, "insight.integrity", hear_gone, batch=AT_ONCE)
