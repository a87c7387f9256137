"""The league table and the funnel in words, table and picture."""

import math
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import axis_of, whisker
from ohlas.insight.pages.studies.parts import (
    Block,
    Body,
    Head,
    Line,
    Picture,
    Table,
    heading,
    leaf,
    nobody,
    told,
)
from ohlas.insight.pages.tiles.words import PLAIN_WORDS
from ohlas.insight.queries.studies.frame import Around
from ohlas.insight.queries.studies.groups import FunnelFound, FunnelRow, LeagueFound
from ohlas.lib.charts import Axis, Row, breakdown
from ohlas.lib.charts.studies import Limit, Side, Spread, funnel
from ohlas.metrics import Figure
from ohlas.metrics.figures import INDICATIVE_BELOW
from ohlas.metrics.funnel import INNER, OUTER, Funnel

if TYPE_CHECKING:
    from ohlas.lib.charts.shapes import Mark
    from ohlas.metrics.league import League, LeagueRow  # numpy loads with it

CHANCE = 0.05
LEAST_P = 0.001
MOST_DRAWN = 40
MOST_SPOTS = 400
MOST_NAMED = 12
_STEPS = 60


def league_body(found: LeagueFound, around: Around) -> Body:
    if found.counted.figure.value is None:
        return nobody()
    if found.league is None:
        return _plain(found, around)
    rows = _ordered(found.league, around)
    shown = rows[leaf(around, rows)]
    spread = Axis("", min(row.low for row in shown), max(row.high for row in shown))
    return Body(
        blocks=(
            Block(
                title=heading(around),
                words=(
                    _(
                        "Each score is drawn towards what all units share, the more the fewer its answers. The ranks "
                        "are those that are possible at 95%: only units whose ranks do not meet stand apart."
                    ),
                ),
                warnings=tuple(_warnings(found.league, rows)),
                picture=_picture(rows[:MOST_DRAWN], found, around),
                tables=(
                    Table(
                        caption=_("League table"),
                        first=words.field_title(around.frame.titles, found.by),
                        heads=(
                            Head(_("Score")),
                            Head(_("95% interval")),
                            Head(_("Possible ranks")),
                            Head(_("As counted")),
                            Head(_("Answers")),
                        ),
                        lines=tuple(_line(row, found, around, spread) for row in shown),
                        whiskers=True,
                    ),
                ),
                notes=(_prior(found.league),),
            ),
        ),
        receipt=told(found.counted, around),
        lines=len(rows),
    )


def _ordered(league: "League", around: Around) -> "tuple[LeagueRow, ...]":
    """Best first; under 30 answers nobody is ranked, so these stand below, by their names."""
    rows = league.rows if around.ask.measure.better == "higher" else league.rows[::-1]
    few = [row for row in rows if row.n < INDICATIVE_BELOW]
    return (*(row for row in rows if row.n >= INDICATIVE_BELOW), *sorted(few, key=lambda row: row.unit))


def _line(row: "LeagueRow", found: LeagueFound, around: Around, spread: Axis) -> Line:
    measure = around.ask.measure
    shrunk, raw = Figure(row.score, row.low, row.high, row.n), found.figures[row.unit]
    name = words.value_title(around.frame.titles, found.by, row.unit)
    ranks = str(row.rank_low) if row.rank_low == row.rank_high else f"{row.rank_low}–{row.rank_high}"
    ranks = _("not ranked") if row.n < INDICATIVE_BELOW else ranks
    return Line(
        name=name,
        cells=(
            words.score(measure, row.score),
            words.interval(measure, shrunk),
            ranks,
            words.score(measure, raw.value),
            words.number(row.n, 0),
        ),
        whisker=whisker(spread, shrunk, found.counted.figure.value),
        badge=_("indicative") if row.n < INDICATIVE_BELOW else "",
        sentence=_("%(figure)s; rank %(ranks)s")
        % {"figure": words.sentence(name, measure, shrunk), "ranks": ranks},
    )


def _warnings(league: "League", rows: "tuple[LeagueRow, ...]") -> list[str]:
    said = []
    if league.prior.p_equal > CHANCE:
        said.append(_("The units do not differ beyond chance: their order says nothing."))
    few = sum(row.n < INDICATIVE_BELOW for row in rows)
    if few:
        said.append(
            ngettext(
                "%(n)s unit has under 30 answers: it stands below the others and is not ranked.",
                "%(n)s units have under 30 answers: they stand below the others and are not ranked.",
                few,
            )
            % {"n": words.number(few, 0)}
        )
    return said


def _prior(league: "League") -> str:
    strength = words.number(league.prior.strength, 0)
    p = league.prior.p_equal
    said = _("p under 0.001") if p < LEAST_P else f"p = {words.number(p, 3)}"
    return _(
        "What units share weighs as %(strength)s answers (empirical Bayes); that all units are alike: %(p)s."
    ) % {"strength": strength, "p": said}


def _picture(rows: "tuple[LeagueRow, ...]", found: LeagueFound, around: Around) -> Picture:
    measure = around.ask.measure
    drawn = []
    for row in rows:
        name = words.value_title(around.frame.titles, found.by, row.unit)
        figure = Figure(row.score, row.low, row.high, row.n)
        mark: Mark = "indicative" if row.n < INDICATIVE_BELOW else "none"
        drawn.append(
            Row(name, row.score, row.low, row.high, row.n, mark, words.sentence(name, measure, figure))
        )
    return Picture(
        title=_("League table"),
        spec=breakdown(drawn, axis_of(measure, around.ask.scale), found.counted.figure.value),
        sentence="; ".join(one.sentence for one in drawn),
        note=_(
            "Whiskers are 95% intervals, the dashed line is the whole; hollow dots have under 30 answers."
        ),
    )


def _plain(found: LeagueFound, around: Around) -> Body:
    """No league: the units as counted, in order of their names, which ranks nobody."""
    measure, titles = around.ask.measure, around.frame.titles
    named = [(words.value_title(titles, found.by, unit), figure) for unit, figure in found.figures.items()]
    lines = [
        Line(
            name,
            (words.score(measure, one.value), words.interval(measure, one), words.number(one.n, 0)),
            badge=_("indicative") if one.is_indicative else "",
        )
        for name, one in sorted(named, key=lambda pair: pair[0].casefold())
    ]
    heads = (Head(_("As counted")), Head(_("95% interval")), Head(_("Answers")))
    shown = tuple(lines[leaf(around, lines)])
    table = Table(_("Units by name"), words.field_title(titles, found.by), heads, shown)
    block = Block(
        heading(around),
        words=(str(PLAIN_WORDS[found.why]) if found.why else "",),
        tables=(table,) if lines else (),
        notes=(_("In order of their names: nothing is ranked."),),
    )
    return Body((block,), receipt=told(found.counted, around), lines=len(lines))


def funnel_body(found: FunnelFound, around: Around) -> Body:
    if found.counted.figure.value is None:
        return nobody()
    if found.funnel is None:
        said = _("Everybody gave the same answer: there is no chance variation to measure units by.")
        return Body(refusal=said, receipt=told(found.counted, around))
    funnel_of, rows = found.funnel, found.rows
    heads = (
        Head(_("As counted")),
        Head(_("Luck alone: 95% of units of this size")),
        Head(_("Answers")),
        Head(_("Verdict"), is_number=False),
    )
    table = Table(
        _("Funnel as a table"),
        words.field_title(around.frame.titles, found.by),
        heads,
        tuple(_funnel_line(row, found, around) for row in rows[leaf(around, rows)]),
    )
    block = Block(
        title=heading(around),
        words=(_outside(rows),),
        warnings=tuple(_dispersed(funnel_of)),
        picture=_funnel_picture(found, funnel_of, around) if rows else None,
        tables=(table,) if rows else (),
        notes=(
            _(
                "The limits are where a unit of that size lies by luck alone: 95% within the solid lines, 99.8% within "
                "the dashed ones. A unit outside asks for a look at it, it proves nothing."
            ),
        ),
    )
    return Body((block,), receipt=told(found.counted, around), lines=len(rows))


def _outside(rows: tuple[FunnelRow, ...]) -> str:
    judged = [row for row in rows if not row.figure.is_indicative]
    far = sum(bool(row.beyond) for row in judged)
    if not judged:
        return _("No unit has 30 answers yet: none is judged.")
    return ngettext(
        "%(far)s of %(n)s unit with 30 answers or more lies outside what luck explains.",
        "%(far)s of %(n)s units with 30 answers or more lie outside what luck explains.",
        len(judged),
    ) % {"far": words.number(far, 0), "n": words.number(len(judged), 0)}


def _dispersed(funnel_of: Funnel) -> list[str]:
    if funnel_of.phi == 1:
        return []
    return [
        _("Units differ more than chance and size explain (φ = %(phi)s); the limits are widened by that.")
        % {"phi": words.number(funnel_of.phi, 2)}
    ]


def _funnel_line(row: FunnelRow, found: FunnelFound, around: Around) -> Line:
    measure = around.ask.measure
    limits = Figure(row.figure.value, row.low, row.high, row.figure.n)
    return Line(
        name=words.value_title(around.frame.titles, found.by, row.unit),
        cells=(
            words.score(measure, row.figure.value),
            words.interval(measure, limits),
            words.number(row.figure.n, 0),
            _verdict(row),
        ),
        symbol={"above": "▲", "below": "▼"}.get(_side(row), ""),
        badge=_("indicative") if row.figure.is_indicative else "",
    )


def _verdict(row: FunnelRow) -> str:
    if row.figure.is_indicative:
        return _("too few answers to judge")
    if not row.beyond:
        return _("within what luck explains")
    level = {"level": words.number(abs(row.beyond), 1)}
    return (
        _("above the %(level)s%% limit") % level
        if row.beyond > 0
        else _("below the %(level)s%% limit") % level
    )


def _side(row: FunnelRow) -> Side:
    if row.figure.is_indicative:
        return "small"
    return "above" if row.beyond > 0 else "below" if row.beyond < 0 else "within"


def _funnel_picture(found: FunnelFound, funnel_of: Funnel, around: Around) -> Picture:
    measure, titles = around.ask.measure, around.frame.titles
    shown = sorted(found.rows, key=lambda row: (not row.beyond, -row.size))[:MOST_SPOTS]
    spots = []
    for place, row in enumerate(shown):
        name = words.value_title(titles, found.by, row.unit)
        said = f"{words.sentence(name, measure, row.figure)}; {_verdict(row)}"
        label = name if row.beyond and place < MOST_NAMED else ""
        spots.append(Spread(row.size, row.figure.value or 0.0, _side(row), label, said))
    least, most = min(row.size for row in shown), max(row.size for row in shown)
    axis = axis_of(measure, around.ask.scale)
    return Picture(
        title=_("Funnel"),
        spec=funnel(
            spots, _limits(funnel_of, least, max(most, least * 1.5)), funnel_of.target, axis, _("Answers")
        ),
        sentence=_outside(found.rows),
        note=_(
            "Triangles lie outside the limits, hollow dots have under 30 answers; the dotted line is the whole."
        ),
    )


def _limits(funnel_of: Funnel, least: float, most: float) -> list[Limit]:
    sizes = [
        math.exp(math.log(least) + place / _STEPS * math.log(most / least)) for place in range(_STEPS + 1)
    ]
    found = []
    for size in sizes:
        near, far = funnel_of.limits(size, INNER), funnel_of.limits(size, OUTER)
        found.append(Limit(size, near.low, near.high, far.low, far.high))
    return found
