"""What a survey's A/B test shows, in words that do not promise more than was tested."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ohlas.accounts.access import Actor
from ohlas.accounts.rules import Permission
from ohlas.insight.pages import words
from ohlas.insight.pages.figures import Whisker, axis_of, whisker
from ohlas.insight.queries.trials import WORTH, Trial, trial_of
from ohlas.lib.charts import Axis
from ohlas.metrics import Comparison, Figure
from ohlas.surveys.rules import COMPLETION, Arm, ArmComparison

if TYPE_CHECKING:
    from ohlas.surveys.models import Survey

CERTAIN = 0.001
"""Below it a p is said as "under 0.001": more digits would promise what the data cannot keep."""


@dataclass(frozen=True)
class ArmRow:
    """One variant: how many began and finished, and its score, each with its interval."""

    id: str
    name: str
    begun: str
    finished: str
    completion: str
    completion_words: str
    completion_whisker: Whisker | None
    score: str
    score_words: str
    score_whisker: Whisker | None
    is_indicative: bool
    is_in_use: bool


@dataclass(frozen=True)
class ComparisonRow:
    """A variant against the first one in one figure; `tone` is empty where nothing may be said yet."""

    words: str
    difference: str
    interval: str
    p: str
    verdict: str
    tone: str


@dataclass(frozen=True)
class Choice:
    value: str
    words: str
    is_chosen: bool


@dataclass(frozen=True)
class TrialPage:
    """`insight/trial.html`; `arms` is empty when the survey never had a test."""

    id: UUID
    name: str
    arms: tuple[ArmRow, ...]
    comparisons: tuple[ComparisonRow, ...]
    measure: str
    verdict: str
    advice: str
    plan: str
    tone: str
    questions: tuple[Choice, ...]
    worths: tuple[Choice, ...]
    may_choose: bool
    may_resume: bool
    has_draft: bool
    is_running: bool
    is_scoped: bool


def trial_page(actor: Actor, survey: "Survey", question: str, worth: int) -> TrialPage:
    trial = trial_of(actor, survey, question, worth)
    may_edit = actor.may(Permission.EDIT_SURVEYS)
    empty = TrialPage(
        id=survey.id, name=survey.name, arms=(), comparisons=(), measure="", verdict="", advice="", plan="", tone="",
        questions=(), worths=(), may_choose=may_edit, may_resume=False, has_draft=False, is_running=False,
        is_scoped=actor.scope is not None,
    )  # fmt: skip
    return empty if trial is None else _filled(empty, trial, may_edit=may_edit)


def _filled(empty: TrialPage, trial: Trial, *, may_edit: bool) -> TrialPage:
    verdict, tone = _verdict(trial)
    return TrialPage(
        id=empty.id,
        name=empty.name,
        arms=tuple(_arm(trial, arm) for arm in trial.arms),
        comparisons=tuple(_comparison(trial, one) for one in trial.result.comparisons),
        measure=words.measure_title(trial.measure) if trial.item else "",
        verdict=verdict,
        advice=_advice(trial),
        plan=_plan(trial),
        tone=tone,
        questions=tuple(Choice(item.id, _title(trial, item.id), item is trial.item) for item in trial.items),
        worths=tuple(
            Choice(str(one), _("%(points)d points") % {"points": one}, one == trial.plan.worth)
            for one in WORTH
        ),
        may_choose=may_edit and trial.is_running and not trial.has_draft,
        may_resume=may_edit and trial.winner is not None and not trial.has_draft,
        has_draft=trial.has_draft,
        is_running=trial.is_running,
        is_scoped=empty.is_scoped,
    )


def _arm(trial: Trial, arm: Arm) -> ArmRow:
    completion, score = trial.result.completion[arm.variant], trial.result.scores[arm.variant]
    return ArmRow(
        id=arm.variant,
        name=arm.name or arm.variant,
        begun=words.number(arm.started, 0),
        finished=words.number(arm.completed, 0),
        completion=words.NOBODY if completion.value is None else words.percent(completion.value),
        completion_words=_between(completion),
        completion_whisker=whisker(Axis("", 0.0, 1.0, ".1~%"), completion),
        score=words.score(trial.measure, score.value),
        score_words=words.interval(trial.measure, score),
        score_whisker=whisker(axis_of(trial.measure, trial.item.scale), score)
        if trial.item and trial.item.scale
        else None,
        is_indicative=completion.is_indicative,
        is_in_use=trial.winner == arm.variant,
    )


def _between(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return ""
    ends = {"low": words.percent(figure.low), "high": words.percent(figure.high)}
    return _("between %(low)s and %(high)s") % ends


def _comparison(trial: Trial, one: ArmComparison) -> ComparisonRow:
    found = one.comparison
    names = {arm.variant: arm.name or arm.variant for arm in trial.arms}
    is_completion = one.measure == COMPLETION
    what = _("finished") if is_completion else words.measure_title(trial.measure)
    said = _("%(variant)s less %(first)s: %(what)s") % {
        "variant": names[one.variant],
        "first": names[one.against],
        "what": what,
    }
    if found is None:
        return ComparisonRow(said, words.NOBODY, "", "", _("too few answers"), "")
    show = _points if is_completion else lambda value: words.difference(trial.measure, value)
    ends = {"low": show(found.low), "high": show(found.high)}
    return ComparisonRow(
        words=said,
        difference=f"{'+' if found.difference > 0 else ''}{show(found.difference)}",
        interval=_("between %(low)s and %(high)s") % ends,
        p=_p(found),
        verdict=_judged(trial, one),
        tone="real" if trial.plan.is_met and one.is_real else "",
    )


def _judged(trial: Trial, one: ArmComparison) -> str:
    if not trial.plan.is_met:
        return _("not judged yet")
    return _("really differs") if one.is_real else _("no clear difference")


def _points(share: float) -> str:
    return _("%(number)s pp") % {"number": words.number(100 * share, 1)}


def _p(found: Comparison) -> str:
    if found.p < CERTAIN:
        return _("under %(least)s") % {"least": words.number(CERTAIN, 3)}
    return words.number(found.p, 3)


def _verdict(trial: Trial) -> tuple[str, str]:
    """One sentence; the tone is early, same or real."""
    if not trial.plan.is_met:
        return _too_early(trial.plan.more), "early"
    real = [one for one in trial.result.of(COMPLETION) if one.is_real and one.comparison]
    if not real:
        return _("No clear difference in how many finish."), "same"
    names = {arm.variant: arm.name or arm.variant for arm in trial.arms}
    completion = trial.result.completion
    best = max(trial.arms, key=lambda arm: completion[arm.variant].value or 0)
    against = names[trial.arms[0].variant]
    if best.variant != trial.arms[0].variant and any(one.variant == best.variant for one in real):
        return _("%(variant)s is finished more often than %(first)s.") % {
            "variant": names[best.variant],
            "first": against,
        }, "real"
    worse = ", ".join(names[one.variant] for one in real if one.comparison and one.comparison.difference < 0)
    return _("%(first)s is finished more often than %(others)s.") % {
        "first": against,
        "others": worse,
    }, "real"


def _too_early(more: int) -> str:
    return ngettext(
        "Too early to decide: %(more)s more person should begin each variant.",
        "Too early to decide: %(more)s more people should begin each variant.",
        more,
    ) % {"more": words.number(more, 0)}


def _advice(trial: Trial) -> str:
    """What a score that moves means, and why not to look every day."""
    if not trial.plan.is_met:
        return _(
            "Looked at day after day, a difference shows up by chance sooner or later. The figures below are for "
            "interest until the planned number is reached."
        )
    if any(one.is_real for one in trial.result.comparisons if one.measure != COMPLETION):
        return _(
            "The score itself differs between the variants: people answer another way when they are asked another "
            "way. Changing the variant will look like a change of the score."
        )
    return ""


def _plan(trial: Trial) -> str:
    return _(
        "Planned: %(n)s begun answers in each variant find a difference of %(worth)d points in completion four "
        "times out of five, if about 80%% finish."
    ) % {"n": words.number(trial.plan.per_arm, 0), "worth": trial.plan.worth}


def _title(trial: Trial, item_id: str) -> str:
    item = trial.definition.item_by_id[item_id]
    return item.title(trial.definition.default_language, trial.definition.default_language) or item_id
