"""What `inspect` does per kind of file: sample the first rows, find the headings, profile the columns."""

from __future__ import annotations

import codecs
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ohlas.lib.tables import dialect, encodings, parquet, sheets
from ohlas.lib.tables.columns import profile_columns
from ohlas.lib.tables.errors import EmptyFile, NotATable
from ohlas.lib.tables.remarks import with_warnings
from ohlas.lib.tables.shape import Kind, TableInfo

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from ohlas.lib.tables.limits import Limits

SAMPLED_ROWS = 2_000
HABIT = 0.2  # this share of lines short by empty values is the program's habit, not damage
CONTROLS = frozenset(chr(code) for code in range(32)) - frozenset("\t\n\r\f\v\x1a\x1b\x1c\x1d\x1e\x1f")


class Sample(NamedTuple):
    names: tuple[str, ...]
    headings: Sequence[str]
    below: list[Sequence[str]]
    skip: int
    has_header: bool


def inspect_text(
    path: Path,
    size: int,
    head: bytes,
    encoding: str | None,
    delimiter: str | None,
    *,
    has_header: bool | None,
) -> TableInfo:
    found = encodings.guess_encoding(head) if encoding is None else _named(encoding)
    text = codecs.getincrementaldecoder(found.name)("replace").decode(head)
    if not CONTROLS.isdisjoint(text[:65_536]):
        raise NotATable("The file is binary, not text. Save the table as CSV, XLSX or Parquet.")
    lines = dialect.lines_of(text, is_cut=len(head) < size)
    written = dialect.guess_dialect(lines, delimiter)
    seen = lines[: SAMPLED_ROWS + dialect.TITLES]
    records = dialect.read_lenient(seen, written.delimiter, written.quote)
    sample = _sample(records, int(written.has_hint), has_header)
    scanned = encodings.scan(path, found.name)
    is_whole = len(seen) == len(lines) and len(head) == size
    every = scanned.lines if scanned.is_whole else scanned.lines * size // encodings.SCANNED
    estimate = every * len(records) // len(seen) - sample.skip
    widths = [len(record) for record in sample.below]
    return with_warnings(
        TableInfo(
            path=path,
            kind=Kind.CSV,
            size=size,
            columns=profile_columns(sample.names, sample.below),
            estimated_rows=len(sample.below) if is_whole else max(len(sample.below), estimate),
            is_exact=is_whole,
            encoding=found.name,
            has_bom=found.has_bom,
            delimiter=written.delimiter,
            quote=written.quote,
            has_header=sample.has_header,
            skip=sample.skip,
            pads_short_rows=sum(width < len(sample.names) for width in widths) > HABIT * len(widths),
            sampled_rows=len(sample.below),
            undecodable_lines=scanned.undecodable_lines,
        ),
        sample.headings,
        widths,
    )


def inspect_sheet(
    path: Path, size: int, name: str | None, limits: Limits, *, has_header: bool | None
) -> TableInfo:
    workbook = sheets.open_workbook(path, limits)
    sheet = sheets.open_sheet(workbook, name)
    records = [list(record) for record in islice(sheets.sheet_records(sheet), SAMPLED_ROWS + dialect.TITLES)]
    sample = _sample(records, 0, has_header)
    info = TableInfo(
        path=path,
        kind=Kind.XLSX,
        size=size,
        columns=profile_columns(sample.names, sample.below),
        estimated_rows=max(len(sample.below), sheet.total_height - sample.skip),
        has_header=sample.has_header,
        skip=sample.skip,
        sheet=sheet.name,
        sheets=tuple(workbook.sheet_names),
        sampled_rows=len(sample.below),
    )
    return with_warnings(info, sample.headings, [])


def inspect_parquet(path: Path, size: int, limits: Limits) -> TableInfo:
    file = parquet.open_parquet(path, limits)
    headings = file.schema_arrow.names
    if file.metadata.num_rows == 0:
        raise EmptyFile("The file has columns but no rows. Export it again.")
    below: list[Sequence[str]] = list(islice(parquet.parquet_records(file), SAMPLED_ROWS))
    info = TableInfo(
        path=path,
        kind=Kind.PARQUET,
        size=size,
        columns=profile_columns(dialect.unique_names(headings), below),
        estimated_rows=file.metadata.num_rows,
        is_exact=True,
        sampled_rows=len(below),
    )
    return with_warnings(info, headings, [])


def _named(encoding: str) -> encodings.Encoding:
    try:
        name = codecs.lookup(encoding).name
    except LookupError:
        raise NotATable(f"There is no encoding {encoding!r}. Try utf-8, cp1250, cp1251 or utf-16.") from None
    return encodings.Encoding("utf-8-sig" if name == "utf-8" else name)


def _sample(records: list[list[str]], hint: int, wanted: bool | None) -> Sample:  # noqa: FBT001 - a choice passed on
    """The table within the records; `hint` leading records are no part of it."""
    first, guessed = dialect.find_header(records[hint:])
    first += hint
    has_header = guessed if wanted is None else wanted
    skip = first + has_header
    below: list[Sequence[str]] = [record for record in records[skip:] if any(record)]
    if not below:
        raise EmptyFile("The file has no rows of values. Export it again.")
    width = len(records[first]) if has_header else max(map(len, below))
    headings = records[first] if has_header else [""] * width
    return Sample(dialect.unique_names(headings), headings, below, skip, has_header)
