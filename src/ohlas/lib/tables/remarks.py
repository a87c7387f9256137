"""Warnings about a table: what a person should know before trusting a guess."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ohlas.lib.tables.shape import TableInfo


def with_warnings(info: TableInfo, headings: Sequence[str], widths: Sequence[int]) -> TableInfo:
    """The same description with its warnings; `widths` are the sampled records' numbers of values."""
    found = (*_of_headings(info, headings), *_of_lines(info, widths), *_of_dates(info))
    return replace(info, warnings=tuple(found))


def _of_headings(info: TableInfo, headings: Sequence[str]) -> Iterator[str]:
    if not info.has_header:
        yield "No headings found: the first line holds values. Columns are numbered."
        return
    empty = sum(not heading.strip() for heading in headings)
    if empty:
        yield f"Columns without a heading, numbered here: {empty}."
    filled = Counter(heading.strip() for heading in headings if heading.strip())
    repeated = [heading for heading, times in filled.items() if times > 1]
    if repeated:
        yield f"Headings occur more than once and are numbered: {', '.join(repeated[:5])[:300]}."
    if info.skip > 1:
        yield f"Lines above the headings, left out: {info.skip - 1}."


def _of_lines(info: TableInfo, widths: Sequence[int]) -> Iterator[str]:
    if info.undecodable_lines:
        yield (
            f"Encodings are mixed: {info.undecodable_lines:,} lines are not {info.encoding}. They are kept, "
            "with a replacement mark for each letter lost."
        )
    uneven = sum(width != len(info.columns) for width in widths)
    if info.pads_short_rows:
        yield "Lines end early where values are empty; the missing values are taken as empty."
    elif uneven:
        yield f"{uneven:,} of the first {len(widths):,} lines do not have {len(info.columns)} values."


def _of_dates(info: TableInfo) -> Iterator[str]:
    for column in info.columns:
        if column.time is None:
            continue
        if column.time.is_ambiguous:
            yield f"Dates in {column.name!r} are ambiguous: {column.time.evidence}. Choose the format."
        if column.time.misfits:
            misfits = column.time.misfits
            yield f"Dates in {column.name!r} are mixed: {misfits} sampled are not {column.time.format}."
