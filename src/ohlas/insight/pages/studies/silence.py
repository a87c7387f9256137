"""Those who did not answer, in words and tables: who they were, and what they could change."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.insight.pages import words
from ohlas.insight.pages.studies.parts import Block, Body, Head, Line, Table
from ohlas.insight.pages.studies.verdicts import difference_said, verdict_said
from ohlas.insight.queries.studies.silence import FEWEST, LATE, SilenceFound, group_name

REPRESENTATIVE = 0.8
"""R-indicators under this are commonly taken as a warning (Schouten et al. 2009 report .6 to .9 for real surveys)."""
Marks = Mapping[str, bool]


def silence_body(found: SilenceFound | None, marks: Marks) -> Body:
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
            tables=(_frame(found, marks),) if found.frame else (),
            notes=(
                _judged(found),
                _(
                    "The R-indicator sees only what was known of everybody; it is 1 when every group answers alike."
                ),
            ),
        )
    ]
    if found.early_late is not None:
        blocks.append(_late(found, marks))
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


def _judged(found: SilenceFound) -> str:
    if found.period is None:
        return _(
            "Verdicts are given once the days are over and nobody is asked any more: choose a last day that is past."
        )
    return _("All verdicts of this page are one family (Benjamini–Hochberg), given once and stored.")


def _response_said(found: SilenceFound, kind: str, marks: Marks) -> str:
    """Whether this group answers more or less than all others, where that is tested."""
    name = group_name(kind)
    if name not in found.comparisons:
        return _("not tested")
    one = found.comparisons[name]
    if one is None or found.period is None:
        return _("too early to tell") if one is None else _("the field is open")
    if not marks.get(name):
        return _("no clear difference")
    return _("answers more than the others") if one.difference > 0 else _("answers less than the others")


def _frame(found: SilenceFound, marks: Marks) -> Table:
    heads = (
        Head(_("Asked")),
        Head(_("Answered")),
        Head(_("Share of those asked")),
        Head(_("Share of answers")),
        Head(_("Difference")),
        Head(_("Verdict"), is_number=False),
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
                _response_said(found, row.kind, marks),
            ),
        )
        for row in found.frame
    )
    return Table(_("Groups as a table"), _("Group"), heads, lines)


def _late(found: SilenceFound, marks: Marks) -> Block:
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
            % dict(zip(("change", "interval"), difference_said(measure, found.change), strict=True))
        )
        least = min(halves.early.n, halves.late.n)
        is_open = found.period is None and least >= FEWEST
        verdict = verdict_said(found.change, least, is_marked=bool(marks.get(LATE)))
        said.append(_("Verdict: %(verdict)s.") % {"verdict": _("the field is open") if is_open else verdict})
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
