"""What is known about a foreign table before it is read, and what reading it yields."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Kind(StrEnum):
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"


class ColumnKind(StrEnum):
    EMPTY = "empty"
    INTEGER = "integer"
    DECIMAL = "decimal"
    TIME = "time"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class TimeGuess:
    """How a column writes its dates: the format most values agree with, and what else they could mean."""

    format: str | None
    is_ambiguous: bool = False
    candidates: tuple[str, ...] = ()
    misfits: int = 0
    evidence: str = ""
    is_mixed: bool = False
    """Written in several ways: more values can be read each by itself than in any one way."""
    undecided: int = 0
    """Values that could be two days when each is read by itself."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column as its first rows show it; all counts, bounds and shares speak of those rows only."""

    name: str
    index: int
    kind: ColumnKind
    samples: tuple[str, ...] = ()
    empty_share: float = 0.0
    distinct: int = 0
    low: float | None = None
    high: float | None = None
    has_decimal_comma: bool = False
    time: TimeGuess | None = None
    not_numbers: int = 0
    filled: int = 0
    common: tuple[tuple[str, int], ...] = ()
    """The values met most often, bare, with how often: what tells a scale with a slip from plain words."""

    @property
    def is_mostly_empty(self) -> bool:
        return self.empty_share > 0.9  # noqa: PLR2004 - nine in ten


@dataclass(frozen=True, slots=True)
class TableInfo:
    """All that `rows` needs to read the file, and all that a person needs to check the guess."""

    path: Path
    kind: Kind
    size: int
    columns: tuple[Column, ...]
    estimated_rows: int
    is_exact: bool = False
    encoding: str | None = None
    has_bom: bool = False
    delimiter: str | None = None
    quote: str | None = None
    has_header: bool = True
    skip: int = 0
    """Records before the first row of values: titles, then the headings."""
    pads_short_rows: bool = False
    """The file leaves out empty values at the end of its lines as a habit."""
    sheet: str | None = None
    sheets: tuple[str, ...] = ()
    sampled_rows: int = 0
    undecodable_lines: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


class Row(NamedTuple):
    """One record; `number` counts from 1 below the headings, `is_damaged`: letters did not decode."""

    number: int
    values: tuple[str, ...]
    is_damaged: bool = False


class BadRow(NamedTuple):
    """One record that does not fit the table, kept for the loss report."""

    number: int
    reason: str
    raw: str
