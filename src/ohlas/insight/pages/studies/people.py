"""The same people twice, those who answered more than once, and those who did not answer: in words and tables."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.studies.parts import Block, Body, Head, Line, Table, heading, nobody, told
from ohlas.insight.queries.studies.frame import Around
from ohlas.insight.queries.studies.panel import PanelFound
from ohlas.insight.queries.studies.silence import SilenceFound
from ohlas.metrics import Comparison, Figure, Measure

FEWEST = 30
SURE = 0.05
REPRESENTATIVE = 0.8
"""R-indicators under this are commonly taken as a warning (Schouten et al. 2009 report .6 to .9 for real surveys)."""


def panel_body(found: PanelFound, around: Around) -> Body:
    if found.plain.value is None:
        return nobody()
    if not found.persons:
        said = _(
            "No answer stands beside a known customer: nobody can be found again. Invitations and imports with a "
            "customer key make a panel."
        )
        return Body(refusal=said, receipt=told(around.counted(), around))
    return Body((_same(found, around), _again(found, around)), receipt=told(around.counted(), around))


def _same(found: PanelFound, around: Around) -> Block:
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
                *_difference(measure, found.change),
                words.number(found.people, 0),
                _verdict(found.change, found.people),
            ),
            badge=_("indicative") if found.people < FEWEST else "",
        )
    ]
    if found.loose and found.loose.comparison:
        least = min(found.loose.later_n, found.loose.earlier_n)
        sizes = f"{words.number(found.loose.later_n, 0)} / {words.number(found.loose.earlier_n, 0)}"
        verdict = _verdict(found.loose.comparison, least)
        lines.append(
            Line(_("Whoever answered"), (*_difference(measure, found.loose.comparison), sizes, verdict))
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
        ),
    )


def _difference(measure: Measure, one: Comparison) -> tuple[str, str]:
    sign = "+" if one.difference > 0 else ""
    low, high = (words.difference(measure, end) for end in (one.low, one.high))
    return f"{sign}{words.difference(measure, one.difference)}", _("between %(low)s and %(high)s") % {
        "low": low,
        "high": high,
    }


def _verdict(one: Comparison, n: int) -> str:
    if n < FEWEST:
        return _("too early to tell")
    return _("more than chance") if one.p < SURE else _("no clear change")


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


def silence_body(found: SilenceFound | None) -> Body:
    if found is None:
        return Body(refusal=_("Your role does not see programmes, so it does not see who was asked."))
    if not found.asked:
        return Body(
            refusal=_("Nobody was invited in these days: of links and imports it is not known who was asked.")
        )
    share = {"answered": words.number(found.answered, 0), "asked": words.number(found.asked, 0)}
    blocks = [
        Block(
            _("Those who answered against those asked"),
            words=(
                _("%(answered)s of %(asked)s people asked answered to the end.") % share,
                _indicated(found),
            ),
            warnings=_waiting(found),
            tables=(_frame(found),) if found.frame else (),
            notes=(
                _(
                    "The R-indicator sees only what was known of everybody; it is 1 when every group answers alike."
                ),
            ),
        )
    ]
    if found.early_late is not None:
        blocks.append(_late(found))
    return Body(tuple(blocks))


def _indicated(found: SilenceFound) -> str:
    if found.indicator is None or len(found.groups) < 2:  # noqa: PLR2004 - one group resembles itself
        return _("Everybody asked is of one group: nothing to compare.")
    said = {"value": words.number(found.indicator, 2)}
    if found.indicator < REPRESENTATIVE:
        return (
            _("R-indicator %(value)s: groups answered rather unevenly, so weights may be worth a look.")
            % said
        )
    return _("R-indicator %(value)s: groups answered rather evenly.") % said


def _waiting(found: SilenceFound) -> tuple[str, ...]:
    if not found.waiting:
        return ()
    said = ngettext(
        "%(n)s invitation is still to leave; the field is open.",
        "%(n)s invitations are still to leave; the field is open.",
        found.waiting,
    )
    return (said % {"n": words.number(found.waiting, 0)},)


def _frame(found: SilenceFound) -> Table:
    heads = (
        Head(_("Asked")),
        Head(_("Answered")),
        Head(_("Share of those asked")),
        Head(_("Share of answers")),
        Head(_("Difference")),
    )
    lines = tuple(
        Line(
            row.kind or _("not known"),
            (
                words.number(found.groups[row.kind].sampled, 0),
                words.number(found.groups[row.kind].answered, 0),
                words.percent(row.frame),
                words.percent(row.answers),
                _("%(number)s pp")
                % {"number": f"{'+' if row.difference > 0 else ''}{words.number(100 * row.difference, 1)}"},
            ),
        )
        for row in found.frame
    )
    return Table(_("Groups as a table"), _("Group"), heads, lines)


def _late(found: SilenceFound) -> Block:
    halves = found.early_late
    if halves is None:
        raise ValueError("there are no halves")
    measure = halves.measure
    names = (
        (_("before a reminder"), _("after a reminder"))
        if halves.by_reminder
        else (_("the quicker half"), _("the slower half"))
    )
    lines = []
    for name, counts in zip(names, (halves.early, halves.late), strict=True):
        one = measure.score(counts)
        lines.append(
            Line(
                name,
                (words.score(measure, one.value), words.interval(measure, one), words.number(one.n, 0)),
                badge=_("indicative") if one.is_indicative else "",
            )
        )
    said = []
    if found.change is not None:
        said.append(
            _("Late less early: %(change)s, %(interval)s. Late answers often resemble the silent ones.")
            % dict(zip(("change", "interval"), _difference(measure, found.change), strict=True))
        )
    if found.bounds is not None and found.score is not None:
        said.append(
            _(
                "Whatever the silent think, the score of everybody asked lies between %(low)s and %(high)s "
                "(counted: %(score)s)."
            )
            % {
                "low": words.score(measure, found.bounds.low),
                "high": words.score(measure, found.bounds.high),
                "score": words.score(measure, found.score.value),
            }
        )
    heads = (Head(_("Value")), Head(_("95% interval")), Head(_("Answers")))
    return Block(
        _("Early and late"),
        words=tuple(said),
        tables=(Table(_("Early and late"), _("Who"), heads, tuple(lines)),),
    )
