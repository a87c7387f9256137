"""A heat table: the shade is the value, the number stands in it, a triangle says what is beyond chance."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.breakdown import mark_of
from ohlas.insight.pages.tiles.card import Paper, TileCard, counted_card
from ohlas.insight.queries import GroupFigure
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.insight.queries.tiles.heat import HeatData
from ohlas.insight.rules import UNKNOWN

SHADES = 5


@dataclass(frozen=True)
class HeatCell:
    """`shade` runs from 1, the worst of the table, to 5, the best; 0 for indicative and empty cells."""

    value: str
    n: str
    shade: int
    symbol: str
    sentence: str
    href: str
    is_indicative: bool


@dataclass(frozen=True)
class HeatRow:
    name: str
    cells: tuple[HeatCell, ...]


@dataclass(frozen=True)
class HeatBody:
    by: str
    across: str
    columns: tuple[str, ...]
    rows: tuple[HeatRow, ...]
    more: str


def card(found: TileFound, asked: TileAsk, content: HeatData, paper: Paper) -> TileCard:
    titles = paper.titles
    ends = _ends(content)
    names = [words.value_title(titles, content.across, column) for column in content.columns]
    rows = [
        HeatRow(
            words.value_title(titles, content.by, row),
            tuple(
                _cell(cell, f"{words.value_title(titles, content.by, row)}, {name}", asked, ends)
                if cell is None
                else replace(
                    _cell(cell, f"{words.value_title(titles, content.by, row)}, {name}", asked, ends),
                    href=_href(asked, paper, (content.by, row), (content.across, column)),
                )
                for name, column, cell in zip(names, content.columns, line, strict=True)
            ),
        )
        for row, line in zip(content.rows, content.cells, strict=True)
    ]
    body = HeatBody(
        words.field_title(titles, content.by),
        words.field_title(titles, content.across),
        tuple(names),
        tuple(rows),
        _more(content),
    )
    title = f"{words.measure_title(asked.ask.measure)} · {body.by} × {body.across}"
    card_of = counted_card(found, asked, content.counted, paper, body, by=content.by)
    return replace(card_of, title=found.tile.title or title)


def _cell(cell: GroupFigure | None, name: str, asked: TileAsk, ends: tuple[float, float]) -> HeatCell:
    measure = asked.ask.measure
    if cell is None or cell.figure.value is None:
        said = gettext("%(name)s: nobody answered") % {"name": name}
        return HeatCell("–", "", 0, "", said, "", is_indicative=False)
    mark = mark_of(cell, asked.ask)
    symbol = "▲" if mark in {"better", "worse"} and cell.test and cell.test.comparison.difference > 0 else ""
    symbol = symbol or ("▼" if mark in {"better", "worse"} else "")
    said = words.sentence(name, measure, cell.figure)
    verdict = {"better": gettext("better than the rest"), "worse": gettext("worse than the rest")}.get(mark)
    return HeatCell(
        value=words.score(measure, cell.figure.value),
        n=words.number(cell.figure.n, 0),
        shade=0 if cell.figure.is_indicative else _shade(cell.figure.value, ends, measure.better),
        symbol=symbol,
        sentence=f"{said}, {verdict}" if verdict else said,
        href="",
        is_indicative=cell.figure.is_indicative,
    )


def _ends(content: HeatData) -> tuple[float, float]:
    values = [
        cell.figure.value
        for line in content.cells
        for cell in line
        if cell and cell.figure.value is not None and not cell.figure.is_indicative
    ]
    return (min(values), max(values)) if values else (0.0, 0.0)


def _shade(value: float, ends: tuple[float, float], better: str) -> int:
    low, high = ends
    if high <= low:
        return (SHADES + 1) // 2
    place = (value - low) / (high - low)
    return 1 + min(int((place if better == "higher" else 1 - place) * SHADES), SHADES - 1)


def _href(asked: TileAsk, paper: Paper, *narrowed: tuple[str, str | None]) -> str:
    if not paper.places.answers:
        return ""
    window, selection = asked.ask.window, asked.selection
    for name, value in narrowed:
        selection = selection.narrowed(name, UNKNOWN if value is None else value)
    return paper.places.answers + selection.within(window.since, window.last_day).address


def _more(content: HeatData) -> str:
    kinds = (
        (content.more_rows, gettext("%(n)s smaller rows are not shown")),
        (content.more_columns, gettext("%(n)s smaller columns are not shown")),
    )
    return "; ".join(said % {"n": words.number(n, 0)} for n, said in kinds if n)
