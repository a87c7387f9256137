"""Two or more of a dashboard's figures side by side, and what really differs."""

from dataclasses import dataclass

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.queries.side_by_side import Side, SideCell, SideRow, Sides
from ohlas.insight.queries.tiles import Frame
from ohlas.metrics import Measure


@dataclass(frozen=True)
class SideBySideCell:
    value: str
    interval: str
    n: str
    symbol: str
    tone: str
    sentence: str
    is_indicative: bool


@dataclass(frozen=True)
class SideBySideCard:
    """Columns by name; each row a measure with one cell per column."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[SideBySideCell, ...]], ...]
    said: str


def side_card(sides: Sides, frame: Frame) -> SideBySideCard:
    said = (
        gettext("Triangles mark what really differs between the two; one family of tests.")
        if len(sides.columns) == 2  # noqa: PLR2004 - two columns are compared with each other
        else gettext("Triangles mark what really differs from the others shown; one family of tests.")
    )
    return SideBySideCard(
        columns=tuple(_side_name(side, frame) for side in sides.columns),
        rows=tuple(_side_row(row, sides, frame) for row in sides.rows),
        said=said,
    )


def _side_name(side: Side, frame: Frame) -> str:
    if side.window is not None:
        return words.days(side.window)
    return words.value_title(frame.titles, "unit", side.unit)


def _side_row(row: SideRow, sides: Sides, frame: Frame) -> tuple[str, tuple[SideBySideCell, ...]]:
    cells = tuple(
        _side_cell(cell, row.measure, _side_name(side, frame))
        for cell, side in zip(row.cells, sides.columns, strict=True)
    )
    return words.measure_title(row.measure), cells


def _side_cell(cell: SideCell, measure: Measure, name: str) -> SideBySideCell:
    symbol, tone = "", "plain"
    if cell.test is not None and cell.test.is_marked:
        is_up = cell.test.comparison.difference > 0
        symbol = "▲" if is_up else "▼"
        tone = "better" if is_up == (measure.better == "higher") else "worse"
    return SideBySideCell(
        value=words.score(measure, cell.figure.value),
        interval=words.interval(measure, cell.figure),
        n=words.answers(cell.figure.n),
        symbol=symbol,
        tone=tone,
        sentence=words.sentence(name, measure, cell.figure),
        is_indicative=cell.figure.is_indicative,
    )
