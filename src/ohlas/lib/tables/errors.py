"""What can be wrong with a foreign file.

TableError
├── NoSuchFile     the path leads nowhere, or to a folder
├── EmptyFile      nothing in it, or headings only
├── NotATable      not CSV, XLSX or Parquet, or damaged
├── TooLarge       the file, or what it unpacks to, passes a limit
├── UnknownColumn  no column of that name; the nearest are named
└── UnknownSheet   no sheet of that name; the existing ones are named

Each message says what was given, what is allowed and what to do next. It may quote the file, so a page must
escape it.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

QUOTED = 80  # characters of a foreign name worth repeating


class TableError(Exception):
    """The file cannot be read as asked."""


class NoSuchFile(TableError):
    """The path leads nowhere."""


class EmptyFile(TableError):
    """There is nothing to read."""


class NotATable(TableError):
    """The content is not a table we read."""


class TooLarge(TableError):
    """A limit is passed; nothing was unpacked beyond it."""


class UnknownColumn(TableError):
    """A column was asked for that the table does not have."""

    def __init__(self, name: str, columns: Sequence[str]) -> None:
        self.name = name
        self.nearest = nearest(name, columns)
        super().__init__(f"There is no column {name[:QUOTED]!r}. {_offer(self.nearest, columns)}")


class UnknownSheet(TableError):
    """A sheet was asked for that the workbook does not have."""

    def __init__(self, name: str, sheets: Sequence[str]) -> None:
        self.name = name
        self.nearest = nearest(name, sheets)
        super().__init__(f"There is no sheet {name[:QUOTED]!r}. {_offer(self.nearest, sheets)}")


def nearest(name: str, names: Sequence[str], most: int = 3) -> tuple[str, ...]:
    """The existing names that look most like the one given, whatever their case."""
    by_folded = {known.casefold(): known for known in reversed(names)}
    close = get_close_matches(name.casefold(), list(by_folded), n=most, cutoff=0.5)
    return tuple(by_folded[folded] for folded in close)


def _offer(close: Sequence[str], names: Sequence[str]) -> str:
    if close:
        return f"Nearest: {', '.join(name[:QUOTED] for name in close)}."
    shown = ", ".join(name[:QUOTED] for name in names[:12])
    more = f" and {len(names) - 12} more" if len(names) > 12 else ""  # noqa: PLR2004 - a line's worth
    return f"There are: {shown}{more}."
