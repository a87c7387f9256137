"""How a text table is written: delimiter, quote, where the headings are, what they are called."""

from __future__ import annotations

import csv
import re
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING

from ohlas.lib.tables.values import PATTERNS, Reason, parse_number

if TYPE_CHECKING:
    from collections.abc import Sequence

DELIMITERS = (",", ";", "\t", "|")
SAMPLED_LINES = 400
TITLES = 10  # a report's title and date may stand above the headings
HEADING_CHARACTERS = 300
EXCEL_HINT = re.compile(r"\ufeff?sep=(.)\r?\n?", re.IGNORECASE)
SINGLE_QUOTED = re.compile(r"(?:^|[,;\t|])'[^'\n]*'(?=[,;\t|]|\r?$)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Dialect:
    delimiter: str
    quote: str
    has_hint: bool = False
    """The first line is Excel's "sep=;"."""


def lines_of(text: str, *, is_cut: bool) -> list[str]:
    """Lines as a file object cuts them; the last one is left out where the sample ends within it."""
    lines = list(StringIO(text, newline=""))
    return lines[:-1] if is_cut and len(lines) > 1 else lines


def guess_dialect(lines: Sequence[str], delimiter: str | None = None) -> Dialect:
    """The delimiter that cuts most lines into the same number of fields."""
    hint = EXCEL_HINT.fullmatch(lines[0]) if lines else None
    body = lines[bool(hint) :][:SAMPLED_LINES]
    text = "".join(body)
    quote = "'" if '"' not in text and len(SINGLE_QUOTED.findall(text)) > 2 else '"'  # noqa: PLR2004 - not by chance
    if delimiter is None and hint:
        delimiter = hint[1]
    chosen = delimiter or max(DELIMITERS, key=lambda sign: _evenness(body, sign, quote))
    return Dialect(chosen, quote, bool(hint))


def _evenness(lines: Sequence[str], delimiter: str, quote: str) -> tuple[float, int]:
    widths = Counter(len(record) for record in read_lenient(lines, delimiter, quote) if record)
    if not widths:
        return 0.0, 0
    width, times = max(widths.items(), key=lambda item: (item[1], item[0]))
    return (times / widths.total() if width > 1 else 0.0), width


def read_lenient(lines: Sequence[str], delimiter: str, quote: str) -> list[list[str]]:
    """The records of a sample; an overlong field ends it."""
    records: list[list[str]] = []
    with suppress(csv.Error):
        records.extend(csv.reader(lines, delimiter=delimiter, quotechar=quote))
    return records


def find_header(records: Sequence[Sequence[str]]) -> tuple[int, bool]:
    """Where the table begins, and whether that record is headings rather than values."""
    filled = [record for record in records if any(cell.strip() for cell in record)]
    if not filled:
        return 0, True
    width = Counter(len(record) for record in filled).most_common(1)[0][0]
    start = next((i for i, r in enumerate(records[:TITLES]) if _spans(r, width)), 0)
    return start, _is_header(records[start], [r for r in records[start + 1 :] if len(r) == width])


def _spans(record: Sequence[str], width: int) -> bool:
    return len(record) >= width and 2 * sum(bool(cell.strip()) for cell in record) >= width


def _is_header(first: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Headings are words, differ from each other, and do not come back as values below."""
    if any(_is_value(cell) for cell in first):
        return False
    if not below:
        return True
    if any(any(map(_is_value, column)) for column in zip(*below, strict=False)):
        return True
    recurring = sum(cell in column for cell, column in zip(first, zip(*below, strict=False), strict=False))
    return recurring * 2 < len(first)


def _is_value(cell: str) -> bool:
    is_number = not isinstance(parse_number(cell), Reason)
    return is_number or any(pattern.fullmatch(cell.strip()) for pattern in PATTERNS.values())


def unique_names(headings: Sequence[str]) -> tuple[str, ...]:
    """Headings as names one can ask for: spaces tidied, empty ones numbered, repeated ones told apart."""
    names: list[str] = []
    taken: set[str] = set()
    for position, heading in enumerate(headings, start=1):
        plain = " ".join(heading.replace("\ufeff", "").split())[:HEADING_CHARACTERS] or f"column {position}"
        name, turn = plain, 2
        while name in taken:
            name, turn = f"{plain} ({turn})", turn + 1
        taken.add(name)
        names.append(name)
    return tuple(names)
