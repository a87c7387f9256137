"""Response rates, drivers and queries for programs: the same functions, the same numbers as on the pages."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja import Router, Schema

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.engine import BadQuery
from ohlas.insight.api.metrics import Problem, with_survey_ids
from ohlas.insight.errors import BadAddress, BadDocument
from ohlas.insight.pages.documents import answer_json, query_address
from ohlas.insight.pages.driver_document import DRIVERS_OPENAPI, drivers_document
from ohlas.insight.pages.field_exports import FIELD_OPENAPI, field_document
from ohlas.insight.queries import facts
from ohlas.insight.queries.documents import answered
from ohlas.insight.queries.field import field_wish
from ohlas.insight.rules.document_schema import QUERY_OPENAPI
from ohlas.insight.rules.documents import read_text
from ohlas.lib.problems import problem
from ohlas.metrics import MetricsError
from ohlas.outreach.queries.field import BY, field_report

router = Router(tags=["insight"])
MOST_BYTES = 64 * 1024
"""A document of 50 filters with long values; a list of a thousand ids is no query but a table."""


class FieldRate(Schema):
    value: float | None
    low: float | None
    high: float | None


class FieldOut(Schema):
    key: str
    asked: int
    waiting: int
    running: int
    dispositions: dict[str, int]
    e: float | None
    rates: dict[str, FieldRate]


class FieldReportOut(Schema):
    by: str
    total: FieldOut
    groups: list[FieldOut]
    hours_to_answer: dict[str, float] | None
    broke_off: dict[str, int]


@router.get(
    "/outreach/field",
    auth=ApiKeyAuth(Permission.SEE_PROGRAMMES),
    response=FieldReportOut,
    openapi_extra=FIELD_OPENAPI,
    summary="What became of everybody asked",
)
def get_field(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    """Dispositions and AAPOR response rates with 95 % intervals, as on the page of response rates."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    wished = request.GET.get("by", "")
    by = wished if wished in BY else BY[0]
    return field_document(field_report(field_wish(request.GET, actor), by, timezone.now()), by)


@router.get(
    "/drivers",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response={200: dict[str, Any], 422: Problem},
    openapi_extra=DRIVERS_OPENAPI,
    summary="What a score goes with",
)
def get_drivers(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    """Each driver's share of R² with a 95 % interval, its sign, what one grade more goes with, and its place.

    Association, not proof. What was left out and why stands beside; drivers without evidence are named.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    try:
        given = with_survey_ids(dict(request.GET.lists()), actor)
        return drivers_document(
            actor, {name: list(map(str, one)) for name, one in given.items()}, timezone.now()
        )
    except (BadAddress, BadQuery, MetricsError) as error:
        return problem(422, "Nothing can be said here", str(error))


@router.post(
    "/query",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response={200: dict[str, Any], 400: Problem, 413: Problem, 422: Problem},
    openapi_extra=QUERY_OPENAPI,
    summary="Ask the facts anything they hold",
)
def post_query(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    """Tallies, and scores with 95 % interval and n, for exactly what the document asks, with a receipt.

    An unknown part, field, measure or survey is refused with 422 naming the nearest; nothing is guessed.
    Of anonymous surveys only whole released groups are counted, as everywhere.
    """
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    if len(request.body) > MOST_BYTES:
        return problem(413, "Too large", f"The document may have up to {MOST_BYTES // 1024} kB.")
    try:
        document = read_text(request.body)
        found = answered(facts(), actor, document)
    except BadDocument as error:
        if error.is_unreadable:
            return problem(400, "The body cannot be read", str(error))
        faults = [vars(one) for one in error.faults]
        return problem(422, "This query cannot be asked", str(error), problems=faults)
    except (BadAddress, BadQuery, MetricsError) as error:
        return problem(422, "This query cannot be asked", str(error))
    return answer_json(found, request.build_absolute_uri(query_address(document, actor.organisation.slug)))
