"""Tries a table of people without writing anything."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.customers.actions import Taking
from ohlas.customers.rules import PersonIn
from ohlas.exchange.access import people_row_for
from ohlas.exchange.actions.people.laying import Laid, lay
from ohlas.exchange.actions.people.reading import PeopleReading
from ohlas.exchange.errors import BadMapping
from ohlas.exchange.queries import view_of
from ohlas.exchange.rules import Loss
from ohlas.exchange.rules.people import meaning_problems
from ohlas.lib.ids import new_id

SHOWN = 10
AT_ONCE = 1000
TRIED_ROWS = 20_000  # a page must answer; the import itself reads every row


@dataclass
class PeopleTrial:
    """What an import would do."""

    rows: int = 0
    new: int = 0
    merged: int = 0
    known: int = 0
    rows_lost: int = 0
    cells_lost: int = 0
    reasons: Counter[tuple[str, str]] = field(default_factory=Counter)
    examples: list[PersonIn] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    is_whole_file: bool = True


def try_people(*, actor: Actor, import_id: UUID, now: datetime, limit: int = TRIED_ROWS) -> PeopleTrial:
    """Reads the table as the import would, and writes nothing.

    Errors: `NotHere`, `BadMapping` when the meaning cannot be used, `TableError` for an unreadable file.
    """
    view = view_of(people_row_for(actor, import_id))
    reading = PeopleReading(view, actor)
    if found := meaning_problems(reading.meaning, view.table().names):
        raise BadMapping(found)
    taking = Taking(actor.organisation, new_id(), now, overwrites=reading.meaning.overwrites, is_trial=True)
    trial = PeopleTrial()
    while trial.rows < limit:
        portion = reading.portion(min(AT_ONCE, limit - trial.rows))
        if portion is None:
            return trial
        people = portion.people or [event.person for event in portion.events]
        trial.examples += people[: SHOWN - len(trial.examples)]
        _add(trial, lay(portion, taking, reading.meaning.kind))
    trial.is_whole_file = reading.portion(1) is None
    return trial


def _add(trial: PeopleTrial, laid: Laid) -> None:
    trial.rows += laid.read
    trial.new += laid.new
    trial.merged += laid.merged
    trial.known += laid.known
    trial.rows_lost += laid.lost
    for loss in laid.losses:
        trial.reasons[loss.column, loss.reason] += 1
        trial.cells_lost += not loss.is_whole_row
        if len(trial.losses) < SHOWN * 5:
            trial.losses.append(loss)
