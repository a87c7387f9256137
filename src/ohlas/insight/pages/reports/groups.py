"""Groups in a report: ranked, as a league, or one field across another."""

from collections.abc import Iterator

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.breakdown import breakdown_spec, mark_of, ranked, verdict_of
from ohlas.insight.pages.reports.told import Told, figure_line, score_cell
from ohlas.insight.pages.tiles.breakdown import SHOWN as GROUPS_SHOWN
from ohlas.insight.pages.tiles.card import Paper
from ohlas.insight.pages.tiles.heat import HeatBody, HeatCell
from ohlas.insight.pages.tiles.league import LeagueBody, shown_rows
from ohlas.insight.queries import Breakdown, GroupFigure
from ohlas.insight.queries.tiles import TileAsk
from ohlas.insight.queries.tiles.breakdown import BreakdownData
from ohlas.insight.queries.tiles.heat import HeatData
from ohlas.insight.queries.tiles.league import LeagueData
from ohlas.lib.charts import Row
from ohlas.lib.charts import breakdown as drawn_groups
from ohlas.lib.reports import Cell, Chart, Column, FigureLine, Grid, GridCell
from ohlas.metrics import Figure


def breakdown(asked: TileAsk, content: BreakdownData, body: object, paper: Paper) -> Told:  # noqa: ARG001 - every kind has this shape
    shown = Breakdown(content.breakdown.by, content.breakdown.total, content.breakdown.groups[:GROUPS_SHOWN])
    more = len(content.breakdown.groups) - len(shown.groups)
    said = ngettext(
        "%(n)s smaller group is in the explorer.", "%(n)s smaller groups are in the explorer.", more
    )
    return _groups(asked, shown, paper, said % {"n": words.number(more, 0)} if more else "")


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
    return Told(words.field_title(titles, shown.by), lines=tuple(lines), chart=chart, notes=notes)


def league(asked: TileAsk, content: LeagueData, body: LeagueBody, paper: Paper) -> Told:
    if content.league is None:
        return _groups(asked, content.plain, paper, body.why) if content.plain else Told(notes=(body.why,))
    measure = asked.ask.measure
    lines, rows = [], []
    for row, shown in zip(shown_rows(content.league, asked), body.lines, strict=True):
        figure = Figure(row.score, row.low, row.high, row.n, None, None)
        lines.append(figure_line(shown.name, measure, figure, more=(Cell(shown.ranks),)))
        rows.append(Row(shown.name, row.score, row.low, row.high, row.n, "none", shown.sentence))
    alt = gettext("%(name)s by %(field)s, with intervals. The same figures stand in the table.") % {
        "name": words.measure_title(measure),
        "field": body.by,
    }
    spec = drawn_groups(rows, words.axis(measure, None), content.counted.figure.value)
    return Told(
        body.by,
        lines=tuple(lines),
        columns=(Column(gettext("Possible ranks")),),
        chart=Chart("bars", alt, spec),
        notes=(body.warning, body.more),
    )


def heat(asked: TileAsk, content: HeatData, body: HeatBody, paper: Paper) -> Told:
    rows = tuple(
        (row.name, tuple(_grid_cell(asked, *both) for both in zip(found, row.cells, strict=True)))
        for row, found in zip(body.rows, content.cells, strict=True)
    )
    return Told(
        part=f"{body.by} × {body.across}",
        lines=tuple(_heat_lines(asked, content, body, paper)),
        grid=Grid(body.by, body.columns, rows),
        notes=(
            gettext("In brackets: how many answered."),
            gettext("The shade runs from the worst of the table to the best; ▲ ▼ differ beyond chance."),
            body.more,
        ),
    )


def _grid_cell(asked: TileAsk, found: GroupFigure | None, shown: HeatCell) -> GridCell:
    said = (
        f"{shown.value}{f' {shown.symbol}' if shown.symbol else ''} ({shown.n})" if shown.n else shown.value
    )
    return GridCell(said, score_cell(asked.ask.measure, found.figure.value if found else None), shown.shade)


def _heat_lines(asked: TileAsk, content: HeatData, body: HeatBody, paper: Paper) -> Iterator[FigureLine]:
    columns = [words.value_title(paper.titles, content.across, column) for column in content.columns]
    for row, cells in zip(body.rows, content.cells, strict=True):
        for column, cell in zip(columns, cells, strict=True):
            if cell is not None:
                symbol, verdict = verdict_of(mark_of(cell, asked.ask), cell)
                yield figure_line(
                    f"{row.name} × {column}",
                    asked.ask.measure,
                    cell.figure,
                    f"{symbol} {verdict}".strip(),
                    is_detail=True,
                )
