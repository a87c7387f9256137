"""The control chart in words, picture and table."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.figures import axis_of
from ohlas.insight.pages.studies.parts import Block, Body, Head, Line, Picture, Table, heading, leaf, told
from ohlas.insight.queries.studies.control import FEWEST, ControlFound, ControlRow
from ohlas.insight.queries.studies.frame import Around
from ohlas.lib.charts.studies import Side, Tick, control
from ohlas.metrics import Figure

RULES = {1: gettext_lazy("beyond three sigma"), 4: gettext_lazy("eighth in a row on one side")}


def control_body(found: ControlFound, around: Around) -> Body:
    if not found.rows:
        said = ngettext(
            "%(n)s closed period has answers; a control chart needs at least %(least)s.",
            "%(n)s closed periods have answers; a control chart needs at least %(least)s.",
            found.periods,
        ) % {"n": words.number(found.periods, 0), "least": FEWEST}
        return Body(refusal=said, receipt=told(around.counted(), around))
    newest = found.rows[::-1]
    heads = (
        Head(_("Value")),
        Head(_("Usual noise")),
        Head(_("Level of its stretch")),
        Head(_("Answers")),
        Head(_("What is special"), is_number=False),
    )
    block = Block(
        title=heading(around, by=False),
        words=tuple(_changes(found, around)),
        warnings=tuple(_left_out(found)),
        picture=_picture(found, around),
        tables=(
            Table(
                _("Control chart as a table"),
                str(words.STEP_TITLES[found.step]),
                heads,
                tuple(_line(row, found, around) for row in newest[leaf(around, newest)]),
            ),
        ),
        notes=tuple(_notes(found)),
    )
    return Body((block,), receipt=told(around.counted(), around), lines=len(newest))


def _changes(found: ControlFound, around: Around) -> list[str]:
    measure, rows = around.ask.measure, found.rows
    said = [
        _("%(when)s: the level went from %(before)s to %(after)s.")
        % {
            "when": words.bucket(row.start, found.step),
            "before": words.score(measure, rows[place - 1].level),
            "after": words.score(measure, row.level),
        }
        for place, row in enumerate(rows)
        if row.is_change
    ]
    broken = sum(bool(row.point.broken) for row in rows)
    said = said or [_("The level did not change in these days.")]
    return [
        *said,
        ngettext(
            "%(n)s of %(all)s periods is more than the usual noise.",
            "%(n)s of %(all)s periods are more than the usual noise.",
            broken,
        )
        % {"n": words.number(broken, 0), "all": words.number(len(rows), 0)},
    ]


def _left_out(found: ControlFound) -> list[str]:
    said = []
    if found.empty:
        said.append(
            ngettext(
                "%(n)s period without answers is left out.",
                "%(n)s periods without answers are left out.",
                found.empty,
            )
            % {"n": words.number(found.empty, 0)}
        )
    if found.is_open:
        said.append(_("The period still running is left out until it is over."))
    few = sum(row.figure.is_indicative for row in found.rows)
    if few:
        said.append(
            ngettext(
                "%(n)s period has under 30 answers; longer periods would be steadier.",
                "%(n)s periods have under 30 answers; longer periods would be steadier.",
                few,
            )
            % {"n": words.number(few, 0)}
        )
    return said


def _notes(found: ControlFound) -> list[str]:
    kind = (
        _("Limits by each period's own size (p-chart): three sigma round the share of all periods.")
        if found.is_share
        else _("Limits by how much neighbouring periods differ (XmR): three sigma round the mean.")
    )
    rules = _(
        "Marked: a period beyond three sigma, or the eighth in a row on one side (Western Electric 1 and 4)."
    )
    price = _(
        "Changes of level by PELT, penalty %(penalty)s, noise %(sigma)s; drifts are not seen as changes."
    )
    return [
        kind,
        rules,
        price % {"penalty": words.number(found.penalty, 2), "sigma": words.number(found.sigma, 3)},
    ]


def _line(row: ControlRow, found: ControlFound, around: Around) -> Line:
    measure = around.ask.measure
    noise = Figure(row.point.value, row.point.low, row.point.high, row.figure.n)
    return Line(
        name=words.bucket(row.start, found.step),
        cells=(
            words.score(measure, row.figure.value),
            words.interval(measure, noise),
            words.score(measure, row.level),
            words.number(row.figure.n, 0),
            _special(row),
        ),
        symbol={"above": "▲", "below": "▼"}.get(_side(row), ""),
        badge=_("indicative") if row.figure.is_indicative else "",
    )


def _special(row: ControlRow) -> str:
    said = [_("a new level begins")] if row.is_change else []
    said += [str(RULES.get(int(rule), "")) for rule in row.point.broken]
    return "; ".join(said)


def _side(row: ControlRow) -> Side:
    if not row.point.broken:
        return "within"
    return "above" if row.point.value > (row.point.low + row.point.high) / 2 else "below"


def _picture(found: ControlFound, around: Around) -> Picture:
    measure = around.ask.measure
    one_year = len({row.start.year for row in found.rows}) <= 1
    ticks = [
        Tick(
            label=words.tick(row.start, found.step, with_year=not one_year),
            value=row.point.value,
            low=row.point.low,
            high=row.point.high,
            level=row.level,
            side=_side(row),
            sentence="; ".join(
                filter(
                    None,
                    (words.sentence(words.bucket(row.start, found.step), measure, row.figure), _special(row)),
                )
            ),
        )
        for row in found.rows
    ]
    return Picture(
        title=_("Over time"),
        spec=control(ticks, found.centre, axis_of(measure, around.ask.scale)),
        sentence=" ".join(_changes(found, around)),
        note=_("The grey band is the usual noise, the thick line the level; triangles are more than noise."),
    )
