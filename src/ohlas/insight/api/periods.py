"""Closed periods for programs: the same reads and deeds as the pages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from ohlas.accounts.access import ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.insight.access import closing_for, closings_for
from ohlas.insight.actions.closing import close_period, open_period
from ohlas.insight.api.goals import REFUSALS, Refusal, actor_of
from ohlas.insight.errors import BadGoal
from ohlas.insight.queries import facts
from ohlas.insight.queries.closing import (
    ClosingView,
    Restated,
    checked_seal,
    closing_view,
    closing_views,
    restated,
    scales_sealed,
    usual_scale,
)
from ohlas.insight.rules.goals import measure_named, read_period
from ohlas.insight.rules.sealing import written_figure
from ohlas.lib.problems import problem

router = Router(tags=["insight"])


class PeriodIn(Schema):
    period: str


class ReasonIn(Schema):
    reason: str = ""


class ClosingOut(Schema):
    id: UUID
    number: int
    period: str
    closed: bool
    closed_at: datetime
    opened_at: datetime | None
    reason: str
    tallies: int
    digest: str


class SealedFigure(Schema):
    value: float | None
    low: float | None
    high: float | None
    n: int


class RestatedOut(Schema):
    unit: UUID | None
    sealed: SealedFigure
    today: SealedFigure
    added: int


class ClosedPeriodOut(ClosingOut):
    whole: bool
    measure: str | None
    figures: list[RestatedOut]


_MEASURE_OPENAPI = {
    "parameters": [
        {
            "name": "measure",
            "in": "query",
            "required": False,
            "description": "Which measure's figures; usually the first one sealed.",
            "schema": {"type": "string"},
        }
    ]
}


@router.get(
    "/periods",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response=list[ClosingOut],
    summary="Closed periods",
)
def get_periods(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    """The latest closing first; those opened again say when and why."""
    return [_closing(one) for one in closing_views(closings_for(actor_of(request)))]


@router.post(
    "/periods",
    auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
    response={200: ClosingOut, 422: Refusal},
    summary="Close a period",
)
def post_period(request: HttpRequest, body: PeriodIn) -> Any:  # Ninja reads the shape from `response`
    """Seals the tallies of a period that is over; one that is closed already stays as it is."""
    try:
        return _closing(
            close_period(actor=actor_of(request), period=read_period(body.period), now=timezone.now())
        )
    except REFUSALS as error:
        return problem(422, "This period cannot be closed", str(error))


@router.get(
    "/periods/{closing_id}",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response={200: ClosedPeriodOut, 422: Refusal},
    openapi_extra=_MEASURE_OPENAPI,
    summary="What was sealed, and what it would be today",
)
def get_period(request: HttpRequest, closing_id: UUID) -> Any:  # Ninja reads the shape from `response`
    """`whole` says whether every digest still holds; a unit of null is the whole organisation."""
    actor = actor_of(request)
    closing = closing_for(actor, closing_id)
    try:
        measure = measure_named(request.GET["measure"]) if request.GET.get("measure") else None
    except BadGoal as error:
        return problem(422, "No such measure", str(error))
    pair = usual_scale(scales_sealed(closing_id), measure)
    rows = restated(facts(), actor, closing, *pair) if pair else ()
    return {
        **_closing(closing_view(closing)),
        "whole": checked_seal(closing).is_whole,
        "measure": pair[0].id if pair else None,
        "figures": [_restated(one) for one in rows],
    }


@router.post(
    "/periods/{closing_id}/open",
    auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
    response={200: ClosingOut, 422: Refusal},
    summary="Open a period again",
)
def post_open_period(
    request: HttpRequest, closing_id: UUID, body: ReasonIn
) -> Any:  # Ninja reads the shape from `response`
    """Needs a reason, which is kept; what was sealed stays in the list."""
    actor = actor_of(request)
    try:
        return _closing(
            open_period(actor=actor, closing_id=closing_id, reason=body.reason, now=timezone.now())
        )
    except REFUSALS as error:
        return problem(422, "This period cannot be opened", str(error))


def _closing(view: ClosingView) -> dict[str, Any]:
    return {
        "id": view.id,
        "number": view.number,
        "period": view.period.key,
        "closed": view.is_closed,
        "closed_at": view.closed_at,
        "opened_at": view.reopened_at,
        "reason": view.reason,
        "tallies": view.tallies,
        "digest": view.digest,
    }


def _restated(one: Restated) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "sealed": written_figure(one.sealed),
        "today": written_figure(one.today),
        "added": one.added,
    }
