"""A report as an Excel workbook: what it is about, every figure in one sheet, one sheet per tile with a native chart.

Numbers are numbers with a format; every text is written as text, so that no name is ever run as a formula.
"""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from ohlas.lib.reports.parts import Cell, FigureLine, Form, Report, ReportTile, cleaned
from ohlas.lib.tables.escaping import escape_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart as NativeChart
    from xlsxwriter.format import Format as Look
    from xlsxwriter.worksheet import Worksheet

FORMS: Mapping[Form, str] = {
    "count": "#,##0",
    "points": "0.0",
    "share": "0.0%",
    "grade": "0.00",
    "text": "@",
}
LONGEST_TEXT = 32_000
"""Excel's own limit of a cell is 32,767 characters."""
LONGEST_NAME = 31
_NO_NAME = re.compile(r"[\[\]:*?/\\']")
_ACCENT = "#0F5B5C"
_WIDTHS = (34, 14, 14, 14, 12, 34)
_TALLY_COLUMN = 8


class _Book:
    """The workbook while it is written, with its looks made once."""

    def __init__(self, report: Report) -> None:
        import xlsxwriter

        self.kept = BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self.book: Workbook = xlsxwriter.Workbook(self.kept, options)
        self.book.set_properties(
            {
                "title": cleaned(report.title),
                "company": cleaned(report.organisation),
                "created": report.made_at.replace(tzinfo=None),
            }
        )
        self.words = report.words
        self.title = self.book.add_format({"bold": True, "font_size": 16, "font_color": _ACCENT})
        self.head = self.book.add_format(
            {"bold": True, "bottom": 1, "bottom_color": _ACCENT, "text_wrap": True}
        )
        self.plain = self.book.add_format({"text_wrap": True, "valign": "top"})
        self.soft = self.book.add_format({"font_color": "#515D60", "text_wrap": True, "valign": "top"})
        self.looks: Mapping[str, Look] = {
            form: self.book.add_format({"num_format": code, "valign": "top"})
            for form, code in FORMS.items()
            if form != "text"
        }
        self._names: set[str] = set()

    def sheet(self, wish: str) -> "Worksheet":
        sheet = self.book.add_worksheet(self._free_name(wish))
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)
        return sheet

    def _free_name(self, wish: str) -> str:
        plain = " ".join(_NO_NAME.sub(" ", cleaned(wish)).split()) or self.words["tile"]
        for number in range(1, 1000):
            end = "" if number == 1 else f" {number}"
            name = plain[: LONGEST_NAME - len(end)].strip() + end
            if name.casefold() not in self._names and name.casefold() != "history":
                self._names.add(name.casefold())
                return name
        raise ValueError("a workbook of so many sheets has no names left")

    def text(self, sheet: "Worksheet", row: int, column: int, said: str, look: "Look | None" = None) -> None:
        sheet.write_string(row, column, escape_cell(cleaned(said))[:LONGEST_TEXT], look or self.plain)

    def cell(self, sheet: "Worksheet", row: int, column: int, cell: Cell) -> None:
        if cell.number is None:
            self.text(sheet, row, column, cell.text)
        else:
            sheet.write_number(row, column, cell.number, self.looks[cell.form])

    def heads(self, sheet: "Worksheet", row: int, names: Sequence[str], first: int = 0) -> None:
        for place, name in enumerate(names, first):
            self.text(sheet, row, place, name, self.head)


def workbook_of(report: Report) -> bytes:
    """The workbook's bytes: about, figures, then one sheet per tile."""
    book = _Book(report)
    _about(book, report)
    _figures(book, report)
    for place, tile in enumerate(report.tiles, 1):
        _tile(book, tile, place)
    book.book.close()
    return book.kept.getvalue()


def _about(book: _Book, report: Report) -> None:
    sheet = book.sheet(book.words["about"])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    book.text(sheet, 0, 0, report.title, book.title)
    for row, (name, said) in enumerate(report.facts, 2):
        book.text(sheet, row, 0, name, book.soft)
        book.text(sheet, row, 1, said)
    if report.empty:
        book.text(sheet, len(report.facts) + 3, 1, report.empty)


def _figures(book: _Book, report: Report) -> None:
    words = book.words
    sheet = book.sheet(words["figures"])
    names = ("number", "tile", "days", "part", "value", "low", "high", "answers", "verdict")
    book.heads(sheet, 0, [words[name] for name in names])
    for column, width in enumerate((6, 34, 24, 34, 12, 12, 12, 12, 34)):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    row = 1
    for place, tile in enumerate(report.tiles, 1):
        whole = () if tile.whole is None else (tile.whole,)
        for line in (*whole, *tile.lines):
            sheet.write_number(row, 0, place, book.looks["count"])
            book.text(sheet, row, 1, tile.title)
            book.text(sheet, row, 2, tile.days)
            _write_line(book, sheet, row, line, first=3)
            row += 1
    sheet.autofilter(0, 0, max(row - 1, 1), len(names) - 1)


def _write_line(book: _Book, sheet: "Worksheet", row: int, line: FigureLine, first: int = 0) -> None:
    book.text(sheet, row, first, line.name)
    for offset, cell in enumerate((line.value, line.low, line.high, line.n), 1):
        book.cell(sheet, row, first + offset, cell)
    book.text(sheet, row, first + 5, line.said)


def _tile(book: _Book, tile: ReportTile, place: int) -> None:
    words = book.words
    sheet = book.sheet(f"{place} {tile.title}")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(_TALLY_COLUMN, _TALLY_COLUMN + 3, 13)
    book.text(sheet, 0, 0, tile.title, book.title)
    book.text(sheet, 1, 0, tile.days, book.soft)
    row = 3
    if tile.refusal:
        book.text(sheet, row, 0, tile.refusal)
        row += 2
    row = _lines(book, sheet, tile, row)
    for quote in tile.quotes:
        sheet.merge_range(row, 0, row, 4, "", book.plain)
        book.text(sheet, row, 0, quote.text)
        book.text(sheet, row, 5, quote.source, book.soft)
        row += 1
    for note in (*(note for note in tile.notes if note), tile.change):
        if note:
            book.text(sheet, row, 0, note, book.soft)
            row += 1
    row += 1
    for name, said in tile.receipt:
        book.text(sheet, row, 0, name, book.soft)
        book.text(sheet, row, 1, said, book.looks["count"])
        row += 1
    _tally(book, sheet, tile, words)


def _lines(book: _Book, sheet: "Worksheet", tile: ReportTile, row: int) -> int:
    """The row after the tile's figures, and after its chart where there is one."""
    whole = () if tile.whole is None else (tile.whole,)
    if not (whole or tile.lines):
        return row
    words = book.words
    names = (
        tile.part or words["part"],
        *(words[name] for name in ("value", "low", "high", "answers", "verdict")),
    )
    book.heads(sheet, row, names)
    first = row + 1
    for number, line in enumerate((*whole, *tile.lines), first):
        _write_line(book, sheet, number, line)
    begin, end = first + len(whole), first + len(whole) + len(tile.lines)
    shown = [line for line in tile.lines if not line.is_detail]
    if tile.chart is None or not shown:
        return end + 1
    chart = _native(book, sheet, tile, begin, begin + len(shown) - 1)
    sheet.insert_chart(end + 1, 0, chart, {"description": cleaned(tile.chart.alt)[:250], "x_offset": 4})
    return end + 1 + _chart_rows(tile) + 1


def _chart_rows(tile: ReportTile) -> int:
    is_long = tile.chart is not None and tile.chart.shown == "bars"
    return max(16, len(tile.lines) + 6) if is_long else 16


def _native(book: _Book, sheet: "Worksheet", tile: ReportTile, begin: int, end: int) -> "NativeChart":
    """A chart the program draws itself from the cells; whiskers reach to the ends of the interval."""
    shown = tile.chart.shown if tile.chart else "line"
    kind = {"line": "line", "columns": "column", "bars": "bar"}[shown]
    chart = book.book.add_chart({"type": kind})
    name = sheet.get_name()
    chosen = tile.lines[: end - begin + 1]
    series: dict[str, object] = {
        "name": [name, begin - 2, 1] if tile.whole else [name, begin - 1, 1],
        "categories": [name, begin, 0, end, 0],
        "values": [name, begin, 1, end, 1],
    }
    whiskers = _whiskers(chosen)
    if whiskers:
        series["x_error_bars" if shown == "bars" else "y_error_bars"] = whiskers
    if shown == "line":
        series |= {
            "line": {"color": _ACCENT, "width": 2},
            "marker": {"type": "circle", "size": 5, "fill": {"color": _ACCENT}, "border": {"color": _ACCENT}},
        }
    else:
        series |= {"fill": {"color": _ACCENT}, "gap": 60}
    chart.add_series(series)
    chart.set_title({"none": True})
    chart.set_legend({"none": True})
    chart.show_blanks_as("gap")
    low = min((line.value.number for line in chosen if line.value.number is not None), default=0)
    across = {"label_position": "low"} if low < 0 else {}
    if shown == "bars":
        chart.set_y_axis({"reverse": True, **across})
        chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#DFDCD3"}}})
    else:
        chart.set_x_axis(across)
        chart.set_y_axis({"major_gridlines": {"visible": True, "line": {"color": "#DFDCD3"}}})
    chart.set_size({"width": 860, "height": 20 * _chart_rows(tile) - 10})
    return chart


def _whiskers(lines: Sequence[FigureLine]) -> dict[str, object]:
    ends = [(line.value.number, line.low.number, line.high.number) for line in lines]
    if all(None in three for three in ends):
        return {}
    return {
        "type": "custom",
        "plus_values": [0 if None in three else three[2] - three[0] for three in ends],  # type: ignore[operator]  # None is left out
        "minus_values": [0 if None in three else three[0] - three[1] for three in ends],  # type: ignore[operator]  # as above
        "line": {"color": "#515D60"},
    }


def _tally(book: _Book, sheet: "Worksheet", tile: ReportTile, words: Mapping[str, str]) -> None:
    """What the tile's whole was made from, value by value: any score can be worked out again from it."""
    if not tile.tally:
        return
    first = _TALLY_COLUMN
    book.text(sheet, 2, first, words["tally"], book.soft)
    book.heads(sheet, 3, [words["given"], words["answers"], "Σw", "Σw²"], first)
    for row, (value, n, w, w2) in enumerate(tile.tally, 4):
        sheet.write_number(row, first, value)
        sheet.write_number(row, first + 1, n, book.looks["count"])
        sheet.write_number(row, first + 2, w)
        sheet.write_number(row, first + 3, w2)
