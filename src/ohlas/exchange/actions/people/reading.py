"""A table of people being read: where reading stands, and its next rows as people or happenings."""

from collections.abc import Iterator  # noqa: TC003 - an attribute is annotated with it
from dataclasses import dataclass, field
from itertools import islice
from zoneinfo import ZoneInfo

from ohlas.accounts.access import Actor
from ohlas.customers.queries import attributes_declared
from ohlas.customers.rules import EventRow, PersonIn, country_of_zone
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules import Loss, LossReason
from ohlas.exchange.rules.people import Meaning, PeopleKind, RowReader, Setting, meaning_from
from ohlas.lib.tables import BadRow, Row, rows

LONGEST_RAW = 200


@dataclass
class PeoplePortion:
    """What the next rows of the file say."""

    read: int = 0
    people: list[PersonIn] = field(default_factory=list)
    events: list[EventRow] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


class PeopleReading:
    """Reads one table portion by portion, from where the committed import stands."""

    def __init__(self, view: ImportView, actor: Actor) -> None:
        info = view.table()
        self.meaning: Meaning = meaning_from(view.meaning)
        self.reader = RowReader(self.meaning, info.names, setting_of(actor))
        self.read = view.rows_read
        self._rows: Iterator[Row | BadRow] = islice(rows(view.path, info), view.rows_read, None)

    def portion(self, size: int) -> PeoplePortion | None:
        """The next rows, None at the end of the file."""
        found = PeoplePortion()
        for row in islice(self._rows, size):
            self.read += 1
            found.read += 1
            if isinstance(row, BadRow):
                reason = f"{LossReason.BAD_ROW}: {row.reason}"
                found.losses.append(Loss(row.number, "", row.raw[:LONGEST_RAW], reason, is_whole_row=True))
            else:
                self._take(row, found)
        return found if found.read else None

    def _take(self, row: Row, portion: PeoplePortion) -> None:
        if row.is_damaged:
            portion.losses.append(Loss(row.number, "", "", LossReason.DAMAGED, is_whole_row=False))
        if self.meaning.kind is PeopleKind.EVENTS:
            event, losses = self.reader.event(row.number, row.values)
            if event is not None:
                portion.events.append(event)
        else:
            person, losses = self.reader.person(row.number, row.values)
            portion.people.append(person)
        portion.losses.extend(losses)


def setting_of(actor: Actor) -> Setting:
    """What reading a row needs to know of the organisation."""
    organisation = actor.organisation
    kinds = {one.key: one.kind for one in attributes_declared(organisation.id)}
    return Setting(ZoneInfo(organisation.zone), country_of_zone(organisation.zone), kinds)
