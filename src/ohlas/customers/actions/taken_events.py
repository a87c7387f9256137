"""What happened to contacts, from a table: each event once by its client id, history told to nobody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ohlas.customers.actions.cards import insert_rows
from ohlas.customers.actions.happenings import details_fit, is_in_the_future
from ohlas.customers.actions.taking import Taking
from ohlas.customers.models import ContactEvent
from ohlas.customers.rules import EventRow, Refused

AGAIN = "this id names another event here already; give the event an id of its own"
LATER = "lies in the future; give the time it happened"
TOO_MUCH = "the details are too many or too long"


@dataclass
class TakenEvents:
    """What became of some rows."""

    new: int = 0
    known: int = 0
    refused: list[Refused] = field(default_factory=list)


def take_events(taking: Taking, rows: Sequence[EventRow]) -> TakenEvents:
    """Lays the events on their contacts, who are met if need be, in the caller's transaction."""
    taken = TakenEvents()
    known = _known(taking, rows)
    fresh: list[EventRow] = []
    for row in rows:
        if fault := _fault(row, taking.now):
            taken.refused.append(Refused(row.row, row.client_id, fault, is_whole_row=True))
        elif row.client_id not in known:
            fresh.append(row)
            known[row.client_id] = (row.kind.value, row.at)
        elif known[row.client_id] == (row.kind.value, row.at):
            taken.known += 1
        else:
            taken.refused.append(Refused(row.row, row.client_id, AGAIN, is_whole_row=True))
    _lay(taking, fresh, taken)
    return taken


def _known(taking: Taking, rows: Sequence[EventRow]) -> dict[str, tuple[str, datetime]]:
    found = ContactEvent.objects.filter(
        organisation_id=taking.organisation.id, client_id__in=[row.client_id for row in rows]
    )
    return {one: (kind, at) for one, kind, at in found.values_list("client_id", "kind", "at")}


def _fault(row: EventRow, now: datetime) -> str:
    if is_in_the_future(row.at, now):
        return LATER
    return "" if details_fit(row.details) else TOO_MUCH


def _lay(taking: Taking, fresh: Sequence[EventRow], taken: TakenEvents) -> None:
    people = taking.take([row.person for row in fresh])
    taken.refused += people.refused
    laid = [(row, people.contacts[row.row]) for row in fresh if row.row in people.contacts]
    taken.new += len(laid)
    if taking.is_trial:
        return
    insert_rows(
        [
            ContactEvent(
                organisation_id=taking.organisation.id,
                contact_id=contact_id,
                kind=row.kind,
                at=row.at,
                client_id=row.client_id,
                details=dict(row.details),
                received_at=taking.now,
                batch_id=taking.import_id,
            )
            for row, contact_id in laid
        ]
    )
