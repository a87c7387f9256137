"""A question about facts, as the caller puts it. Values only: nothing here knows how it is answered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, TypeAlias

from ohlas.engine.errors import BadQuery

if TYPE_CHECKING:
    from datetime import date, datetime

Value: TypeAlias = "str | float | bool | date | datetime | None"
BucketName: TypeAlias = Literal["day", "week", "month", "quarter", "year"]
OpName: TypeAlias = Literal["in", "not in", "is null", "between", "contains"]


class Bucket(StrEnum):
    """Steps of the organisation's calendar; weeks are ISO weeks, from Monday. A bucket is its first day."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Op(StrEnum):
    """How a filter compares."""

    IN = "in"  # None among the values stands for "unknown"
    NOT_IN = "not in"  # the exact rest of IN: unknown stays, unless None is among the values
    IS_NULL = "is null"  # no value or True; False for "is known"
    BETWEEN = "between"  # both ends included; None leaves an end open
    CONTAINS = "contains"  # any of the texts, upper and lower case alike


@dataclass(frozen=True)
class Filter:
    """One narrowing; several hold together. Text is read as the field's kind ("9" for a number)."""

    field: str
    op: OpName | Op
    values: tuple[Value, ...] = ()

    def __post_init__(self) -> None:
        given: object = self.values
        if isinstance(given, str):
            raise BadQuery(f"give the values of {self.field!r} as a tuple, not as the text {given!r}")
        object.__setattr__(self, "values", tuple(self.values))


@dataclass(frozen=True)
class Spell:
    """Units during days [since, until): where a tree of units changed, a region is several of these. None: unknown."""

    units: tuple[str | None, ...]
    since: date | None = None
    until: date | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "units", tuple(self.units))


@dataclass(frozen=True)
class Query:
    """Which answers of which organisation, split by what."""

    organisation: str
    scale: str | None = None  # None: the only scale there is; several are an error
    where: tuple[Filter, ...] = ()
    group_by: tuple[str, ...] = ()
    bucket: BucketName | Bucket | None = None
    since: date | None = None
    until: date | None = None  # excluded
    table: str = "answers"
    scope_units: frozenset[str] | None = None  # what the asker may see; None: everything
    questions: tuple[str, ...] = ()
    surveys: tuple[str, ...] = ()
    placed: tuple[Spell, ...] | None = None  # answers of any of these; none at all for an empty tuple
    most: int | None = None  # lines of tallies the asker can take; more is refused, never cut off

    def __post_init__(self) -> None:
        """Lists and sets are taken too: a query is a value and serves as a key."""
        for name in ("where", "group_by", "questions", "surveys"):
            object.__setattr__(self, name, tuple(getattr(self, name)))
        if self.placed is not None:
            object.__setattr__(self, "placed", tuple(self.placed))
        if self.scope_units is not None:
            object.__setattr__(self, "scope_units", frozenset(self.scope_units))
