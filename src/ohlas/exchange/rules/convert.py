"""One row of a foreign file as one response, or the reasons why not."""

from collections.abc import Callable
from collections.abc import Mapping as MappingType
from dataclasses import dataclass
from datetime import UTC, datetime, time
from enum import StrEnum
from typing import NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.exchange.rules.mapping import ColumnMapping, ColumnRole, Mapping
from ohlas.lib.tables import Reason, parse_number, parse_time
from ohlas.metrics import SCALES
from ohlas.text import made_whole

LONGEST_TEXT = 20_000
LONGEST_LABEL = 200
NOON = time(12, 0)
MOST_KEPT = 20_000


class LossReason(StrEnum):
    """Why a cell or a row was left out."""

    OFF_SCALE = "off the scale"
    NOT_A_NUMBER = "not a number"
    NOT_A_TIME = "not a time in the chosen way of writing"
    AMBIGUOUS_TIME = "could be two days: 03/04 is in March or in April"
    NO_TIME = "no time"
    IN_THE_FUTURE = "later than now"
    BAD_WEIGHT = "not a weight: a number of 0 or more"
    UNKNOWN_UNIT = "no unit with this code or name"
    UNKNOWN_EMPLOYEE = "no employee with this code"
    TOO_LONG = "longer than 20,000 characters"
    NO_ANSWER = "no usable answer in the row"
    DAMAGED = "letters that could not be read"
    BAD_ROW = "does not fit the table"


TIMELESS = {
    Reason.EMPTY: LossReason.NO_TIME,
    Reason.NOT_A_TIME: LossReason.NOT_A_TIME,
    Reason.AMBIGUOUS: LossReason.AMBIGUOUS_TIME,
}


class Loss(NamedTuple):
    """One line of the loss report; `column` is empty when the whole row is lost."""

    row: int
    column: str
    given: str
    reason: str
    is_whole_row: bool


class Converted(NamedTuple):
    """A row ready for intake; ids are ours, texts are still as the file had them."""

    row: int
    answers: dict[str, float | str]
    answered_at: datetime
    unit_id: UUID | None
    employee_id: UUID | None
    contact_key: str | None
    weight: float | None
    language: str
    channel: str
    attributes: dict[str, str]
    respondent: str | None


class _Skip(Exception):
    def __init__(self, column: str, given: str, reason: LossReason) -> None:
        self.column, self.given, self.reason = column, given, reason


@dataclass(frozen=True)
class Lookups:
    """The organisation's own names: unit and employee codes and names, folded, to ids."""

    units: MappingType[str, UUID]
    employees: MappingType[str, UUID]
    zone: ZoneInfo
    now: datetime


Key = TypeVar("Key")
Value = TypeVar("Value")
type_of_reader = Callable[[str], float | str | None]


class Converter:
    """Turns rows into responses by one mapping; built once per file, called once per row.

    Times and sets of attributes come again and again: what was read is kept, and rows may share it.
    """

    def __init__(self, mapping: Mapping, names: tuple[str, ...], lookups: Lookups) -> None:
        self.mapping, self.lookups = mapping, lookups
        place = {name: index for index, name in enumerate(names)}
        self.questions = [
            (place[column.column], column, _reader(column)) for column in mapping.of(ColumnRole.QUESTION)
        ]
        attributes = mapping.of(ColumnRole.ATTRIBUTE)
        self.keys = [column.attribute for column in attributes]
        self.attribute_places = [place[column.column] for column in attributes]
        at = {role: place[column.column] for role in ColumnRole if (column := mapping.one(role))}
        self.at = at
        self.contact, self.respondent = at.get(ColumnRole.CONTACT), at.get(ColumnRole.RESPONDENT)
        self.language, self.channel = at.get(ColumnRole.LANGUAGE), at.get(ColumnRole.CHANNEL)
        self.time = mapping.one(ColumnRole.TIME)
        self.whole_day = (
            datetime.combine(mapping.day, NOON, lookups.zone).astimezone(UTC) if mapping.day else None
        )
        self._times: dict[str, datetime] = {}
        self._attributes: dict[tuple[str, ...], dict[str, str]] = {}

    def __call__(self, row: int, values: tuple[str, ...]) -> tuple[Converted | None, list[Loss]]:
        """The response in this row, or None, and everything that was left out of it."""
        losses: list[Loss] = []
        answers = self._answers(row, values, losses)
        if not answers:
            losses.append(Loss(row, "", "", LossReason.NO_ANSWER, is_whole_row=True))
            return None, losses
        try:
            converted = self._converted(row, values, answers)
        except _Skip as skip:
            losses.append(Loss(row, skip.column, skip.given, skip.reason, is_whole_row=True))
            return None, losses
        return converted, losses

    def _answers(self, row: int, values: tuple[str, ...], losses: list[Loss]) -> dict[str, float | str]:
        answers: dict[str, float | str] = {}
        for index, column, reader in self.questions:
            given = values[index]
            try:
                answer = reader(given)
            except _Skip as skip:
                losses.append(
                    Loss(row, column.column, given[:LONGEST_LABEL], skip.reason, is_whole_row=False)
                )
                continue
            if answer is not None:
                answers[column.question] = answer
        return answers

    def _converted(self, row: int, values: tuple[str, ...], answers: dict[str, float | str]) -> Converted:
        units, employees = self.lookups.units, self.lookups.employees
        return Converted(
            row=row,
            answers=answers,
            answered_at=self._time(values),
            unit_id=self._known(values, ColumnRole.UNIT, units, LossReason.UNKNOWN_UNIT),
            employee_id=self._known(values, ColumnRole.EMPLOYEE, employees, LossReason.UNKNOWN_EMPLOYEE),
            contact_key=_label(values, self.contact),
            weight=self._weight(values),
            language=(_label(values, self.language) or self.mapping.language)[:8].lower(),
            channel=(_label(values, self.channel) or self.mapping.channel)[:20],
            attributes=self._attributes_of(values),
            respondent=_label(values, self.respondent),
        )

    def _attributes_of(self, values: tuple[str, ...]) -> dict[str, str]:
        given = tuple(values[place] for place in self.attribute_places)
        known = self._attributes.get(given)
        if known is None:
            bare = (made_whole(value.strip())[:LONGEST_LABEL] for value in given)
            known = {key: label for key, label in zip(self.keys, bare, strict=True) if label}
            _keep(self._attributes, given, known)
        return known

    def _time(self, values: tuple[str, ...]) -> datetime:
        if self.time is None:
            if self.whole_day is None:
                raise _Skip("", "", LossReason.NO_TIME)
            return self.whole_day
        given = values[self.at[ColumnRole.TIME]]
        moment = self._times.get(given)
        if moment is None:
            moment = self._read_time(self.time, given)
            _keep(self._times, given, moment)
        return moment

    def _read_time(self, column: ColumnMapping, given: str) -> datetime:
        moment = parse_time(given, column.format, self.lookups.zone)
        if isinstance(moment, Reason):
            if moment is Reason.EMPTY and self.whole_day is not None:
                return self.whole_day
            raise _Skip(column.column, given, TIMELESS[moment])
        if moment > self.lookups.now:
            raise _Skip(column.column, given, LossReason.IN_THE_FUTURE)
        return moment

    def _weight(self, values: tuple[str, ...]) -> float | None:
        index = self.at.get(ColumnRole.WEIGHT)
        if index is None:
            return None
        weight = parse_number(values[index])
        if isinstance(weight, Reason) or weight < 0:
            # A respondent without a weight would count as 1 among weights of another size: leave him out.
            raise _Skip(self._name(ColumnRole.WEIGHT), values[index], LossReason.BAD_WEIGHT)
        return weight

    def _known(
        self, values: tuple[str, ...], role: ColumnRole, known: MappingType[str, UUID], reason: LossReason
    ) -> UUID | None:
        label = _label(values, self.at.get(role))
        if label is None:
            return None
        found = known.get(label.casefold())
        if found is None:
            raise _Skip(self._name(role), label, reason)
        return found

    def _name(self, role: ColumnRole) -> str:
        column = self.mapping.one(role)
        return column.column if column else ""


def _label(values: tuple[str, ...], place: int | None) -> str | None:
    return None if place is None else made_whole(values[place].strip())[:LONGEST_LABEL] or None


def _keep(kept: dict[Key, Value], key: Key, value: Value) -> None:
    """Remembers, and forgets everything now and then: a file of nothing but different values must fit too."""
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = value


def _reader(column: ColumnMapping) -> type_of_reader:
    """What reads a cell of this question; the same few values come again and again, so answers are kept."""
    missing = frozenset(code.strip().casefold() for code in column.missing)
    numbers = {value for code in missing if not isinstance(value := parse_number(code), Reason)}
    if column.scale is None:
        return lambda given: _text(given, missing)
    scale = SCALES[column.scale]
    seen: dict[str, float | None] = {}

    def read(given: str) -> float | None:
        if given in seen:
            return seen[given]
        bare = given.strip()
        if not bare or bare.casefold() in missing:
            return None
        value = parse_number(bare)
        if isinstance(value, Reason):
            raise _Skip(column.column, given, LossReason.NOT_A_NUMBER)
        if value in numbers:
            return None
        if not scale.holds(value):
            raise _Skip(column.column, given, LossReason.OFF_SCALE)
        if len(seen) < LONGEST_LABEL:
            seen[given] = value
        return value

    return read


def _text(given: str, missing: frozenset[str]) -> str | None:
    bare = given.strip()
    if not bare or bare.casefold() in missing:
        return None
    if len(bare) > LONGEST_TEXT:
        raise _Skip("", given, LossReason.TOO_LONG)
    return bare
