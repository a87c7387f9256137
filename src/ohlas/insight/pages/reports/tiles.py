"""How each kind of tile stands in a report. A kind without a line here is told by its title and receipt."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.breakdown import breakdown_spec, mark_of, ranked, verdict_of
from ohlas.insight.pages.charts import bars_of, distribution_spec, trend_spec
from ohlas.insight.pages.tiles.breakdown import SHOWN as GROUPS_SHOWN
from ohlas.insight.pages.tiles.card import Paper
from ohlas.insight.pages.tiles.comments import CommentsBody
from ohlas.insight.pages.tiles.heat import HeatBody
from ohlas.insight.pages.tiles.league import LeagueBody, shown_rows
from ohlas.insight.pages.tiles.priorities import MapBody
from ohlas.insight.pages.tiles.response import ResponseBody, response_rate
from ohlas.insight.queries import Breakdown, Counted
from ohlas.insight.queries.tiles import TileAsk
from ohlas.insight.queries.tiles.breakdown import BreakdownData
from ohlas.insight.queries.tiles.comments import CommentsData
from ohlas.insight.queries.tiles.heat import HeatData
from ohlas.insight.queries.tiles.league import LeagueData
from ohlas.insight.queries.tiles.priorities import MapData
from ohlas.insight.queries.tiles.response import ResponseData
from ohlas.insight.queries.tiles.trend import TrendData
from ohlas.lib.charts import Row
from ohlas.lib.charts import breakdown as drawn_groups
from ohlas.lib.reports import Cell, Chart, FigureLine, Grid, Quote
from ohlas.metrics import Figure, Measure


@dataclass(frozen=True)
class Told:
    """What a kind adds to the tile's title, whole and receipt."""

    part: str = ""
    lines: tuple[FigureLine, ...] = ()
    grid: Grid | None = None
    chart: Chart | None = None
    quotes: tuple[Quote, ...] = ()
    notes: tuple[str, ...] = ()


Tell = Callable[[TileAsk, Any, Any, Paper], Told]  # each kind's own data and the body its card shows


def figure_line(
    name: str, measure: Measure, figure: Figure, said: str = "", *, is_detail: bool = False
) -> FigureLine:
    """A figure as the page says it, with its numbers beside the words."""

    def cell(value: float | None) -> Cell:
        return Cell(words.score(measure, value), value, measure.unit)

    if not said and figure.is_indicative and figure.value is not None:
        said = gettext("indicative only")
    return FigureLine(
        name=name,
        value=cell(figure.value),
        low=cell(figure.low) if figure.low is not None else Cell(""),
        high=cell(figure.high) if figure.high is not None else Cell(""),
        interval=words.interval(measure, figure),
        n=Cell(words.number(figure.n, 0), figure.n, "count"),
        said=said,
        is_detail=is_detail,
    )


def _figure(asked: TileAsk, content: object, body: object, paper: Paper) -> Told:  # noqa: ARG001 - every kind has this shape
    return Told(notes=(getattr(body, "widened", ""),))


def _trend(asked: TileAsk, content: TrendData, body: object, paper: Paper) -> Told:  # noqa: ARG001 - as above
    measure = asked.ask.measure
    if content.beside is not None:
        return _beside(asked, content, paper)
    lines = tuple(
        figure_line(words.bucket(point.start, content.step), measure, point.figure)
        for point in content.points
    )
    spec = trend_spec(asked.ask, content.points, content.step)
    alt = gettext("The same figures stand in the table.")
    said = f"{words.measure_title(measure)}: {lines[0].name} – {lines[-1].name}. {alt}" if lines else alt
    return Told(gettext("When"), lines, chart=Chart("line", said, spec) if lines else None)


def _beside(asked: TileAsk, content: TrendData, paper: Paper) -> Told:
    measure, beside = asked.ask.measure, content.beside
    if beside is None:
        raise ValueError("one line has nothing beside it")
    lines: list[FigureLine] = []
    for group in beside.groups:
        name = words.value_title(paper.titles, beside.by, group.key)
        lines.append(figure_line(name, measure, group.figure))
        lines += [
            figure_line(f"{name}, {words.bucket(p.start, beside.step)}", measure, p.figure, is_detail=True)
            for p in group.points
        ]
    wholes = [line for line in lines if not line.is_detail]
    ordered = (*wholes, *(line for line in lines if line.is_detail))
    return Told(words.field_title(paper.titles, beside.by), ordered)


def _distribution(asked: TileAsk, content: Counted, body: object, paper: Paper) -> Told:  # noqa: ARG001 - as above
    lines = tuple(
        FigureLine(
            name=bar.label,
            value=Cell(words.percent(bar.share), bar.share, "share"),
            low=Cell(""),
            high=Cell(""),
            interval="",
            n=Cell(words.number(bar.n, 0), bar.n, "count"),
        )
        for bar in bars_of(content, asked.selection, "")
    )
    alt = gettext("How many people in a hundred gave each answer, from %(answers)s.") % {
        "answers": words.answers(content.counts.n)
    }
    spec = distribution_spec(content, asked.selection, "")
    parts = tuple(f"{part.name} {part.share}" for part in getattr(body, "parts", ()))
    return Told(gettext("Answer"), lines, chart=Chart("columns", alt, spec), notes=(" · ".join(parts),))


def _breakdown(asked: TileAsk, content: BreakdownData, body: object, paper: Paper) -> Told:
    shown = Breakdown(content.breakdown.by, content.breakdown.total, content.breakdown.groups[:GROUPS_SHOWN])
    left_out = getattr(body, "left_out", "")
    note = gettext("%(n)s smaller groups are in the explorer.") % {"n": left_out} if left_out else ""
    return _groups(asked, shown, paper, note)


def _groups(asked: TileAsk, shown: Breakdown, paper: Paper, *notes: str) -> Told:
    measure, titles = asked.ask.measure, paper.titles
    lines = []
    for group in ranked(shown.groups, asked.ask, titles):
        symbol, verdict = verdict_of(mark_of(group, asked.ask), group)
        name = words.value_title(titles, shown.by, group.key)
        lines.append(figure_line(name, measure, group.figure, f"{symbol} {verdict}".strip()))
    alt = gettext("%(name)s by %(field)s, with intervals. The same figures stand in the table.") % {
        "name": words.measure_title(measure),
        "field": words.field_title(titles, shown.by),
    }
    chart = Chart("bars", alt, breakdown_spec(shown, asked.ask, titles)) if lines else None
    return Told(words.field_title(titles, shown.by), tuple(lines), chart=chart, notes=notes)


def _league(asked: TileAsk, content: LeagueData, body: LeagueBody, paper: Paper) -> Told:
    if content.league is None:
        return _groups(asked, content.plain, paper, body.why) if content.plain else Told(notes=(body.why,))
    measure = asked.ask.measure
    lines, rows = [], []
    for row, shown in zip(shown_rows(content.league, asked), body.lines, strict=True):
        figure = Figure(row.score, row.low, row.high, row.n, None, None)
        rank = gettext("rank %(ranks)s") % {"ranks": shown.ranks}
        lines.append(figure_line(shown.name, measure, figure, rank))
        rows.append(Row(shown.name, row.score, row.low, row.high, row.n, "none", shown.sentence))
    alt = gettext("%(name)s by %(field)s, with intervals. The same figures stand in the table.") % {
        "name": words.measure_title(measure),
        "field": body.by,
    }
    spec = drawn_groups(rows, words.axis(measure, None), content.counted.figure.value)
    return Told(body.by, tuple(lines), chart=Chart("bars", alt, spec), notes=(body.warning, body.more))


def _heat(asked: TileAsk, content: HeatData, body: HeatBody, paper: Paper) -> Told:
    rows = tuple(
        (row.name, tuple(_heat_cell(cell.value, cell.symbol, cell.n) for cell in row.cells))
        for row in body.rows
    )
    return Told(
        part=f"{body.by} × {body.across}",
        lines=tuple(_heat_lines(asked, content, body, paper)),
        grid=Grid(body.by, body.columns, rows),
        notes=(gettext("In brackets: how many answered."), body.more),
    )


def _heat_cell(value: str, symbol: str, n: str) -> str:
    return f"{value}{f' {symbol}' if symbol else ''} ({n})" if n else value


def _heat_lines(asked: TileAsk, content: HeatData, body: HeatBody, paper: Paper) -> Iterator[FigureLine]:
    columns = [words.value_title(paper.titles, content.across, column) for column in content.columns]
    for row, cells in zip(body.rows, content.cells, strict=True):
        for column, cell in zip(columns, cells, strict=True):
            if cell is not None:
                symbol, verdict = verdict_of(mark_of(cell, asked.ask), cell)
                yield figure_line(
                    f"{row.name} × {column}", asked.ask.measure, cell.figure, f"{symbol} {verdict}".strip()
                )


def _comments(asked: TileAsk, content: CommentsData, body: CommentsBody, paper: Paper) -> Told:  # noqa: ARG001 - as above
    if body.is_hidden:
        return Told(notes=(gettext("Your role sees figures, not answers."),))
    quotes = tuple(
        Quote(
            "".join(piece.text for piece in card.pieces),
            " · ".join(
                filter(None, (card.sentiment_title, words.day(card.at.date()), card.unit, card.score))
            ),
        )
        for card in body.cards
    )
    none = "" if quotes else gettext("No comments in these days.")
    return Told(quotes=quotes, notes=(none, f"{body.order} · {body.listed}" if quotes else ""))


def _map(asked: TileAsk, content: MapData, body: MapBody, paper: Paper) -> Told:  # noqa: ARG001 - as above
    made = content.found.study
    if made is None:
        return Told()
    r2, people = made.report.r2 or 1.0, Cell(words.number(made.report.n, 0), made.report.n, "count")
    lines = []
    for row, driver in zip(body.rows, made.report.drivers, strict=True):
        shares = [one / r2 for one in (driver.importance, driver.low, driver.high)]
        value, low, high = (Cell(words.percent(one), one, "share") for one in shares)
        lines.append(
            FigureLine(f"{row.rank}. {row.name}", value, low, high, row.interval, people, row.quadrant)
        )
    notes = (gettext("Shares of what the drivers explain together. Association, not proof."),)
    chart = Chart("bars", body.sentence, body.spec) if lines else None
    return Told(gettext("Driver"), tuple(lines), chart=chart, notes=notes)


def _response(asked: TileAsk, content: ResponseData, body: ResponseBody, paper: Paper) -> Told:  # noqa: ARG001 - as above
    if body.is_hidden:
        return Told(notes=(gettext("Your role does not see programmes."),))
    rate = response_rate(content)
    value, low, high = (
        Cell("" if one is None else words.percent(one), one, "share")
        for one in (rate.value, rate.low, rate.high)
    )
    n = Cell(words.number(rate.n, 0), rate.n, "count")
    line = FigureLine(gettext("Response rate"), value, low, high, body.interval, n, body.asked)
    return Told(lines=(line,), notes=(body.open,))


TELL: Mapping[str, Tell] = MappingProxyType(
    {
        "figure": _figure,
        "trend": _trend,
        "distribution": _distribution,
        "breakdown": _breakdown,
        "heat": _heat,
        "league": _league,
        "map": _map,
        "response": _response,
        "comments": _comments,
    }
)
