"""How goals are said: verdicts, periods, targets and gaps."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ohlas.insight.pages import words
from ohlas.insight.queries.goals import GoalFound, GoalView, Outlook
from ohlas.insight.rules import Step
from ohlas.insight.rules.goals import Period, Verdict
from ohlas.metrics import Measure

VERDICTS: Mapping[Verdict, Promise] = {
    Verdict.NOT_BEGUN: _("not begun"),
    Verdict.TOO_EARLY: _("too early to say"),
    Verdict.ON_COURSE: _("on course"),
    Verdict.AT_RISK: _("at risk"),
    Verdict.OUT_OF_REACH: _("out of reach"),
    Verdict.REACHED: _("reached"),
    Verdict.MISSED: _("missed"),
    Verdict.TOO_FEW: _("too few answers to judge"),
}
_TONES: Mapping[Verdict, str] = {
    Verdict.ON_COURSE: "better",
    Verdict.REACHED: "better",
    Verdict.AT_RISK: "worse",
    Verdict.OUT_OF_REACH: "worse",
    Verdict.MISSED: "worse",
}
_SYMBOLS: Mapping[Verdict, str] = {
    Verdict.ON_COURSE: "✓",
    Verdict.REACHED: "✓",
    Verdict.AT_RISK: "!",
    Verdict.OUT_OF_REACH: "✕",
    Verdict.MISSED: "✕",
}


@dataclass(frozen=True)
class VerdictSaid:
    """A verdict as it is shown: words carry the meaning, tone and symbol only help the eye."""

    words: str
    tone: str
    symbol: str


def verdict_said(found: GoalFound) -> VerdictSaid:
    said = str(VERDICTS[found.verdict])
    if found.verdict is Verdict.MISSED and _may_be_chance(found):
        said = gettext("missed, within what chance alone does")
    return VerdictSaid(said, _TONES.get(found.verdict, "same"), _SYMBOLS.get(found.verdict, ""))


def period_said(period: Period) -> str:
    return words.period(period.window, period.step)


def target_said(goal: GoalView) -> str:
    """The target with the side it is reached from, where less is better."""
    value = words.score(goal.measure, goal.target)
    return value if goal.measure.better == "higher" else gettext("%(target)s or less") % {"target": value}


def gap_said(found: GoalFound) -> str:
    if found.gap is None:
        return words.NOBODY
    sign = "+" if found.gap > 0 else ""
    return f"{sign}{words.difference(found.goal.measure, found.gap)}"


def outlook_said(measure: Measure, outlook: Outlook | None) -> str:
    if outlook is None:
        return words.NOBODY
    return gettext("%(value)s, between %(low)s and %(high)s") % {
        "value": words.score(measure, outlook.value),
        "low": words.score(measure, outlook.low),
        "high": words.score(measure, outlook.high),
    }


def goal_sentence(name: str, found: GoalFound) -> str:
    """The goal for a screen reader: figure, target, forecast, verdict."""
    measure = found.goal.measure
    parts = [
        words.sentence(f"{name}, {words.measure_title(measure)}", measure, found.figure),
        gettext("goal %(target)s for %(period)s")
        % {"target": target_said(found.goal), "period": period_said(found.goal.period)},
    ]
    if found.outlook:
        end = outlook_said(measure, found.outlook)
        parts.append(gettext("expected at its end: %(end)s") % {"end": end})
    return "; ".join([*parts, verdict_said(found).words])


STEP_GROUPS: Mapping[Step, Promise] = {
    Step.MONTH: _("Months"),
    Step.QUARTER: _("Quarters"),
    Step.YEAR: _("Years"),
}


def _may_be_chance(found: GoalFound) -> bool:
    low, high = found.figure.low, found.figure.high
    return low is not None and high is not None and low <= found.goal.target <= high
