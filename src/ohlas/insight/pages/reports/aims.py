"""Goals and priorities in a report: where things stand, and where they should."""

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.driver_map import map_axes
from ohlas.insight.pages.goal_words import gap_said, outlook_said, target_said
from ohlas.insight.pages.reports.told import Told, count_cell, figure_line, score_cell
from ohlas.insight.pages.tiles.card import Paper
from ohlas.insight.pages.tiles.goal import GoalsBody
from ohlas.insight.pages.tiles.priorities import MapBody
from ohlas.insight.queries.goals import GoalFound
from ohlas.insight.queries.tiles import TileAsk
from ohlas.insight.queries.tiles.goal import GoalsData
from ohlas.insight.queries.tiles.priorities import MapData
from ohlas.lib.reports import Cell, Chart, Column, FigureLine


def goals(asked: TileAsk, content: GoalsData, body: GoalsBody, paper: Paper) -> Told:  # noqa: ARG001 - every kind has this shape
    """Figure, interval and n as everywhere; target, gap, forecast and verdict beside them."""
    lines = []
    for one, row, period in zip(content.found, body.rows, body.periods, strict=True):
        name = " · ".join(part for part in (row.name, row.measure, row.about, period) if part)
        verdict = row.refusal or f"{row.verdict.symbol} {row.verdict.words}".strip()
        lines.append(figure_line(name, one.goal.measure, one.figure, verdict, more=_aimed(one)))
    notes = [
        "" if lines else gettext("No goal runs today for what is chosen here."),
        ngettext(
            "%(n)s goal more is on the page of goals.",
            "%(n)s goals more are on the page of goals.",
            body.more,
        )
        % {"n": words.number(body.more, 0)}
        if body.more
        else "",
        gettext("Goals are not narrowed by: %(fields)s.") % {"fields": body.unused} if body.unused else "",
    ]
    columns = (
        Column(gettext("Target")),
        Column(gettext("Gap")),
        Column(gettext("Expected at the end")),
        Column(gettext("Expected, lower end"), is_detail=True),
        Column(gettext("Expected, upper end"), is_detail=True),
        Column(gettext("Chance"), is_detail=True),
    )
    return Told(
        part=gettext("Goal"), lines=tuple(lines), columns=columns if lines else (), notes=tuple(notes)
    )


def _aimed(one: GoalFound) -> tuple[Cell, ...]:
    measure, outlook = one.goal.measure, one.outlook
    ends = (outlook.low, outlook.high) if outlook else (None, None)
    chance = (
        Cell(words.percent(round(outlook.chance, 2), 0), outlook.chance, "share") if outlook else Cell("–")
    )
    return (
        Cell(target_said(one.goal), one.goal.target, measure.unit),
        Cell(gap_said(one), one.gap, measure.unit),
        Cell(outlook_said(measure, outlook), outlook.value if outlook else None, measure.unit),
        *(score_cell(measure, end) for end in ends),
        chance,
    )


def priorities(asked: TileAsk, content: MapData, body: MapBody, paper: Paper) -> Told:  # noqa: ARG001 - as above
    made = content.found.study
    if made is None:
        return Told()
    r2, people = made.report.r2 or 1.0, count_cell(made.report.n)
    across, up = map_axes(is_on_one_scale=made.is_on_one_scale)
    placed = {place.name: place.performance for place in made.places.places}
    lines = []
    for row, driver in zip(body.rows, made.report.drivers, strict=True):
        shares = [one / r2 for one in (driver.importance, driver.low, driver.high)]
        value, low, high = (Cell(words.percent(one), one, "share") for one in shares)
        mean = Cell(row.mean, driver.mean, "grade")
        at = placed[driver.name]
        more = (mean,) if made.is_on_one_scale else (Cell(words.percent(at), at, "share"), mean)
        name = f"{row.rank}. {row.name}"
        lines.append(FigureLine(name, value, low, high, row.interval, people, row.quadrant, more=more))
    explained = gettext("Together they explain %(explained)s of the differences. Association, not proof.")
    middle = (made.places.performance_at, made.places.importance_at / r2)
    columns = (Column(across),) if made.is_on_one_scale else (Column(across), Column(gettext("Mean")))
    return Told(
        gettext("Driver"),
        lines=tuple(lines),
        columns=columns,
        chart=Chart("map", body.sentence, body.spec, middle, across, up) if lines else None,
        notes=(explained % {"explained": body.explained},),
    )
