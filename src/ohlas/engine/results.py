"""What a query gives back: tallies, never scores, and what a reader needs to trust them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from ohlas.metrics import ScoreCounts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    import numpy as np
    import numpy.typing as npt

    from ohlas.engine.query import Query
    from ohlas.engine.rewrites import Condition


Place: TypeAlias = "tuple[date | None, tuple[str | None, ...]]"
"""Which group: its step and its key."""


@dataclass(frozen=True)
class Group:
    """One group's answers. A key of None means unknown; `bucket` is the first day of its step."""

    key: Mapping[str, str | None]
    bucket: date | None
    counts: ScoreCounts


def group_order(place: Place) -> tuple[object, ...]:
    """Oldest bucket first, then by key, the unknown last.

    Shape:  the place of a group in, what to sort it by out.
    Errors: exact.
    Source: `ohlas.engine.run`.
    """
    bucket, key = place
    return (bucket.toordinal() if bucket else 0, *((part is None, part or "") for part in key))


@dataclass(frozen=True)
class LeftOut:
    """A warning: answers to the same questions on another scale, which are never pooled."""

    scale: str
    n: int

    def __str__(self) -> str:
        return f"{self.n} answers on the scale {self.scale} are left out: unlike scales are never pooled"


@dataclass(frozen=True)
class Hidden:
    """A warning: what of anonymous surveys is not shown, or shown otherwise, in one sentence."""

    words: str

    def __str__(self) -> str:
        return self.words


@dataclass(frozen=True)
class Reviewed:
    """A warning: how many of the answers asked for a person left out by review."""

    n: int
    is_most: bool = False  # some filter could not be tried on them

    def __str__(self) -> str:
        words = "1 answer" if self.n == 1 else f"{self.n} answers"
        return f"{'up to ' if self.is_most else ''}{words} left out by review"


@dataclass(frozen=True)
class Result:
    """Tallies per group and over all, with n, version, freshness and warnings."""

    rows: tuple[Group, ...]
    total: ScoreCounts
    n: int  # people's answers counted, unweighted
    version: int | None  # of the fact table; None before the first write
    freshness: datetime | None  # when the newest of the organisation's answers was given
    warnings: tuple[LeftOut | Hidden | Reviewed, ...]
    query: Query
    conditions: tuple[Condition, ...] = ()  # the query as understood, without what is certain


@dataclass(frozen=True)
class FactRow:
    """One answer behind a figure."""

    signal: str
    survey: str
    version: int
    question: str
    scale: str
    value: float
    has_text: bool
    at: datetime
    local_date: date
    local_hour: int
    channel: str
    language: str
    unit: str | None
    employee: str | None
    touchpoint: str | None
    customer: str | None
    weight: float | None
    complete: bool
    batch: str | None
    attributes: Mapping[str, str | None] = field(default_factory=dict)  # keyed without a_


@dataclass(frozen=True)
class Page:
    """Some of the answers behind a figure, newest first, and how many there are in all."""

    rows: tuple[FactRow, ...]
    total: int
    version: int | None
    warnings: tuple[Hidden, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """Answers side by side: people × items, NaN where not answered; `weights` None where nobody has one."""

    items: tuple[tuple[str, str], ...]  # (question, scale)
    values: npt.NDArray[np.float64]
    weights: npt.NDArray[np.float64] | None
    version: int | None
    freshness: datetime | None
    warnings: tuple[Hidden, ...] = ()


EMPTY = ScoreCounts({})
