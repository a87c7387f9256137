"""The goals of the periods that run today, those in danger first."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from ohlas.accounts.queries import units_below
from ohlas.insight.queries.goals import Counting, GoalFound, goal_views, goals_found, goals_seen
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.goals import GOAL_STEPS, Verdict, period_of
from ohlas.insight.rules.tiles import TileSpec

MOST_COUNTED, MOST_SHOWN = 24, 8
"""Goals of one tile; all of them are on their own page."""
_UNFIT = frozenset({"unit", "survey", "question"})
_DANGER = (Verdict.OUT_OF_REACH, Verdict.AT_RISK, Verdict.TOO_EARLY, Verdict.ON_COURSE)


@dataclass(frozen=True)
class GoalsData:
    """`more` goals are not shown; `unused` filters do not narrow goals."""

    found: tuple[GoalFound, ...]
    more: int
    unused: tuple[str, ...]


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> GoalsData:
    filters = asked.ask.filters
    goals = goals_seen(frame.actor)
    if tile.measure:
        goals = goals.filter(measure=tile.measure)
    if "unit" in filters:
        below = units_below(frame.actor.organisation.id, _ids(filters["unit"]))
        goals = goals.filter(unit_id__in=below)
    if "survey" in filters:
        goals = goals.filter(survey_id__in=_ids(filters["survey"]))
    if "question" in filters:
        goals = goals.filter(question__in=filters["question"])
    order = (F("unit__name").asc(nulls_first=True), "measure", "about")
    running = [
        goal
        for period in (period_of(step, frame.today) for step in GOAL_STEPS)
        for goal in goals.filter(step=period.step.value, start=period.start).order_by(*order)[:MOST_COUNTED]
    ]
    counting = Counting(frame.store, frame.actor, frame.catalogue, frame.today)
    found = sorted(goals_found(counting, goal_views(running[:MOST_COUNTED])), key=_danger)
    return GoalsData(
        tuple(found[:MOST_SHOWN]), max(len(running) - MOST_SHOWN, 0), tuple(sorted(filters.keys() - _UNFIT))
    )


def _danger(found: GoalFound) -> int:
    return _DANGER.index(found.verdict) if found.verdict in _DANGER else len(_DANGER)


def _ids(chosen: tuple[str, ...]) -> list[UUID]:
    return [found for one in chosen if (found := _id_of(one))]


def _id_of(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
