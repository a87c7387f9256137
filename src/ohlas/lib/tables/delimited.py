"""Reading delimited text as a stream, so that one bad line costs one line.

A stray quote makes a CSV parser swallow everything up to the next one. Here a record that fails, or that
spans several lines and does not fit the headings, gives back all but its first line, which alone is lost.
"""

from __future__ import annotations

import csv
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from ohlas.lib.tables.shape import BadRow, Row

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from io import TextIOWrapper

    from ohlas.lib.tables.shape import TableInfo

RAW_CHARACTERS = 2_000
LOST = "\ufffd"


class Broken(NamedTuple):
    reason: str
    raw: str


class Lines:
    """Lines of a text file, with those of the current record at hand to be read again."""

    def __init__(self, file: TextIOWrapper, longest: int) -> None:
        self._file = file
        self._longest = longest
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self.has_ended = False

    def __iter__(self) -> Iterator[str]:
        read, record, longest, again = self._file.readline, self.record, self._longest, self._again
        while line := again.popleft() if again else read(longest):
            if len(line) >= longest and not line.endswith(("\n", "\r")):
                self._leave_line()
            record.append(line)
            yield line
        self.has_ended = True

    def _leave_line(self) -> None:
        """Passes over the rest of a line that does not fit into memory; its beginning makes a bad row."""
        while (rest := self._file.readline(self._longest)) and not rest.endswith(("\n", "\r")):
            pass

    def is_damaged(self) -> bool:
        return LOST in self.record[0] or (len(self.record) > 1 and any(LOST in line for line in self.record))

    def retry_all_but_first(self) -> str:
        """The first line of the record that failed; the others will be read once more."""
        first = self.record[0] if self.record else ""
        self._again.extendleft(reversed(self.record[1:]))
        self.has_ended = False
        self.record.clear()
        return first


def delimited_rows(info: TableInfo, longest: int) -> Iterator[Row | BadRow]:
    """All records below the headings, numbered from 1; records without any value are not counted."""
    with info.path.open("r", encoding=info.encoding, errors="replace", newline="") as file:
        lines = Lines(file, longest)
        for number, record in enumerate(_records(lines, info), start=1):
            if isinstance(record, Broken):
                yield BadRow(number, record.reason, record.raw)
            else:
                yield Row(number, tuple(record), lines.is_damaged())


def _records(lines: Lines, info: TableInfo) -> Iterator[Sequence[str] | Broken]:
    width, skip = len(info.columns), info.skip
    while True:
        try:
            for values in csv.reader(iter(lines), delimiter=info.delimiter or ",", quotechar=info.quote):
                if skip:
                    skip -= 1
                elif any(values):
                    fitted = values if len(values) == width else _fitted(values, info)
                    if fitted is None:
                        reason = f"{len(values)} values where the headings have {width}"
                        break
                    if len(lines.record) > 1 and not _is_sound(lines, info):
                        reason = "a quote is never closed"
                        break
                    yield fitted
                lines.record.clear()
            else:
                return
        except csv.Error as error:
            reason = f"unreadable: {error}"
        yield Broken(reason, lines.retry_all_but_first()[:RAW_CHARACTERS])


def _is_sound(lines: Lines, info: TableInfo) -> bool:
    """A stray quote may swallow whole rows up to the next quote and still give the right number of values."""
    if lines.has_ended:
        return False  # the parser asked for more lines and there were none
    quote = info.quote or '"'
    try:
        return (
            len(list(csv.reader(lines.record, delimiter=info.delimiter or ",", quotechar=quote, strict=True)))
            == 1
        )
    except csv.Error:
        return False


def _fitted(values: Sequence[str], info: TableInfo) -> Sequence[str] | None:
    """Empty values too many are dropped; missing ones are added only where the whole file leaves them out."""
    width = len(info.columns)
    if len(values) > width:
        return None if any(values[width:]) else values[:width]
    return [*values, *[""] * (width - len(values))] if info.pads_short_rows else None
