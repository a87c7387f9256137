"""Rows that were read, laid on contacts: the numbers and the losses that come of it."""

from dataclasses import dataclass, field

from ohlas.customers.actions import Taking, take_events
from ohlas.customers.rules import Refused
from ohlas.exchange.actions.people.reading import PeoplePortion
from ohlas.exchange.rules import Loss
from ohlas.exchange.rules.people import PeopleKind


@dataclass
class Laid:
    """What became of some rows; `new` are contacts, or events in a table of events."""

    read: int = 0
    new: int = 0
    merged: int = 0
    known: int = 0
    losses: list[Loss] = field(default_factory=list)

    @property
    def lost(self) -> int:
        return len({loss.row for loss in self.losses if loss.is_whole_row})


def lay(portion: PeoplePortion, taking: Taking, kind: PeopleKind) -> Laid:
    """The portion on its contacts, inside the caller's transaction; a trial only counts."""
    laid = Laid(read=portion.read, losses=list(portion.losses))
    if kind is PeopleKind.EVENTS:
        events = take_events(taking, portion.events)
        laid.new, laid.known = events.new, events.known
        refused = events.refused
    else:
        people = taking.take(portion.people)
        laid.new, laid.merged, laid.known = people.new, people.merged, people.unchanged
        refused = people.refused
    laid.losses += [_loss(one) for one in refused]
    return laid


def _loss(one: Refused) -> Loss:
    return Loss(one.row, "", one.given, one.reason, is_whole_row=one.is_whole_row)
