"""What is asked of a file, checked against its columns before the first row is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.lib.tables import Reason, UnknownColumn, column_index, parse_number
from ohlas.metrics import measure_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ohlas.lib.tables import TableInfo
    from ohlas.metrics import Measure


class WrongOption(Exception):
    """An option names a column the file does not have."""


@dataclass(frozen=True, slots=True)
class Missing:
    """Codes that stand for "no answer": compared as text whatever the case, and as numbers."""

    texts: frozenset[str]
    numbers: frozenset[float]

    def holds(self, text: str, number: float | Reason) -> bool:
        return text.strip().casefold() in self.texts or number in self.numbers


@dataclass(frozen=True, slots=True)
class Request:
    """Columns by name and by place."""

    info: TableInfo
    measure: Measure
    score: int
    missing: Missing
    weight: int | None
    by: tuple[int, ...]
    text: int | None

    @property
    def by_names(self) -> tuple[str, ...]:
        return tuple(self.info.names[place] for place in self.by)

    def name(self, place: int) -> str:
        return self.info.names[place]


def understood(
    info: TableInfo,
    *,
    metric: str,
    score: str,
    missing: Sequence[str] = (),
    weight: str | None = None,
    by: Sequence[str] = (),
    text: str | None = None,
) -> Request:
    """The request with every name resolved. Raises WrongOption or UnknownMeasure, naming the nearest."""
    return Request(
        info=info,
        measure=measure_of(metric),
        score=place(info, "--score", score),
        missing=codes(missing),
        weight=None if weight is None else place(info, "--weight", weight),
        by=tuple(place(info, "--by", name) for name in dict.fromkeys(by)),
        text=None if text is None else place(info, "--text", text),
    )


def place(info: TableInfo, option: str, name: str) -> int:
    """Where the column of this name stands. Raises WrongOption naming the option and the nearest column."""
    try:
        return column_index(info, name)
    except UnknownColumn as unknown:
        raise WrongOption(f"{option}: {unknown}") from None


def codes(given: Sequence[str]) -> Missing:
    """Codes given one by one or with commas between."""
    codes = [code.strip() for each in given for code in each.split(",") if code.strip()]
    numbers = [number for code in codes if not isinstance(number := parse_number(code), Reason)]
    return Missing(frozenset(code.casefold() for code in codes), frozenset(numbers))
