"""What this room hears: its own signals, to read what was written in them, and wishes of privacy."""

from ohlas.customers.events import AttributeChosen
from ohlas.customers.rules import PrivacyPart, register_privacy_part
from ohlas.feedback.actions import export_responses_of, forget_responses_of
from ohlas.feedback.actions.attributes import hear_chosen
from ohlas.feedback.actions.devices import forget_devices_regularly
from ohlas.feedback.actions.enrich import read_imported
from ohlas.feedback.actions.invitations import hear_answered
from ohlas.feedback.actions.meanings import learn_where_wanted
from ohlas.feedback.actions.relabel import relabel_where_needed
from ohlas.feedback.actions.sparing import read_and_spare
from ohlas.feedback.actions.used_links import hear_used
from ohlas.feedback.events import BatchImported, InvitationAnswered, ResponseRecorded
from ohlas.feedback.queries.texts import READER
from ohlas.outbox import subscribe
from ohlas.outbox.rules import BACKGROUND

AT_ONCE = 200
MOST_STARTS = 100
"""Loading the models takes a second: a relay that is killed again and again begins often before it ends once."""
REGULAR = (relabel_where_needed, learn_where_wanted, forget_devices_regularly)
"""Jobs that are known to the schedule once their file is loaded."""


def listen() -> None:
    """Called once, when Django has started."""
    # Reading is slow: outside a transaction, and in the background, so that figures never wait for words.
    # Those who have just answered are read before a history that may take an hour.
    subscribe(
        ResponseRecorded,
        READER,
        read_and_spare,
        batch=AT_ONCE,
        transactional=False,
        priority=BACKGROUND,
        max_attempts=MOST_STARTS,
    )
    subscribe(
        BatchImported,
        READER,
        read_imported,
        transactional=False,
        priority=2 * BACKGROUND,
        max_attempts=MOST_STARTS,
    )
    subscribe(ResponseRecorded, "feedback.links", hear_used, batch=AT_ONCE)
    subscribe(AttributeChosen, "feedback.attributes", hear_chosen)
    subscribe(InvitationAnswered, "feedback.invitations", hear_answered)
    register_privacy_part(
        PrivacyPart(
            room="feedback",
            models=frozenset({"feedback.Response", "feedback.Link"}),
            export=export_responses_of,
            erase=forget_responses_of,
        )
    )
