"""What stands beside a figure of a closed period."""

from django.utils.translation import gettext, ngettext

from ohlas.insight.pages import words
from ohlas.insight.queries import Ask
from ohlas.insight.queries.closing import Sealed
from ohlas.insight.queries.tiles.trend import TrendData
from ohlas.metrics import Figure, Measure


def sealed_said(sealed: Sealed, measure: Measure, today: Figure) -> str:
    """What stands beside a figure of a closed period: as sealed, and what changed since."""
    told = {
        "value": words.score(measure, sealed.figure.value),
        "answers": words.answers(sealed.figure.n),
        "day": words.day(sealed.closed_at.date()),
    }
    if sealed.figure == today:
        return gettext("Closed on %(day)s; unchanged since") % told
    said = gettext("%(value)s from %(answers)s when closed on %(day)s") % told
    return f"{said}; {restated_said(sealed.figure, today, measure)}"


def sealed_notes(ask: Ask, content: TrendData) -> tuple[str, ...]:
    """What was reported of the closed steps of a trend, a line each; nothing where none is closed."""
    figures = {point.start: point.figure for point in content.points}
    return tuple(
        f"{words.bucket(start, content.step)}: {sealed_said(sealed, ask.measure, figures[start])}"
        for start, sealed in sorted(content.sealed.items())
        if sealed.figure != figures[start]
    )


def restated_said(sealed: Figure, today: Figure, measure: Measure) -> str:
    """What the same days would give today, and how many answers came or went."""
    added = today.n - sealed.n
    told = gettext("would be %(value)s today") % {"value": words.score(measure, today.value)}
    if not added:
        return gettext("%(told)s, answers were corrected") % {"told": told}
    count = words.number(abs(added), 0)
    if added > 0:
        more = ngettext("+%(n)s answer", "+%(n)s answers", added)
    else:
        more = ngettext("−%(n)s answer", "−%(n)s answers", -added)
    return f"{told}, {more % {'n': count}}"
