"""Crosstabs for programs."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.engine import BadQuery
from ohlas.insight.errors import BadAddress
from ohlas.insight.pages.crossed import crossed_json
from ohlas.insight.queries import attribute_fields, facts
from ohlas.insight.queries.crossed import crossed
from ohlas.insight.rules.crossed import CROSSED_OPENAPI, parse_crossed
from ohlas.lib.problems import problem
from ohlas.metrics import MetricsError

router = Router(tags=["insight"])


@router.get(
    "/crosstab",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response={200: dict[str, Any]},
    openapi_extra=CROSSED_OPENAPI,
    summary="A question's answers by groups, with letters of significance",
)
def get_crosstab(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    """Shares with 95 % intervals, n and effective n, and the letters of the columns each share is clearly above."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    try:
        given = {name: list(map(str, one)) for name, one in request.GET.lists()}
        wish = parse_crossed(given, list(attribute_fields(actor)))
        return crossed_json(crossed(facts(), actor, wish, timezone.now()))
    except (BadAddress, BadQuery, MetricsError) as error:
        return problem(422, "This table cannot be given", str(error))
