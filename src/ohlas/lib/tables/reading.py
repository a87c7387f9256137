"""Looking into a foreign table file, and reading it: the two deeds of this package."""

from __future__ import annotations

from dataclasses import replace
from itertools import dropwhile
from pathlib import Path
from typing import TYPE_CHECKING

from ohlas.lib.tables import encodings, parquet, sheets
from ohlas.lib.tables.delimited import delimited_rows
from ohlas.lib.tables.dialect import unique_names
from ohlas.lib.tables.errors import EmptyFile, NoSuchFile, NotATable, TooLarge, UnknownColumn
from ohlas.lib.tables.inspection import inspect_parquet, inspect_sheet, inspect_text
from ohlas.lib.tables.limits import STANDARD, in_words
from ohlas.lib.tables.shape import BadRow, Kind, Row, TableInfo

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ohlas.lib.tables.limits import Limits

BEGINNINGS = (
    (b"%PDF", "a PDF document"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook (XLS) or one with a password"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"SQLite format 3", "a database"),
    (b"{\\rtf", "a text document"),
)
MARKUP = (b"<!doctype", b"<html", b"<?xml", b'{"', b'[{"', b"[\n", b"{\n")


def inspect(
    path: str | Path,
    *,
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    has_header: bool | None = None,
    limits: Limits = STANDARD,
    heading: Callable[[str], str] | None = None,
) -> TableInfo:
    """What the file holds, guessed from its bytes and first rows; each guess can be overruled.

    `heading` makes a name readable, such as one whose letters were broken.

    Raises NoSuchFile, EmptyFile, NotATable, TooLarge or UnknownSheet.
    """
    path = Path(path)
    size = _size(path, limits)
    with path.open("rb") as file:
        head = file.read(encodings.HEAD)
    if head.startswith(b"PK\x03\x04"):
        info = inspect_sheet(path, size, sheet, limits, has_header=has_header)
    elif head.startswith(b"PAR1"):
        info = inspect_parquet(path, size, limits)
    else:
        _refuse_foreign(head)
        info = inspect_text(path, size, head, encoding, delimiter, has_header=has_header)
    if len(info.columns) > limits.columns:
        raise TooLarge(f"The table has {len(info.columns):,} columns; {limits.columns:,} are allowed.")
    return info if heading is None else _renamed(info, heading)


def _renamed(info: TableInfo, heading: Callable[[str], str]) -> TableInfo:
    names = unique_names([heading(name) for name in info.names])
    columns = (replace(column, name=name) for column, name in zip(info.columns, names, strict=True))
    return replace(info, columns=tuple(columns))


def rows(
    path: str | Path, info: TableInfo, start: int = 0, limits: Limits = STANDARD
) -> Iterator[Row | BadRow]:
    """The file's rows as a stream: those with a number above `start`, to go on where one stopped."""
    info = replace(info, path=Path(path))
    if info.kind is Kind.XLSX:
        every = sheets.sheet_rows(info, limits)
    elif info.kind is Kind.PARQUET:
        every = parquet.parquet_rows(info, limits)
    else:
        every = delimited_rows(info, limits.line_characters)
    return dropwhile(lambda row: row.number <= start, every) if start else every


def column_index(info: TableInfo, name: str) -> int:
    """Where the column stands; UnknownColumn names the nearest."""
    try:
        return info.names.index(name)
    except ValueError:
        raise UnknownColumn(name, info.names) from None


def _size(path: Path, limits: Limits) -> int:
    if not path.exists():
        raise NoSuchFile(f"There is no file {str(path)!r}. Check the name and the folder.")
    if not path.is_file():
        raise NoSuchFile(f"{str(path)!r} is not a file. Name the table itself.")
    size = path.stat().st_size
    if size == 0:
        raise EmptyFile("The file is empty (0 bytes). Export it again.")
    if size > limits.file_bytes:
        allowed = in_words(limits.file_bytes)
        raise TooLarge(f"The file has {in_words(size)}; {allowed} are allowed. Split it by period.")
    return size


def _refuse_foreign(head: bytes) -> None:
    for beginning, name in BEGINNINGS:
        if head.startswith(beginning):
            raise NotATable(f"This is {name}, not a table. Save the table as CSV, XLSX or Parquet.")
    if head.lstrip()[:16].lower().startswith(MARKUP):
        raise NotATable("This is HTML, XML or JSON, not a table. Save the table as CSV, XLSX or Parquet.")
