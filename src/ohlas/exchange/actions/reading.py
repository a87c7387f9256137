"""A file being imported: where reading stands, and its next portion ready to be stored."""

from collections.abc import Iterator  # noqa: TC003 - an attribute is annotated with it
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.exchange.actions.survey import lookups_for
from ohlas.exchange.queries import ImportView
from ohlas.exchange.rules import Converted, Converter, Loss, LossReason, Mapping
from ohlas.exchange.rules.identity import RowIdentity
from ohlas.feedback.rules import ImportedRow
from ohlas.lib.tables import BadRow, Row, rows
from ohlas.text import repair

LONGEST_RAW = 200


@dataclass
class Portion:
    """What the next rows of the file bring; contacts are still names of the source."""

    last_row: int
    read: int = 0
    rows: list[tuple[ImportedRow, str | None]] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


class FileReading:
    """Reads one file portion by portion, from where the committed import stands."""

    def __init__(self, view: ImportView, actor: Actor, version_id: UUID, now: datetime) -> None:
        info = view.table()
        mapping = view.mapping
        self.convert = Converter(mapping, info.names, lookups_for(actor.organisation, now))
        day = mapping.day.isoformat() if mapping.day else ""
        self.identity = RowIdentity(actor.organisation.id, mapping.survey, day)
        self.version_id = version_id
        self.texts = texts_of(mapping)
        self.read = 0
        self._rows: Iterator[Row | BadRow] = rows(view.path, info)
        self._skip(view.rows_read)

    def _skip(self, count: int) -> None:
        """Passes the rows that are stored already; repeated rows must be counted from the start."""
        for row in islice(self._rows, count):
            self.read += 1
            if isinstance(row, Row):
                self.identity.of_cells(row.values)

    def portion(self, size: int) -> Portion | None:
        """The next rows, None at the end of the file."""
        found = Portion(last_row=self.read)
        for row in islice(self._rows, size):
            self.read += 1
            found.read += 1
            if isinstance(row, BadRow):
                raw = row.raw[:LONGEST_RAW]
                found.losses.append(
                    Loss(row.number, "", raw, f"{LossReason.BAD_ROW}: {row.reason}", is_whole_row=True)
                )
            else:
                self._take(row, found)
        return found if found.read else None

    def _take(self, row: Row, portion: Portion) -> None:
        by_cells = self.identity.of_cells(row.values)
        if row.is_damaged:
            portion.losses.append(Loss(row.number, "", "", LossReason.DAMAGED, is_whole_row=False))
        converted, losses = self.convert(row.number, row.values)
        portion.losses.extend(losses)
        if converted is None:
            return
        client_id = by_cells
        if converted.respondent is not None:
            client_id = self.identity.of_respondent(converted.respondent, converted.answered_at.isoformat())
        portion.rows.append((self._imported(converted, client_id), converted.contact_key))

    def _imported(self, row: Converted, client_id: UUID) -> ImportedRow:
        originals = repair_texts(row.answers, self.texts)
        return ImportedRow(
            client_id=client_id,
            version_id=self.version_id,
            answers=row.answers,
            answered_at=row.answered_at,
            channel=row.channel,
            language=row.language,
            unit_id=row.unit_id,
            employee_id=row.employee_id,
            weight=row.weight,
            attributes=row.attributes,
            originals=originals,
        )


def texts_of(mapping: Mapping) -> frozenset[str]:
    """The questions answered in people's own words."""
    return frozenset(column.question for column in mapping.columns if column.type == "text")


def repair_texts(answers: dict[str, float | str], texts: frozenset[str]) -> dict[str, str]:
    """Mends broken letters in place; what the file said is kept beside."""
    originals = {}
    for question in texts & answers.keys():
        given = str(answers[question])
        if given.isascii():  # whatever happened to these letters cannot be told any more
            continue
        repaired = repair(given)
        if repaired.changed:
            answers[question], originals[question] = repaired.text, given
    return originals
