"""What the facts listen to: this room's signals and the tree of units below it. Every part may be repeated."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from uuid import UUID

from django_tasks import task

from ohlas.accounts.events import OrganisationRemoved, UnitsChanged
from ohlas.feedback.events import (
    AttributeDeclared,
    BatchImported,
    BatchUndone,
    ResponseChanged,
    ResponseErased,
    ResponseRecorded,
    SignalsForgotten,
    TextsRead,
)
from ohlas.feedback.facts.numbering import (
    carriers_of,
    claim_forgotten,
    claim_imported,
    claim_read,
    claim_recorded,
    claim_replaced,
    claim_undone,
)
from ohlas.feedback.facts.units import write_units
from ohlas.feedback.facts.writer import fact_store, release_waiting, write_waiting
from ohlas.outbox import Delivered, subscribe
from ohlas.outbox.schedule import scheduled

AT_ONCE = 1_000
CHUNKS_AT_ONCE = 5
"""Half a second's work: whoever answers during an import waits for no more than that."""
LISTENER = "feedback.facts"


def hear_facts(events: Sequence[Delivered], now: datetime) -> None:
    """Numbers the signals of these events, then writes all that waits."""
    for event_class, hear in _HEAR.items():
        heard = [delivered for delivered in events if isinstance(delivered.event, event_class)]
        if heard:
            hear(heard, now)
    write_waiting()
    release_waiting()


def hear_units(events: Sequence[Delivered], now: datetime) -> None:  # noqa: ARG001 - a listener's shape
    """Writes the trees of the organisations whose units changed."""
    for organisation_id in {delivered.event.organisation_id for delivered in events}:
        write_units(fact_store(), organisation_id)


@scheduled("feedback.write_waiting", every=timedelta(seconds=30))
@task
def write_left_over() -> None:
    """Portions that a killed writer or a rebuild left behind, and releases whose day has come."""
    write_waiting()
    release_waiting()


def _recorded(events: Sequence[Delivered], now: datetime) -> None:
    claim_recorded([delivered.event.response_id for delivered in events], now)


def _imported(events: Sequence[Delivered], now: datetime) -> None:
    claim_imported([delivered.event for delivered in events], now)


def _read(events: Sequence[Delivered], now: datetime) -> None:
    for organisation_id in {_owner(delivered) for delivered in events}:
        claim_read(organisation_id, now)


def _replaced(events: Sequence[Delivered], now: datetime) -> None:
    claim_replaced([(_owner(delivered), delivered.event.response_id) for delivered in events], now)


def _undone(events: Sequence[Delivered], now: datetime) -> None:
    for delivered in events:
        claim_undone(_owner(delivered), delivered.event.batch_id, now)


def _forgotten(events: Sequence[Delivered], now: datetime) -> None:
    for delivered in events:
        gone = delivered.event
        owner = gone.organisation_id if isinstance(gone, OrganisationRemoved) else _owner(delivered)
        claim_forgotten(owner, now)


def _declared(events: Sequence[Delivered], now: datetime) -> None:
    """Answers that carried the attribute before it was declared get its column."""
    for delivered in events:
        for signals in carriers_of(delivered.event.attribute_id):
            claim_replaced(signals, now)


def _owner(delivered: Delivered) -> UUID:
    if delivered.organisation_id is None:
        raise LookupError(f"event {delivered.id} belongs to no organisation")
    return delivered.organisation_id


_Hear = Callable[[Sequence[Delivered], datetime], None]
_HEAR: Mapping[type[Any], _Hear] = MappingProxyType(  # any event class of the rooms at or below this one
    {
        ResponseRecorded: _recorded,
        BatchImported: _imported,
        ResponseChanged: _replaced,
        ResponseErased: _replaced,
        BatchUndone: _undone,
        SignalsForgotten: _forgotten,
        OrganisationRemoved: _forgotten,
        AttributeDeclared: _declared,
        TextsRead: _read,
    }
)
_AT_ONCE: Mapping[type[Any], int] = MappingProxyType({BatchImported: CHUNKS_AT_ONCE})
URGENT, COMMON, HISTORY = 3, 2, 1
"""Who has just answered is counted before the thousand portions of an import."""
_PRIORITY: Mapping[type[Any], int] = MappingProxyType({ResponseRecorded: URGENT, BatchImported: HISTORY})


def listen() -> None:
    """Called once, when Django has started."""
    for event_class in _HEAR:
        subscribe(
            event_class,
            LISTENER,
            hear_facts,
            batch=_AT_ONCE.get(event_class, AT_ONCE),
            # Writing files is slow and foreign to the database: outside a transaction, by one relay at a time.
            transactional=False,
            exclusive=True,
            priority=_PRIORITY.get(event_class, COMMON),
        )
    subscribe(UnitsChanged, "feedback.units", hear_units, batch=AT_ONCE, transactional=False, exclusive=True)
