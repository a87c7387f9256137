"""The same people twice, and those who answered more than once: in words and tables."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.studies.parts import Block, Body, Head, Line, Table, heading, nobody, told
from ohlas.insight.pages.studies.verdicts import difference_said, verdict_said
from ohlas.insight.queries.studies.frame import Around
from ohlas.insight.queries.studies.panel import FEWEST, LOOSE, SAME, PanelFound
from ohlas.metrics import Figure

Marks = Mapping[str, bool]


def panel_body(found: PanelFound, around: Around, marks: Marks) -> Body:
    if found.plain.value is None:
        return nobody()
    if not found.persons:
        said = _(
            "No answer stands beside a known customer: nobody can be found again. Invitations and imports with a "
            "customer key make a panel."
        )
        return Body(refusal=said, receipt=told(around.counted(), around))
    return Body((_same(found, around, marks), _again(found, around)), receipt=told(around.counted(), around))


def _same(found: PanelFound, around: Around, marks: Marks) -> Block:
    title = _("%(measure)s: the same people in two periods") % {"measure": heading(around, by=False)}
    if found.pair is None:
        return Block(title, words=(_("There are no two closed periods to compare in these days."),))
    periods = {
        "later": words.period(found.pair.later, found.pair.step),
        "earlier": words.period(found.pair.earlier, found.pair.step),
    }
    if found.change is None:
        said = ngettext(
            "%(n)s person answered in both %(later)s and %(earlier)s: too few to say anything.",
            "%(n)s people answered in both %(later)s and %(earlier)s: too few to say anything.",
            found.people,
        ) % {"n": words.number(found.people, 0), **periods}
        return Block(title, words=(said,))
    measure = around.ask.measure
    lines = [
        Line(
            _("The same people"),
            (
                *difference_said(measure, found.change),
                words.number(found.people, 0),
                verdict_said(found.change, found.people, is_marked=bool(marks.get(SAME))),
            ),
            badge=_("indicative") if found.people < FEWEST else "",
        )
    ]
    if found.loose and found.loose.comparison:
        least = min(found.loose.later_n, found.loose.earlier_n)
        sizes = f"{words.number(found.loose.later_n, 0)} / {words.number(found.loose.earlier_n, 0)}"
        verdict = verdict_said(found.loose.comparison, least, is_marked=bool(marks.get(LOOSE)))
        lines.append(
            Line(_("Whoever answered"), (*difference_said(measure, found.loose.comparison), sizes, verdict))
        )
    heads = (
        Head(_("Change")),
        Head(_("95% interval")),
        Head(_("People")),
        Head(_("Verdict"), is_number=False),
    )
    return Block(
        title,
        words=(_("%(later)s against %(earlier)s, each person against themselves.") % periods,),
        tables=(Table(_("Change as a table"), _("Whose change"), heads, tuple(lines)),),
        notes=(
            _(
                "Of people who answered several times in a period their mean counts. A panel is silent about those "
                "who left."
            ),
            _("All verdicts of this page are one family (Benjamini–Hochberg), given once and stored."),
        ),
    )


def _again(found: PanelFound, around: Around) -> Block:
    measure = around.ask.measure
    lines = [
        Line(
            _("Each answer as if from another person"),
            (
                words.score(measure, found.plain.value),
                words.interval(measure, found.plain),
                words.number(found.plain.n, 0),
            ),
        )
    ]
    if found.clustered is not None:
        shown = found.clustered
        lines.append(
            Line(
                _("Answers of one person kept together"),
                (
                    words.score(measure, shown.value),
                    words.interval(measure, shown) or "–",
                    words.number(found.persons, 0),
                ),
            )
        )
    said = ngettext(
        "%(again)s of %(n)s known person answered more than once in these days.",
        "%(again)s of %(n)s known people answered more than once in these days.",
        found.persons,
    ) % {"again": words.number(found.again, 0), "n": words.number(found.persons, 0)}
    heads = (Head(_("Value")), Head(_("95% interval")), Head(_("Answers or people")))
    unnamed = (
        ngettext(
            "%(n)s answer without a customer is left out of both lines.",
            "%(n)s answers without a customer are left out of both lines.",
            found.unnamed,
        )
        % {"n": words.number(found.unnamed, 0)}
        if found.unnamed
        else ""
    )
    return Block(
        _("Repeat answers"),
        words=(said, *([_width(found.plain, found.clustered)] if found.clustered else [])),
        tables=(Table(_("Repeat answers as a table"), _("Counted"), heads, tuple(lines)),),
        notes=(unnamed,) if unnamed else (),
    )


def _width(plain: Figure, clustered: Figure) -> str:
    if None in {plain.low, plain.high, clustered.low, clustered.high}:
        return _("All gave the same answer, so no width can be told.")
    wide = ((clustered.high or 0) - (clustered.low or 0)) / (((plain.high or 0) - (plain.low or 0)) or 1)
    return _("Knowing whose answers belong together makes the interval %(times)s times as wide.") % {
        "times": words.number(wide, 2)
    }
