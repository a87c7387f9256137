"""A workbook while it is written: its looks, made once, the names of its sheets, and cells that stay what they are."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from ohlas.lib.reports.fitting import lines_of
from ohlas.lib.reports.parts import SHADES, Cell, Form, Report, cleaned
from ohlas.lib.tables.escaping import escape_cell

if TYPE_CHECKING:
    from xlsxwriter import Workbook
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
ACCENT, SOFT, HAIR = "#0F5B5C", "#515D60", "#DFDCD3"
LINE = 15
"""Points of a row of one line."""
TEXT_SIZE, INCHES_A_LETTER = 11, 0.0887
"""How wide one unit of a column's width is."""


class Book:
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
        self.report = report
        self.words = report.words
        look = self.book.add_format
        self.title = look({"bold": True, "font_size": 16, "font_color": ACCENT})
        head = {"bold": True, "bottom": 1, "bottom_color": ACCENT, "text_wrap": True, "valign": "bottom"}
        self.head, self.head_number = look(head), look(head | {"align": "right"})
        self.head_said = look(head | {"indent": 1})
        self.plain = look({"text_wrap": True, "valign": "top"})
        self.said = look({"valign": "top", "indent": 1})
        self.folded = look({"text_wrap": True, "valign": "top", "indent": 1})
        self.soft = look({"font_color": SOFT, "valign": "top"})
        self.free = look({"valign": "top"})
        self.right = look({"align": "right", "valign": "top"})
        self.looks = self._numbers({})
        self.bold = self._numbers({"bold": True})
        self.bold_text = look({"bold": True, "text_wrap": True, "valign": "top"})
        self.shades = {place: self._numbers({"bg_color": f"#{one}"}) for place, one in SHADES.items()}
        self._names: set[str] = set()

    def sheet(self, wish: str, *, is_upright: bool = False) -> "Worksheet":
        """An empty sheet that prints on as many A4 pages as it is long, with its name and page below."""
        sheet = self.book.add_worksheet(self._free_name(wish))
        sheet.set_paper(9)
        if not is_upright:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
        footer = cleaned(self.report.footer).replace("&", "&&")[:200]
        sheet.set_footer(f"&L&8{footer}&R&8&P / &N")
        sheet.hide_gridlines(2)
        return sheet

    def text(self, sheet: "Worksheet", row: int, column: int, said: str, look: "Look | None" = None) -> None:
        sheet.write_string(row, column, escape_cell(cleaned(said))[:LONGEST_TEXT], look or self.plain)

    def cell(
        self, sheet: "Worksheet", row: int, column: int, cell: Cell, looks: Mapping[str, "Look"] | None = None
    ) -> None:
        """A number as a number; what has none as words, to the right like numbers."""
        if cell.number is None:
            self.text(sheet, row, column, cell.text, self.right if len(cell.text) < 2 else self.said)  # noqa: PLR2004 - a dash
        else:
            sheet.write_number(row, column, cell.number, (looks or self.looks)[cell.form])

    def heads(
        self, sheet: "Worksheet", row: int, names: Sequence[str], first: int = 0, numbers: Sequence[int] = ()
    ) -> None:
        """Headings; those of numbers stand to the right, the words after them a little apart."""
        for place, name in enumerate(names, first):
            beside = self.head_said if place - 1 in numbers else self.head
            self.text(sheet, row, place, name, self.head_number if place in numbers else beside)

    def fit_row(self, sheet: "Worksheet", row: int, *folded: tuple[str, int]) -> None:
        """Room for texts folded in columns so wide: not every program finds the height of a row by itself."""
        lines = max(lines_of(said, TEXT_SIZE, wide * INCHES_A_LETTER) for said, wide in folded)
        if lines > 1:
            sheet.set_row(row, LINE * lines)

    def _numbers(self, more: Mapping[str, object]) -> Mapping[str, "Look"]:
        return {
            form: self.book.add_format({"num_format": code, "valign": "top", **more})
            for form, code in FORMS.items()
        }

    def _free_name(self, wish: str) -> str:
        plain = " ".join(_NO_NAME.sub(" ", cleaned(wish)).split()) or self.words["tile"]
        for number in range(1, 1000):
            end = "" if number == 1 else f" {number}"
            name = plain[: LONGEST_NAME - len(end)].strip() + end
            if name.casefold() not in self._names and name.casefold() != "history":
                self._names.add(name.casefold())
                return name
        raise ValueError("a workbook of so many sheets has no names left")
