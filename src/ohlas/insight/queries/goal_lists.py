"""The lists of goals: those of one period with what they are, one opened, and the units goals are set for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import F, QuerySet

from ohlas.accounts.access import Actor
from ohlas.accounts.queries import UnitView, names_in_record, units_of
from ohlas.accounts.rules import UnitKind
from ohlas.insight.models import Goal
from ohlas.insight.queries.boards import today_of
from ohlas.insight.queries.catalogue import Asked, Catalogue, Titles, catalogue_of, titles_of
from ohlas.insight.queries.closing import Sealed, sealed_of_units
from ohlas.insight.queries.facts import facts
from ohlas.insight.queries.goals import (
    Counting,
    GoalChanged,
    GoalFound,
    changes_of,
    goal_view,
    goal_views,
    goals_found,
    periods_with_goals,
    targets_of,
)
from ohlas.insight.rules import Step
from ohlas.insight.rules.goals import GOAL_STEPS, GoalWish, Period, period_of
from ohlas.metrics import MEASURES, Measure

PER_PAGE = 50
_AHEAD = {Step.MONTH: 13, Step.QUARTER: 5, Step.YEAR: 2}
_BACK = {Step.MONTH: 3, Step.QUARTER: 2, Step.YEAR: 1}


@dataclass(frozen=True)
class GoalsWanted:
    """What the list is asked for; the period and measure that nobody chose are chosen by the page."""

    period: Period | None
    measure: str
    text: str
    page: int


@dataclass(frozen=True)
class GoalsListed:
    wanted: GoalsWanted
    period: Period
    periods: tuple[Period, ...]
    measures: tuple[Measure, ...]
    found: tuple[GoalFound, ...]
    sealed: Mapping[UUID, Sealed]
    total: int
    titles: Titles
    is_empty: bool
    is_scoped: bool


@dataclass(frozen=True)
class GoalOpened:
    found: GoalFound
    changes: tuple[GoalChanged, ...]
    names: Mapping[str, str]
    titles: Titles


@dataclass(frozen=True)
class GoalLine:
    """A unit goals may be set for; None is the whole organisation."""

    unit_id: UUID | None
    name: str
    target: float | None

    @property
    def field(self) -> str:
        return f"target-{self.unit_id or 'all'}"


@dataclass(frozen=True)
class EditAsked:
    """What is set: a measure, a period, questions; and one page of the units."""

    wanted: GoalsWanted
    measure: Measure
    scale: str
    period: Period
    survey: UUID | None
    question: str
    measures: tuple[Measure, ...]
    periods: tuple[Period, ...]
    questions: tuple[Asked, ...]
    surveys: Mapping[str, str]
    lines: tuple[GoalLine, ...]
    total: int
    branches: tuple[UUID, ...]

    def wish(self, unit_id: UUID | None, target: float | None) -> GoalWish:
        return GoalWish(self.measure.id, self.period, target, unit_id, self.survey, self.question)


def goals_listed(actor: Actor, goals: QuerySet[Goal], wanted: GoalsWanted, now: datetime) -> GoalsListed:
    """One page of a period's goals, the whole organisation first, then units by name."""
    today, catalogue = today_of(actor, now), catalogue_of(actor)
    periods = periods_with_goals(goals)
    period = wanted.period or _usual(periods, today)
    mine = goals.filter(step=period.step.value, start=period.start)
    measures = sorted(
        set(mine.order_by().values_list("measure", flat=True)) & MEASURES.keys(), key=list(MEASURES).index
    )
    if wanted.measure:
        mine = mine.filter(measure=wanted.measure)
    if wanted.text:
        mine = mine.filter(unit__name__icontains=wanted.text)
    order = (F("unit__name").asc(nulls_first=True), "unit_id", "measure", "about")
    first = (wanted.page - 1) * PER_PAGE
    views = goal_views(mine.order_by(*order)[first : first + PER_PAGE])
    found = goals_found(Counting(facts(), actor, catalogue, today), views)
    return GoalsListed(
        wanted=wanted,
        period=period,
        periods=tuple({*periods, period}),
        measures=tuple(MEASURES[name] for name in measures),
        found=found,
        sealed=_sealed(actor, period, found) if period.is_over(today) else {},
        total=mine.count(),
        titles=titles_of(actor, catalogue),
        is_empty=not periods,
        is_scoped=actor.scope is not None,
    )


def _sealed(actor: Actor, period: Period, found: Sequence[GoalFound]) -> dict[UUID, Sealed]:
    """What was sealed of these goals' figures: of whole units, not of single surveys or questions."""
    sealed: dict[UUID, Sealed] = {}
    plain = [one for one in found if one.goal.survey_id is None and not one.goal.question]
    for measure in dict.fromkeys(one.goal.measure for one in plain):
        mine = [one.goal for one in plain if one.goal.measure == measure]
        known = sealed_of_units(actor.organisation.id, period, measure, [goal.unit_id for goal in mine])
        sealed |= {goal.id: known[goal.unit_id] for goal in mine if goal.unit_id in known}
    return sealed


def goal_opened(actor: Actor, goal: Goal, now: datetime) -> GoalOpened:
    """One goal with every change of it and who made it."""
    catalogue = catalogue_of(actor)
    (found,) = goals_found(Counting(facts(), actor, catalogue, today_of(actor, now)), [goal_view(goal)])
    changes = changes_of(goal.id)
    names = names_in_record(actor.organisation.id, {str(one.actor_id) for one in changes if one.actor_id})
    return GoalOpened(found, changes, names, titles_of(actor, catalogue))


def units_to_set(
    actor: Actor,
    goals: QuerySet[Goal],
    wanted: GoalsWanted,
    today: date,
    *,
    survey: str = "",
    question: str = "",
) -> EditAsked:
    """One page of the units whose goals this actor may set, with the targets they have.

    Errors: `BadAddress` and metrics' `UnlikeScales` where survey and question do not fit the measure.
    """
    catalogue = catalogue_of(actor)
    offered = tuple(dict.fromkeys(measure for measure, _ in catalogue.measures()))
    measure = MEASURES[wanted.measure] if wanted.measure else next(iter(offered), MEASURES["nps"])
    period = wanted.period or period_of(Step.QUARTER, today)
    titles = titles_of(actor, catalogue)
    questions = tuple(
        one for one in _once(catalogue) if one.scale == measure.scale.id or measure.id == "mean"
    )
    chosen = question if question in {one.id for one in questions} else ""
    about = next((str(key) for key in titles.words["survey"] if key == survey), "")
    filters = {name: (value,) for name, value in (("survey", about), ("question", chosen)) if value}
    scale = catalogue.scale_for(measure, filters)
    places = _places(actor, wanted.text, period)
    first = (wanted.page - 1) * PER_PAGE
    targets = targets_of(goals, measure.id, period)
    shown = places[first : first + PER_PAGE]
    return EditAsked(
        wanted=wanted,
        measure=measure,
        scale=scale,
        period=period,
        survey=UUID(about) if about else None,
        question=chosen,
        measures=offered,
        periods=tuple({*_settable(today), period}),
        questions=questions,
        surveys=titles.words["survey"],
        lines=tuple(_line(unit, targets, about, chosen) for unit in shown),
        total=len(places),
        branches=tuple(unit.id for unit in places if unit is not None and unit.kind == UnitKind.BRANCH),
    )


def _line(unit: UnitView | None, targets: Mapping[str, float], survey: str, question: str) -> GoalLine:
    unit_id = unit.id if unit else None
    return GoalLine(unit_id, unit.name if unit else "", targets.get(f"{unit_id or ''}|{survey}|{question}"))


def _places(actor: Actor, text: str, period: Period) -> list[UnitView | None]:
    """The whole organisation for who sees all of it, then the units in sight that exist in the period."""
    wanted = text.casefold()
    units: list[UnitView | None] = [
        unit
        for unit in units_of(actor.organisation.id)
        if actor.sees_unit(unit.id)
        and (unit.valid_to is None or unit.valid_to > period.start)
        and (wanted in unit.name.casefold() or wanted in unit.code.casefold())
    ]
    return [None, *units] if actor.scope is None and not text else units


def _once(catalogue: Catalogue) -> Sequence[Asked]:
    return tuple({one.id: one for one in catalogue.questions}.values())


def _usual(periods: Sequence[Period], today: date) -> Period:
    """The shortest running period with goals; else the latest with any; else this quarter."""
    running = [one for one in periods if not one.is_ahead(today) and not one.is_over(today)]
    if running:
        return min(running, key=lambda one: one.window.days or 0)
    return periods[0] if periods else period_of(Step.QUARTER, today)


def _settable(today: date) -> list[Period]:
    found = []
    for step in GOAL_STEPS:
        period = period_of(step, today)
        for _ in range(_BACK[step]):
            period = period.before()
        for _ in range(_BACK[step] + _AHEAD[step]):
            found.append(period)
            period = period.next()
    return found
