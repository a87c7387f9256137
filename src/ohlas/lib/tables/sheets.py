"""Reading one sheet of an XLSX workbook as text; formulas give the value the workbook shows."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from ohlas.lib.tables.archive import check_archive
from ohlas.lib.tables.errors import EmptyFile, NotATable, UnknownSheet
from ohlas.lib.tables.shape import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from python_calamine import CalamineSheet, CalamineWorkbook

    from ohlas.lib.tables.limits import Limits
    from ohlas.lib.tables.shape import BadRow, TableInfo


def open_workbook(path: Path, limits: Limits) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook

    check_archive(path, limits)
    try:
        return CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        raise NotATable(f"The workbook cannot be read ({error}). Save it again as XLSX or CSV.") from error


def open_sheet(workbook: CalamineWorkbook, name: str | None) -> CalamineSheet:
    """The sheet asked for, else the first one with anything in it."""
    from python_calamine import CalamineError

    if name is not None and name not in workbook.sheet_names:
        raise UnknownSheet(name, workbook.sheet_names)
    try:
        for each in [name] if name is not None else workbook.sheet_names:
            sheet = workbook.get_sheet_by_name(each)
            if sheet.total_height:
                return sheet
    except CalamineError as error:
        raise NotATable(f"The sheet cannot be read ({error}). Save it again as XLSX or CSV.") from error
    raise EmptyFile("The workbook has no cells with content. Choose another file or sheet.")


def sheet_records(sheet: CalamineSheet) -> Iterator[tuple[str, ...]]:
    """All rows of the sheet as text, from its top."""
    for cells in sheet.iter_rows():
        yield tuple(map(cell_text, cells))


def sheet_rows(info: TableInfo, limits: Limits) -> Iterator[Row | BadRow]:
    """Rows below the headings, numbered from 1; rows without any value are not counted."""
    sheet = open_sheet(open_workbook(info.path, limits), info.sheet)
    width, number = len(info.columns), 0
    for position, values in enumerate(sheet_records(sheet)):
        if position >= info.skip and any(values):
            number += 1
            yield Row(number, (*values, *[""] * (width - len(values)))[:width])


def cell_text(cell: object) -> str:
    """A cell as a CSV export would write it: whole numbers without a point, dates by ISO 8601."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ")
    return str(cell)
