"""A report as an Excel workbook: what it is about, every figure in one sheet, one sheet per tile with a native chart.

Numbers are numbers with a format; every text is written as text, so that no name is ever run as a formula.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ohlas.lib.reports.drawn import CHART_WIDE, chart_high, drawn_chart, write_reaches
from ohlas.lib.reports.parts import FigureLine, Grid, Quote, Report, ReportTile, cleaned
from ohlas.lib.reports.sheets import LINE, Book

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_WIDTHS = (36, 11, 11, 11, 10)
"""Name, value, both ends and n; a tile's own columns and what may be said follow."""
_OWN_WIDTH, _SAID_WIDTH, _GRID_WIDTH = 14, 32, 12
_FIRST_OWN = len(_WIDTHS)
_MOST_UPRIGHT = 6
"""Columns of a page held upright."""
_PAGE_ROWS = 78
"""Rows of an upright page when it is made a little smaller: so long a sheet prints on one."""
_HEAD = 3
"""The row of headings: title, days and one empty row stand above."""
_QUOTE_WIDE = sum(_WIDTHS)
_TILE_WIDTH, _PART_WIDTH = 30, 36


def workbook_of(report: Report) -> bytes:
    """The workbook's bytes: about, figures, then one sheet per tile."""
    book = Book(report)
    _about(book, report)
    _figures(book, report)
    for place, tile in enumerate(report.tiles, 1):
        _tile(book, tile, place)
    book.book.close()
    return book.kept.getvalue()


def _about(book: Book, report: Report) -> None:
    sheet = book.sheet(book.words["about"])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    book.text(sheet, 0, 0, report.title, book.title)
    book.text(sheet, 1, 0, report.organisation, book.soft)
    for row, (name, said) in enumerate(report.facts, 3):
        book.text(sheet, row, 0, name, book.soft)
        book.text(sheet, row, 1, said)
    if report.empty:
        book.text(sheet, len(report.facts) + 4, 1, report.empty)


def _figures(book: Book, report: Report) -> None:
    words = book.words
    sheet = book.sheet(words["figures"])
    names = ("number", "tile", "days", "part", "value", "low", "high", "answers", "verdict")
    book.heads(sheet, 0, [words[name] for name in names], numbers=(0, 4, 5, 6, 7))
    for column, width in enumerate((5, _TILE_WIDTH, 25, _PART_WIDTH, 11, 11, 11, 10, 32)):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 2 * LINE)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    row = 1
    for place, tile in enumerate(report.tiles, 1):
        whole = () if tile.whole is None else (tile.whole,)
        for line in (*whole, *tile.lines):
            sheet.write_number(row, 0, place, book.looks["count"])
            book.text(sheet, row, 1, tile.title, book.folded)
            book.text(sheet, row, 2, tile.days)
            _write_line(book, sheet, row, line, first=3, has_own=False)
            book.fit_row(sheet, row, (tile.title, _TILE_WIDTH), (line.name, _PART_WIDTH))
            row += 1
    sheet.autofilter(0, 0, max(row - 1, 1), len(names) - 1)
    sheet.print_area(0, 0, max(row - 1, 1), len(names) - 1)


def _write_line(
    book: Book,
    sheet: "Worksheet",
    row: int,
    line: FigureLine,
    first: int = 0,
    *,
    has_own: bool,
    is_whole: bool = False,
) -> None:
    looks = book.bold if is_whole else book.looks
    book.text(sheet, row, first, line.name, book.bold_text if is_whole else None)
    for offset, cell in enumerate((line.value, line.low, line.high, line.n), 1):
        book.cell(sheet, row, first + offset, cell, looks)
    own = line.more if has_own else ()
    for offset, cell in enumerate(own, _FIRST_OWN):
        book.cell(sheet, row, first + offset, cell)
    book.text(sheet, row, first + _FIRST_OWN + len(own), line.said, book.said)


def _tile(book: Book, tile: ReportTile, place: int) -> None:
    last = _last_column(tile)
    sheet = book.sheet(f"{place} {tile.title}", is_upright=last < _MOST_UPRIGHT)
    _set_widths(sheet, tile, last)
    book.text(sheet, 0, 0, tile.title, book.title)
    book.text(sheet, 1, 0, tile.under, book.soft)
    row = _HEAD
    if tile.refusal:
        book.text(sheet, row, 0, tile.refusal, book.free)
        row += 2
    if tile.grid is not None:
        row = _grid(book, sheet, tile.grid, row)
    row = _lines(book, sheet, tile, row, last)
    row = _quotes(book, sheet, tile.quotes, row)
    for note in (*tile.notes, tile.change):
        if note:
            book.text(sheet, row, 0, note, book.soft)
            row += 1
    row += 1
    for name, said in tile.receipt:
        book.text(sheet, row, 0, name, book.soft)
        book.text(sheet, row, 1, said, book.free)
        row += 1
    sheet.print_area(0, 0, max(row - 1, _HEAD), last)
    if row <= _PAGE_ROWS:
        sheet.fit_to_pages(1, 1)
    _tally(book, sheet, tile, last + 5)


def _last_column(tile: ReportTile) -> int:
    """The last column that is printed; what a program needs besides stands right of it."""
    return max(_FIRST_OWN + len(tile.columns), len(tile.grid.columns) + 1 if tile.grid else 0)


def _set_widths(sheet: "Worksheet", tile: ReportTile, last: int) -> None:
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    if tile.columns:
        sheet.set_column(_FIRST_OWN, last - 1, _OWN_WIDTH)
    sheet.set_column(last, last, _SAID_WIDTH)
    if tile.grid is not None:
        sheet.set_column(1, len(tile.grid.columns), _GRID_WIDTH)
    sheet.set_column(last + 1, last + 8, 13)


def _grid(book: Book, sheet: "Worksheet", grid: Grid, row: int) -> int:
    """Rows by columns as numbers, shaded as on the page; the row after it."""
    book.heads(sheet, row, [grid.corner, *grid.columns], numbers=range(1, len(grid.columns) + 1))
    for at, (name, cells) in enumerate(grid.rows, row + 1):
        book.text(sheet, at, 0, name)
        for column, cell in enumerate(cells, 1):
            book.cell(sheet, at, column, cell.figure, book.shades.get(cell.shade))
    return row + len(grid.rows) + 2


def _lines(book: Book, sheet: "Worksheet", tile: ReportTile, row: int, last: int) -> int:
    """The row after the tile's figures, its chart, and the figures that only stand here."""
    whole = () if tile.whole is None else (tile.whole,)
    if not (whole or tile.lines):
        return row
    if tile.grid is None:
        sheet.freeze_panes(row + 1, 1)
        sheet.repeat_rows(row)
    begin = row + 1 + len(whole)
    if not tile.shown:
        return _listed(book, sheet, tile, (*whole, *tile.lines), row)
    row = _listed(book, sheet, tile, (*whole, *tile.shown), row)
    if tile.chart is not None:
        write_reaches(book, sheet, tile, begin, last + 1)
        chart = drawn_chart(book, sheet, tile, begin, last + 1)
        high = chart_high(tile)
        chart.set_size({"width": CHART_WIDE, "height": high})
        options = {"description": cleaned(tile.chart.alt)[:250], "x_offset": 4, "object_position": 2}
        sheet.insert_chart(row, 0, chart, options)
        row += high // 20 + 2
    details = tile.lines[len(tile.shown) :]
    return _listed(book, sheet, tile, details, row) if details else row


def _listed(book: Book, sheet: "Worksheet", tile: ReportTile, lines: Sequence[FigureLine], row: int) -> int:
    """Headings and lines; the row after them and an empty one."""
    words, own = book.words, [column.head for column in tile.columns]
    names = [tile.part or words["part"], *(words[name] for name in ("value", "low", "high", "answers"))]
    verdict = [words["verdict"]] if any(line.said for line in lines) else []
    book.heads(sheet, row, [*names, *own, *verdict], numbers=range(1, _FIRST_OWN + len(own)))
    sheet.set_row(row, (3 if own else 2) * LINE)
    for number, line in enumerate(lines, row + 1):
        is_whole = line is tile.whole
        _write_line(book, sheet, number, line, has_own=not is_whole, is_whole=is_whole)
        book.fit_row(sheet, number, (line.name, _WIDTHS[0]))
    return row + len(lines) + 2


def _quotes(book: Book, sheet: "Worksheet", quotes: tuple[Quote, ...], row: int) -> int:
    """What people wrote, each in as many lines as it takes: merged cells do not grow by themselves."""
    for quote in quotes:
        sheet.merge_range(row, 0, row, _FIRST_OWN - 1, "", book.plain)
        book.text(sheet, row, 0, quote.text)
        book.text(sheet, row, _FIRST_OWN, quote.source, book.said)
        book.fit_row(sheet, row, (quote.text, _QUOTE_WIDE))
        row += 1
    return row


def _tally(book: Book, sheet: "Worksheet", tile: ReportTile, first: int) -> None:
    """What the tile's whole was made from, value by value: any score can be worked out again from it."""
    if not tile.tally:
        return
    words = book.words
    book.text(sheet, 2, first, words["tally"], book.soft)
    book.heads(
        sheet, 3, [words["given"], words["answers"], "Σw", "Σw²"], first, numbers=range(first, first + 4)
    )
    for row, (value, n, w, w2) in enumerate(tile.tally, 4):
        sheet.write_number(row, first, value)
        sheet.write_number(row, first + 1, n, book.looks["count"])
        for column, weight in enumerate((w, w2), first + 2):
            sheet.write_number(
                row, column, weight, book.looks["count" if float(weight).is_integer() else "grade"]
            )
