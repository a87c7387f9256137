"""The options of `ohlas import` as a mapping of columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from ohlas.exchange.errors import BadMapping
from ohlas.exchange.rules import ColumnMapping, ColumnRole, Mapping
from ohlas.exchange.rules.guess import key_of
from ohlas.exchange.rules.mapping import IMPORTED_TYPES
from ohlas.lib.tables import TIME_FORMATS, UnknownColumn


@dataclass(frozen=True)
class Wishes:
    """What the person asked for on the command line; texts are `COLUMN` or `COLUMN=word`."""

    survey: str
    questions: Sequence[str] = ()
    attributes: Sequence[str] = ()
    missing: Sequence[str] = ()
    touchpoints: Sequence[str] = ()
    time: str | None = None
    day: str | None = None
    unit: str | None = None
    employee: str | None = None
    weight: str | None = None
    contact: str | None = None
    respondent: str | None = None
    language: str = "en"
    channel: str = "import"
    opens_units: bool = False


def mapping_of_wishes(wishes: Wishes, names: Sequence[str]) -> Mapping:
    """The columns as wished; all others are left out.

    Errors: `UnknownColumn` naming the nearest, `BadMapping` for a word that is none of ours.
    """
    used: set[str] = set()
    columns = {name: ColumnMapping(name) for name in names}
    for column in _columns(wishes, used):
        if column.column not in columns:
            raise UnknownColumn(column.column, names)
        columns[column.column] = column
    _refine(columns, wishes, names)
    return Mapping(
        wishes.survey,
        tuple(columns.values()),
        _day(wishes.day),
        wishes.channel,
        wishes.language,
        opens_units=wishes.opens_units,
    )


def _columns(wishes: Wishes, used: set[str]) -> Iterator[ColumnMapping]:
    for wish in wishes.questions:
        yield _question(wish, used)
    for wish in wishes.attributes:
        name, _, key = wish.partition("=")
        yield ColumnMapping(name, ColumnRole.ATTRIBUTE, attribute=key or key_of(name, used))
    if wishes.time:
        name, _, written = wishes.time.partition("=")
        yield ColumnMapping(name, ColumnRole.TIME, format=written or TIME_FORMATS[0])
    for role, given in (
        (ColumnRole.UNIT, wishes.unit),
        (ColumnRole.EMPLOYEE, wishes.employee),
        (ColumnRole.WEIGHT, wishes.weight),
        (ColumnRole.CONTACT, wishes.contact),
        (ColumnRole.RESPONDENT, wishes.respondent),
    ):
        if given:
            yield ColumnMapping(given, role)


def _question(wish: str, used: set[str]) -> ColumnMapping:
    """`COLUMN=type`, `COLUMN=type:scale` or either with `@id` behind it."""
    name, _, words = wish.partition("=")
    kind, _, question = words.partition("@")
    kind, _, scale = kind.partition(":")
    if kind not in IMPORTED_TYPES:
        listed = ", ".join(IMPORTED_TYPES)
        raise BadMapping([f"{wish!r}: write COLUMN=type, with a type of {listed}; then @id if you like."])
    return ColumnMapping(
        name,
        ColumnRole.QUESTION,
        question=question or key_of(name, used),
        type=kind,
        scale=scale or IMPORTED_TYPES[kind][0],
        title=name,
    )


def _refine(columns: dict[str, ColumnMapping], wishes: Wishes, names: Sequence[str]) -> None:
    for wish in wishes.missing:
        name, _, codes = wish.partition("=")
        chosen = [name] if codes else [c.column for c in columns.values() if c.role is ColumnRole.QUESTION]
        for column in chosen:
            if column not in columns:
                raise UnknownColumn(column, names)
            given = tuple(code for code in (codes or name).split(",") if code)
            columns[column] = replace(columns[column], missing=columns[column].missing + given)
    for wish in wishes.touchpoints:
        name, _, touchpoint = wish.partition("=")
        if name not in columns:
            raise UnknownColumn(name, names)
        columns[name] = replace(columns[name], touchpoint=touchpoint or None)


def _day(given: str | None) -> date | None:
    if given is None:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as problem:
        raise BadMapping(
            [f"--day is {given!r}; write it as year-month-day, such as 2017-05-15."]
        ) from problem
