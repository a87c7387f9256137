"""Figures, their course, their answers, comments and response rates in a report."""

from dataclasses import replace

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.breakdown import place_of
from ohlas.insight.pages.charts import bars_of, distribution_spec, square_said, trend_spec
from ohlas.insight.pages.figures import axis_of, nps_shares
from ohlas.insight.pages.reports.told import Told, count_cell, figure_line, score_cell, share_line
from ohlas.insight.pages.sealed import sealed_notes
from ohlas.insight.pages.tiles.card import Paper
from ohlas.insight.pages.tiles.comments import CommentsBody
from ohlas.insight.pages.tiles.response import ResponseBody, response_rate
from ohlas.insight.pages.tiles.trend import TrendBody
from ohlas.insight.queries import Counted, Tile
from ohlas.insight.queries.dashboard import Beside
from ohlas.insight.queries.figures import GroupTrend
from ohlas.insight.queries.tiles import TileAsk
from ohlas.insight.queries.tiles.comments import CommentsData
from ohlas.insight.queries.tiles.response import ResponseData
from ohlas.insight.queries.tiles.trend import TrendData
from ohlas.lib.charts import Row
from ohlas.lib.charts import breakdown as drawn_groups
from ohlas.lib.reports import Cell, Chart, FigureLine, Grid, GridCell, Quote

MOST_STEPS = 13
"""Columns of a table of steps: a year of months, begun and ended in the middle of one."""


def figure(asked: TileAsk, content: Tile, body: object, paper: Paper) -> Told:  # noqa: ARG001 - every kind has this shape
    notes = (getattr(body, "widened", ""), getattr(body, "sealed", ""))
    lines = tuple(share_line(name, share) for name, share in nps_shares(content.counted))
    if not lines:
        return Told(notes=notes)
    alt = gettext("%(name)s, with intervals. The same figures stand in the table.") % {
        "name": ", ".join(line.name for line in lines)
    }
    rows = [
        Row(
            line.name,
            line.value.number,
            line.low.number,
            line.high.number,
            content.counted.figure.n,
            "none",
            "",
        )
        for line in lines
    ]
    spec = drawn_groups(rows, words.share_axis(), None)
    return Told(gettext("Answer"), lines=lines, chart=Chart("bars", alt, spec), notes=notes)


def trend(asked: TileAsk, content: TrendData, body: TrendBody, paper: Paper) -> Told:
    measure = asked.ask.measure
    if content.beside is not None:
        return _beside(asked, content.beside, body, paper)
    lines = tuple(
        figure_line(words.bucket(point.start, content.step), measure, point.figure)
        for point in content.points
    )
    spec = trend_spec(asked.ask, content.points, content.step, sealed=content.sealed)
    alt = gettext("The same figures stand in the table.")
    said = f"{words.measure_title(measure)}: {lines[0].name} – {lines[-1].name}. {alt}" if lines else alt
    reported = tuple(filter(None, (square_said(content.sealed), *sealed_notes(asked.ask, content))))
    return Told(
        gettext("When"), lines=lines, chart=Chart("line", said, spec) if lines else None, notes=reported
    )


def _beside(asked: TileAsk, beside: Beside, body: TrendBody, paper: Paper) -> Told:
    """Each group over all its days, best first; its steps in a table where they fit, and in the workbook."""
    measure, field = asked.ask.measure, words.field_title(paper.titles, beside.by)
    wholes, steps, rows = [], [], []
    for group, card in zip(_ordered(beside), body.beside, strict=False):
        wholes.append(figure_line(card.name, measure, group.figure))
        ends = (group.figure.low, group.figure.high, group.figure.n)
        rows.append(Row(card.name, group.figure.value, *ends, "none", card.sentence))
        steps += [
            figure_line(
                f"{card.name}, {words.bucket(p.start, beside.step)}", measure, p.figure, is_detail=True
            )
            for p in group.points
        ]
    alt = gettext("%(name)s by %(field)s, with intervals. The same figures stand in the table.") % {
        "name": words.measure_title(measure),
        "field": field,
    }
    spec = drawn_groups(rows, axis_of(measure, asked.ask.scale), None)
    grid = _steps(asked, beside, wholes, field)
    more = ngettext("%(n)s group more is on the page.", "%(n)s groups more are on the page.", body.more)
    return Told(
        field,
        lines=(*wholes, *steps),
        chart=Chart("bars", alt, spec) if wholes else None,
        grid=grid,
        notes=(
            gettext("In brackets: how many answered.") if grid else "",
            more % {"n": words.number(body.more, 0)} if body.more else "",
        ),
    )


def _ordered(beside: Beside) -> list[GroupTrend]:
    return sorted(beside.groups, key=lambda group: place_of(group.figure, beside.ask))


def _steps(asked: TileAsk, beside: Beside, wholes: list[FigureLine], field: str) -> Grid | None:
    starts = sorted({point.start for group in beside.groups for point in group.points})
    if not 1 < len(starts) <= MOST_STEPS:
        return None
    rows = []
    for line, group in zip(wholes, _ordered(beside), strict=False):
        known = {point.start: point.figure for point in group.points}
        cells = []
        for start in starts:
            found = known.get(start)
            cell = score_cell(asked.ask.measure, found.value if found else None)
            said = f"{cell.text} ({words.number(found.n, 0)})" if found and found.n else cell.text
            cells.append(GridCell(said, cell))
        rows.append((line.name, tuple(cells)))
    return Grid(field, tuple(words.bucket(start, beside.step) for start in starts), tuple(rows))


def distribution(asked: TileAsk, content: Counted, body: object, paper: Paper) -> Told:  # noqa: ARG001 - as above
    lines = tuple(
        FigureLine(
            name=bar.label,
            value=Cell(words.percent(bar.share), bar.share, "share"),
            low=Cell(""),
            high=Cell(""),
            interval="",
            n=count_cell(bar.n),
        )
        for bar in bars_of(content, asked.selection, "")
    )
    alt = gettext("How many people in a hundred gave each answer, from %(answers)s.") % {
        "answers": words.answers(content.counts.n)
    }
    spec = distribution_spec(content, asked.selection, "")
    parts = tuple(f"{part.name} {part.share}" for part in getattr(body, "parts", ()))
    return Told(gettext("Answer"), lines=lines, chart=Chart("columns", alt, spec), notes=(" · ".join(parts),))


def comments(asked: TileAsk, content: CommentsData, body: CommentsBody, paper: Paper) -> Told:  # noqa: ARG001 - as above
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
    unused = (
        gettext("Comments are not narrowed by: %(fields)s.") % {"fields": body.unused} if body.unused else ""
    )
    return Told(quotes=quotes, notes=(none, f"{body.order} · {body.listed}" if quotes else "", unused))


def response(asked: TileAsk, content: ResponseData, body: ResponseBody, paper: Paper) -> Told:  # noqa: ARG001 - as above
    if body.is_hidden:
        return Told(notes=(gettext("Your role does not see programmes."),))
    line = share_line(gettext("Response rate"), response_rate(content), _indicative(body))
    unused = (
        gettext("Invitations are not narrowed by: %(fields)s.") % {"fields": body.unused}
        if body.unused
        else ""
    )
    return Told(whole=replace(line, n=replace(line.n, text=body.asked)), notes=(body.open, unused))


def _indicative(body: ResponseBody) -> str:
    return gettext("indicative only") if body.is_indicative else ""
