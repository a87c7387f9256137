"""What a kind of tile adds to a report, and how a figure stands in one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.tiles.card import Paper
from ohlas.insight.queries.tiles import TileAsk
from ohlas.lib.reports import Cell, Chart, Column, FigureLine, Grid, Quote
from ohlas.metrics import Figure, Measure


@dataclass(frozen=True)
class Told:
    """What a kind adds to the tile's title and receipt; `whole` where it counts no measure of its own."""

    part: str = ""
    whole: FigureLine | None = None
    lines: tuple[FigureLine, ...] = ()
    columns: tuple[Column, ...] = ()
    grid: Grid | None = None
    chart: Chart | None = None
    quotes: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()


Tell = Callable[[TileAsk, Any, Any, Paper], Told]  # each kind's own data and the body its card shows


def figure_line(
    name: str,
    measure: Measure,
    figure: Figure,
    said: str = "",
    *,
    is_detail: bool = False,
    more: tuple[Cell, ...] = (),
) -> FigureLine:
    """A figure as the page says it, with its numbers beside the words."""
    if not said and figure.is_indicative and figure.value is not None:
        said = gettext("indicative only")
    return FigureLine(
        name=name,
        value=score_cell(measure, figure.value),
        low=score_cell(measure, figure.low) if figure.low is not None else Cell(""),
        high=score_cell(measure, figure.high) if figure.high is not None else Cell(""),
        interval=words.interval(measure, figure),
        n=count_cell(figure.n),
        said=said,
        is_detail=is_detail,
        more=more,
    )


def share_line(name: str, figure: Figure, said: str = "") -> FigureLine:
    """A share of people with its interval."""

    def cell(one: float | None) -> Cell:
        return Cell(words.NOBODY if one is None else words.percent(one), one, "share")

    has_ends = figure.low is not None and figure.high is not None
    return FigureLine(
        name=name,
        value=cell(figure.value),
        low=cell(figure.low) if has_ends else Cell(""),
        high=cell(figure.high) if has_ends else Cell(""),
        interval=words.share_interval(figure),
        n=count_cell(figure.n),
        said=said,
    )


def score_cell(measure: Measure, value: float | None) -> Cell:
    return Cell(words.score(measure, value), value, measure.unit)


def count_cell(n: int) -> Cell:
    return Cell(words.number(n, 0), n, "count")
