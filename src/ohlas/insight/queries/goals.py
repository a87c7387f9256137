"""Goals with what they are today: the figure, where its period will end, and what was sealed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from uuid import UUID

from django.db.models import QuerySet

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import branches_below
from ohlas.engine import BadQuery, FactStore
from ohlas.insight.errors import BadAddress
from ohlas.insight.models import Goal, GoalChange
from ohlas.insight.queries.catalogue import Catalogue
from ohlas.insight.queries.facts import Ask, ask_for
from ohlas.insight.queries.figures import weighed
from ohlas.insight.queries.kept import computed, run
from ohlas.insight.rules import Step, Window
from ohlas.insight.rules.goals import Aim, Period, Verdict, ends_of, verdict
from ohlas.insight.rules.periods import buckets_between, floor, months_before
from ohlas.metrics import MEASURES, Figure, Measure, MetricsError, ScoreCounts
from ohlas.metrics.errors import CannotFit

HISTORY_MONTHS = {Step.WEEK: 12, Step.MONTH: 36}
"""How far back a forecast looks, by the steps it is made of."""
_RECENT = 8
"""Steps whose answers tell how many will still answer."""
_STEP_DAYS = {Step.WEEK: 7.0, Step.MONTH: 30.4}


@dataclass(frozen=True)
class GoalView:
    """A goal as it was set."""

    id: UUID
    unit_id: UUID | None
    survey_id: UUID | None
    question: str
    measure: Measure
    period: Period
    target: float
    changed_at: datetime


@dataclass(frozen=True)
class Outlook:
    """Where the figure will stand at the period's end, its interval, and the chance to reach the target."""

    value: float
    low: float
    high: float
    chance: float


@dataclass(frozen=True)
class GoalFound:
    """A goal today; `refusal` says why it cannot be counted."""

    goal: GoalView
    scale: str
    figure: Figure
    outlook: Outlook | None
    verdict: Verdict
    refusal: str = ""

    @property
    def gap(self) -> float | None:
        """The figure less the target."""
        return None if self.figure.value is None else self.figure.value - self.goal.target


@dataclass(frozen=True)
class GoalChanged:
    at: datetime
    before: float | None
    after: float | None
    actor_id: UUID | None
    is_undone: bool


@dataclass(frozen=True)
class _Asked:
    """What goals share that are counted together: measure, survey, question and period."""

    measure: Measure
    survey_id: UUID | None
    question: str
    period: Period

    @property
    def filters(self) -> dict[str, tuple[str, ...]]:
        chosen = {"survey": str(self.survey_id or ""), "question": self.question}
        return {name: (value,) for name, value in chosen.items() if value}


@dataclass(frozen=True)
class _Counted:
    """The period so far, and the answers of each finer step with any."""

    so_far: ScoreCounts
    steps: Mapping[date, ScoreCounts]


@dataclass(frozen=True)
class Counting:
    """What counting a page of goals takes."""

    store: FactStore
    actor: Actor
    catalogue: Catalogue
    today: date

    @cached_property
    def below(self) -> Mapping[UUID | None, list[UUID]]:
        return branches_below(self.actor.organisation.id)


def goals_seen(actor: Actor) -> QuerySet[Goal]:
    """The goals that hold, of units within sight; those of the whole organisation for who sees all of it."""
    found = Goal.objects.filter(organisation_id=actor.organisation.id, removed_at__isnull=True)
    return found if actor.scope is None else found.filter(unit_id__in=actor.scope)


def goal_view(goal: Goal) -> GoalView:
    return GoalView(
        goal.id,
        goal.unit_id,
        goal.survey_id,
        goal.question,
        MEASURES[goal.measure],
        Period(Step(goal.step), goal.start),
        goal.target,
        goal.changed_at,
    )


def goal_views(goals: Iterable[Goal]) -> tuple[GoalView, ...]:
    return tuple(goal_view(goal) for goal in goals if goal.measure in MEASURES)


def periods_with_goals(goals: QuerySet[Goal]) -> tuple[Period, ...]:
    """The periods these goals are of, the latest first."""
    pairs = goals.order_by().values_list("step", "start").distinct()
    return tuple(sorted((Period(Step(step), start) for step, start in pairs), key=_lateness, reverse=True))


def targets_of(goals: QuerySet[Goal], measure: str, period: Period) -> dict[str, float]:
    """The targets of one measure and period by what they are about."""
    mine = goals.filter(measure=measure, step=period.step.value, start=period.start)
    return dict(mine.values_list("about", "target"))


def changes_of(goal_id: UUID) -> tuple[GoalChanged, ...]:
    """Every change of a goal, the latest first."""
    return tuple(
        GoalChanged(one.at, one.before, one.after, one.actor_id, one.is_undone)
        for one in GoalChange.objects.filter(goal_id=goal_id)
    )


def goals_found(counting: Counting, goals: Sequence[GoalView]) -> tuple[GoalFound, ...]:
    """These goals counted, in their order. Units without units below them are counted together in one query.

    A goal that cannot be counted says why and leaves the others alone.
    """
    groups: dict[_Asked, list[GoalView]] = {}
    for goal in goals:
        asked = _Asked(goal.measure, goal.survey_id, goal.question, goal.period)
        groups.setdefault(asked, []).append(goal)
    found: dict[UUID, GoalFound] = {}
    for asked, group in groups.items():
        try:
            found |= _group_found(counting, asked, group)
        except (BadAddress, MetricsError, BadQuery) as error:
            found |= {goal.id: _refused(goal, error) for goal in group}
    return tuple(found[goal.id] for goal in goals)


def _group_found(counting: Counting, asked: _Asked, goals: Sequence[GoalView]) -> dict[UUID, GoalFound]:
    scale = counting.catalogue.scale_for(asked.measure, asked.filters)
    ask = ask_for(counting.actor, asked.measure, scale, asked.filters, Window())
    counts = _counts(counting, ask, asked, goals)
    return {goal.id: _judged(goal, ask, counts[goal.id], counting.today) for goal in goals}


def _counts(counting: Counting, ask: Ask, asked: _Asked, goals: Sequence[GoalView]) -> dict[UUID, _Counted]:
    """Leaves of the tree in two queries for all; the whole and each region in two of their own."""
    leaves = {
        str(goal.unit_id): goal for goal in goals if goal.unit_id and not counting.below.get(goal.unit_id)
    }
    found = _together(ask, asked, leaves, counting) if len(leaves) > 1 else None
    alone = [goal for goal in goals if found is None or str(goal.unit_id) not in leaves]
    return (found or {}) | {goal.id: _alone(ask, asked, goal, counting) for goal in alone}


def _together(
    ask: Ask, asked: _Asked, leaves: Mapping[str, GoalView], counting: Counting
) -> dict[UUID, _Counted] | None:
    """None where small groups are hidden: then only a query of its own says what a unit may show."""
    ask = replace(ask, filters={**ask.filters, "unit": tuple(sorted(leaves))})
    now, past = _windows(asked, counting.today)
    whole = run(counting.store, ask.over(now).query(by=("unit",)))
    steps = run(counting.store, ask.over(past).query(by=("unit",), step=asked.period.finer))
    if whole.warnings or steps.warnings:
        return None
    so_far = {row.key["unit"]: weighed(ask, row.counts) for row in whole.rows}
    series: dict[str | None, dict[date, ScoreCounts]] = {}
    for row in steps.rows:
        if row.bucket is not None:
            series.setdefault(row.key["unit"], {})[row.bucket] = weighed(ask, row.counts)
    nobody = ScoreCounts({}, ask.scale)
    return {
        goal.id: _Counted(so_far.get(unit, nobody), series.get(unit, {})) for unit, goal in leaves.items()
    }


def _alone(ask: Ask, asked: _Asked, goal: GoalView, counting: Counting) -> _Counted:
    if goal.unit_id is not None:
        ask = replace(ask, filters={**ask.filters, "unit": (str(goal.unit_id),)})
    now, past = _windows(asked, counting.today)
    whole = weighed(ask, run(counting.store, ask.over(now).query()).total)
    rows = run(counting.store, ask.over(past).query(step=asked.period.finer)).rows
    return _Counted(whole, {row.bucket: weighed(ask, row.counts) for row in rows if row.bucket is not None})


def _windows(asked: _Asked, today: date) -> tuple[Window, Window]:
    """The period itself; and the finer steps that are over, as far back as a forecast looks."""
    period, finer = asked.period, asked.period.finer
    end = floor(min(today, period.window.until or today), finer)
    since = floor(months_before(min(period.start, today), HISTORY_MONTHS[finer]), finer)
    return period.window, Window(since, max(end, since))


def _judged(goal: GoalView, ask: Ask, counts: _Counted, today: date) -> GoalFound:
    figure = goal.measure.score(counts.so_far)
    outlook = None
    if not goal.period.is_over(today) and not goal.period.is_ahead(today):
        outlook = _outlook(goal, ask, counts, today)
    aim = Aim(goal.target, goal.measure.better, outlook.chance if outlook else None)
    said = verdict(goal.period, today, figure, aim)
    return GoalFound(goal, ask.scale, figure, outlook, said)


def _outlook(goal: GoalView, ask: Ask, counts: _Counted, today: date) -> Outlook | None:
    """None where too little was measured. What a forecast hangs on is told in full, so that it is made once."""
    finer, left_days = goal.period.finer, ((goal.period.window.until or today) - today).days - 1
    scores, sizes = _series(goal, counts, floor(today, finer))
    still = sum(sizes[-_RECENT:]) / (len(sizes[-_RECENT:]) * _STEP_DAYS[finer]) * left_days if sizes else 0.0
    so_far = goal.measure.score(counts.so_far)
    share = so_far.n / (so_far.n + still) if so_far.n else 0.0
    steps = max(round(left_days / _STEP_DAYS[finer]), 1) if left_days > 0 else 0
    told = _Told(
        scores,
        so_far.value,
        round(share, 6),
        steps,
        ends_of(goal.measure, ask.scale),
        goal.target,
        goal.measure.better,
    )
    return computed(("outlook", repr(told)), lambda: _forecast(told))


def _series(goal: GoalView, counts: _Counted, until: date) -> tuple[tuple[float | None, ...], list[int]]:
    """The score and the answers of each finer step that is over, the empty ones between included."""
    if not counts.steps:
        return (), []
    starts = buckets_between(min(counts.steps), until - timedelta(days=1), goal.period.finer)
    tallies = [counts.steps.get(start) for start in starts]
    scores = tuple(None if one is None else goal.measure.score(one).value for one in tallies)
    return scores, [0 if one is None else one.n for one in tallies]


@dataclass(frozen=True, slots=True)
class _Told:
    """All that an outlook hangs on."""

    scores: tuple[float | None, ...]
    so_far: float | None
    share: float
    steps: int
    ends: tuple[float, float] | None
    target: float
    better: str


def _forecast(told: _Told) -> Outlook | None:
    from ohlas.metrics.forecast import local_level
    from ohlas.metrics.period_end import period_end

    known = [float("nan") if score is None else score for score in told.scores]
    try:
        forecast = local_level(known, ahead=1)
    except CannotFit:
        return None
    end = period_end(
        forecast, steps=told.steps, measured=told.so_far, measured_share=told.share, bounds=told.ends
    )
    above = end.chance_above(told.target)
    if told.better == "lower":
        above = 1 - above if end.spread else float(end.value <= told.target)
    return Outlook(end.value, end.low, end.high, above)


def _refused(goal: GoalView, error: Exception) -> GoalFound:
    said = str(error)
    nothing = Figure(None, None, None, 0)
    return GoalFound(goal, "", nothing, None, Verdict.TOO_EARLY, said[:1].upper() + said[1:])


def _lateness(period: Period) -> tuple[date, int]:
    return period.start, -(period.window.days or 0)
