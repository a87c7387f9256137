"""Goals in a report: figure, interval and n as everywhere, the target and the verdict in words."""

from django.utils.translation import gettext

from ohlas.insight.pages.reports.tiles import Told, figure_line
from ohlas.insight.pages.tiles.card import Paper
from ohlas.insight.pages.tiles.goal import GoalsBody
from ohlas.insight.queries.tiles import TileAsk
from ohlas.insight.queries.tiles.goal import GoalsData


def goals(asked: TileAsk, content: GoalsData, body: GoalsBody, paper: Paper) -> Told:  # noqa: ARG001 - every kind has this shape
    lines = tuple(
        figure_line(
            f"{row.name}, {period}",
            one.goal.measure,
            one.figure,
            row.refusal
            or gettext("target %(target)s: %(verdict)s")
            % {"target": row.target, "verdict": row.verdict.words},
        )
        for one, row, period in zip(content.found, body.rows, body.periods, strict=True)
    )
    more = gettext("%(n)s goals more are on their page.") % {"n": body.more} if body.more else ""
    none = "" if lines else gettext("No goal runs today for what is chosen here.")
    return Told(part=gettext("Goal"), lines=lines, notes=(none, more))
