"""What a report is made of. Words arrive translated, numbers arrive counted: a report computes nothing."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from ohlas.lib.charts import Spec

_REFUSED = frozenset({"Cc", "Cs"})
_TURNING = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffe\uffff"
Form = Literal["text", "count", "points", "share", "grade"]
"""How a number is written in a table program; people's own separators follow from their program."""
Shown = Literal["line", "columns", "bars", "map"]


@dataclass(frozen=True, slots=True)
class Cell:
    """What a reader sees, and the number behind it where there is one."""

    text: str
    number: float | None = None
    form: Form = "text"


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure as everywhere: name, value, both ends of its interval, n, and what may be said about it.

    `is_detail` stands only where there is room for everything: in the workbook and in the notes.
    """

    name: str
    value: Cell
    low: Cell
    high: Cell
    interval: str
    n: Cell
    said: str = ""
    is_detail: bool = False
    more: tuple[Cell, ...] = ()
    """What stands in the tile's own columns, in their order."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of one kind of tile's own; `is_detail` as with lines."""

    head: str
    is_detail: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A figure as the page's table says it; `shade` runs from 1, the worst, to 5, the best, 0 without."""

    text: str
    figure: Cell
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows by columns, each cell a figure; the same figures stand in the tile's lines with their intervals."""

    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[GridCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the tile's lines: `spec` is drawn for paper, `shown` says what a table program draws.

    A map has the lines' values upwards and their first own column across; its axes meet at `at` (across, up).
    """

    shown: Shown
    alt: str
    spec: Spec | None = None
    at: tuple[float, float] = (0.0, 0.0)
    across: str = ""
    up: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody wrote, and where and when."""

    text: str
    source: str


@dataclass(frozen=True)
class ReportTile:
    """One tile. `whole` is its figure over everything counted; `lines` are its parts.

    `tally` holds one row per value given: value, answers, weights, squared weights.
    """

    title: str
    kind: str
    days: str
    refusal: str = ""
    whole: FigureLine | None = None
    change: str = ""
    part: str = ""
    lines: tuple[FigureLine, ...] = ()
    columns: tuple[Column, ...] = ()
    grid: Grid | None = None
    chart: Chart | None = None
    quotes: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()
    receipt: tuple[tuple[str, str], ...] = ()
    tally: tuple[tuple[float, int, float, float], ...] = ()

    @property
    def shown(self) -> tuple[FigureLine, ...]:
        """The lines that stand on paper and on slides."""
        return tuple(line for line in self.lines if not line.is_detail)

    @property
    def under(self) -> str:
        """What stands under the title: the kind of tile, so that titles tell tiles apart, and the days."""
        kind = "" if self.title.startswith(self.kind) else self.kind
        return " · ".join(part for part in (kind, self.days) if part)


@dataclass(frozen=True)
class Report:
    """A dashboard at one moment, for one reader. `words` are the writer's own, by key, in the reader's language."""

    title: str
    organisation: str
    language: str
    facts: tuple[tuple[str, str], ...]
    tiles: tuple[ReportTile, ...]
    made_at: datetime
    words: Mapping[str, str] = field(default_factory=dict)
    empty: str = ""

    @property
    def footer(self) -> str:
        return f"{self.organisation} · {self.title}"


def cleaned(text: str) -> str:
    """Without characters no file format of ours may hold: controls, halves of pairs, direction overrides."""
    kept = (" " if char in "\t\r\n" else char for char in text)
    return "".join(
        char for char in kept if unicodedata.category(char) not in _REFUSED and char not in _TURNING
    )


SHADES: Mapping[int, str] = MappingProxyType(
    {1: "F0C9BC", 2: "F7E1D9", 3: "EFEFEC", 4: "DBEAE6", 5: "B9D6D1"}
)
"""The page's own five shades on white; dark text stands on each of them at more than 10:1."""
