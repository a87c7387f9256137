"""Goals for programs: the same reads and deeds as the page."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.insight.access import goals_for
from ohlas.insight.actions.goals import set_goals
from ohlas.insight.errors import BadAddress, BadGoal, CannotClose
from ohlas.insight.queries.goal_lists import GoalsWanted, goals_listed
from ohlas.insight.queries.goals import GoalFound
from ohlas.insight.rules.goals import GoalWish, measure_named, read_period
from ohlas.insight.rules.parameters import in_query
from ohlas.lib.problems import problem
from ohlas.metrics import MetricsError

router = Router(tags=["insight"])
REFUSALS = (BadGoal, BadAddress, CannotClose, MetricsError)


class GoalIn(Schema):
    """One goal; a target of null takes it away."""

    measure: str
    period: str
    target: float | None
    unit: UUID | None = None
    survey: UUID | None = None
    question: str = ""


class GoalsIn(Schema):
    goals: list[GoalIn]


class GoalsDone(Schema):
    batch: UUID
    set: int
    changed: int
    removed: int


class OutlookOut(Schema):
    value: float
    low: float
    high: float
    chance: float


class GoalOut(Schema):
    id: UUID
    measure: str
    unit: UUID | None
    survey: UUID | None
    question: str
    target: float
    value: float | None
    low: float | None
    high: float | None
    n: int
    gap: float | None
    at_the_end: OutlookOut | None
    verdict: str
    refusal: str


class GoalsOut(Schema):
    period: str
    since: date
    until: date
    total: int
    page: int
    goals: list[GoalOut]


class Refusal(Schema):
    title: str
    status: int
    detail: str


_PERIOD_OPENAPI = in_query(
    ("period", "month, quarter or year by its first day: quarter:2026-10-01. Usually one that runs."),
    ("measure", "Only goals of this measure."),
    ("page", "From 1 on, 50 goals each."),
)


@router.get(
    "/goals",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response={200: GoalsOut, 422: Refusal},
    openapi_extra=_PERIOD_OPENAPI,
    summary="Goals, where they stand and where they will end",
)
def get_goals(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    """Figure, 95 % interval and n today; expected value at the period's end with interval and chance; verdict."""
    actor, given = actor_of(request), request.GET
    try:
        period = read_period(given["period"]) if given.get("period") else None
        measure = measure_named(given["measure"]).id if given.get("measure") else ""
    except BadGoal as error:
        return problem(422, "No such goals", str(error))
    page = given.get("page", "1")
    wanted = GoalsWanted(period, measure, "", max(int(page[:6]), 1) if page.isdecimal() else 1)
    listed = goals_listed(actor, goals_for(actor), wanted, timezone.now())
    window = listed.period.window
    return {
        "period": listed.period.key,
        "since": window.since,
        "until": window.last_day,
        "total": listed.total,
        "page": wanted.page,
        "goals": [_goal(one) for one in listed.found],
    }


@router.put(
    "/goals",
    auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
    response={200: GoalsDone, 422: Refusal},
    summary="Set, change or remove goals",
)
def put_goals(request: HttpRequest, body: GoalsIn) -> Any:  # Ninja reads the shape from `response`
    """All or none. The same goals again change nothing. Targets of shares are 0 to 1."""
    try:
        wishes = [
            GoalWish(
                measure_named(one.measure).id,
                read_period(one.period),
                one.target,
                one.unit,
                one.survey,
                one.question,
            )
            for one in body.goals
        ]
        return asdict(set_goals(actor=actor_of(request), wishes=wishes, now=timezone.now()))
    except REFUSALS as error:
        return problem(422, "These goals cannot be set", str(error))


def actor_of(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    return actor


def _goal(found: GoalFound) -> dict[str, Any]:
    goal, figure = found.goal, found.figure
    return {
        "id": goal.id,
        "measure": goal.measure.id,
        "unit": goal.unit_id,
        "survey": goal.survey_id,
        "question": goal.question,
        "target": goal.target,
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "n": figure.n,
        "gap": found.gap,
        "at_the_end": asdict(found.outlook) if found.outlook else None,
        "verdict": found.verdict.value,
        "refusal": found.refusal,
    }
