"""Signals for programs: record answers, one or many, and read them back.

The two recording routes read their bodies by hand (`rules.read_submission`): a general validator took
longer than the insert. What they take stands in the OpenAPI document all the same.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import response_for
from ohlas.feedback.actions import Recorded, count_refusal, declare_attribute, record_response
from ohlas.feedback.api.links import offer_links
from ohlas.feedback.errors import BadAttribute
from ohlas.feedback.queries import ResponseView, attributes_of, response_view
from ohlas.feedback.rules import Refusal, RefusalReason, read_submission
from ohlas.feedback.rules.openapi import BATCH_BODY, RESPONSE_BODY
from ohlas.lib.ids import new_id
from ohlas.lib.problems import json_response, problem

router = Router(tags=["feedback"])
offer_links(router)
MAX_BODY = 256 * 1024
MAX_BATCH_BODY = 5 * 1024 * 1024
MAX_BATCH = 1_000
_STATUS: Mapping[RefusalReason, int] = {
    RefusalReason.UNREADABLE: 400,
    RefusalReason.TOO_LARGE: 413,
    RefusalReason.NOT_PUBLISHED: 409,
    RefusalReason.SURVEY_CLOSED: 409,
}
"""Refusals that are not the body's fault; every other is 422."""
_TITLES: Mapping[RefusalReason, str] = {
    RefusalReason.UNREADABLE: "The body cannot be read",
    RefusalReason.TOO_LARGE: "Too large",
    RefusalReason.NOT_PUBLISHED: "The survey is not published",
    RefusalReason.SURVEY_CLOSED: "The survey takes no answers",
    RefusalReason.DUPLICATE: "The client id is taken",
}


class ProblemField(Schema):
    field: str
    given: str
    allowed: str


class Problem(Schema):
    title: str
    status: int
    detail: str
    reason: str | None = None
    problems: list[ProblemField] = Field(default_factory=list)


class Acknowledged(Schema):
    id: UUID
    version: UUID
    warnings: list[str]


class BatchItem(Schema):
    index: int
    id: UUID | None = None
    replayed: bool | None = None
    warnings: list[str] = Field(default_factory=list)
    problem: Problem | None = None


class BatchAnswer(Schema):
    recorded: int
    replayed: int
    refused: int
    items: list[BatchItem]


class AnswerOut(Schema):
    question: str
    text: str
    touchpoint: str | None
    scale: str | None
    value: float | None
    shown: str
    original: str | None


class ResponseOut(Schema):
    id: UUID
    survey: UUID = Field(alias="survey_id")
    version: int
    answered_at: datetime
    received_at: datetime
    channel: str
    language: str
    unit: UUID | None = Field(alias="unit_id")
    employee: UUID | None = Field(alias="employee_id")
    customer: UUID | None = Field(alias="contact_id")
    weight: float | None
    is_complete: bool
    answers: list[AnswerOut]
    attributes: dict[str, str]


class AttributeIn(Schema):
    key: str
    title: str = ""


class AttributeOut(Schema):
    key: str
    title: str


@router.post(
    "/responses",
    auth=ApiKeyAuth(Permission.RECORD_ANSWERS),
    response={201: Acknowledged, 400: Problem, 409: Problem, 413: Problem, 422: Problem},
    openapi_extra=RESPONSE_BODY,
    summary="Record one answer",
)
def post_response(request: HttpRequest) -> HttpResponse:
    """Stores one person's answers and acknowledges after the commit.

    Sent again with the same `client_id` or `Idempotency-Key` it changes nothing: the same
    acknowledgement comes with `Idempotent-Replayed: true`; with another body it is refused (422).
    """
    actor, now = _actor(request), timezone.now()
    document = _read(request, MAX_BODY)
    if isinstance(document, Refusal):
        return _refused(actor, document, now)
    outcome = _record(actor, document, request.headers.get("Idempotency-Key"), now)
    if isinstance(outcome, Refusal):
        return _said(outcome)
    headers = {"Idempotent-Replayed": "true"} if outcome.is_replay else None
    return json_response(_acknowledged(outcome), status=201, headers=headers)


@router.post(
    "/responses/batch",
    auth=ApiKeyAuth(Permission.RECORD_ANSWERS),
    response={200: BatchAnswer, 400: Problem, 413: Problem, 422: Problem},
    openapi_extra=BATCH_BODY,
    summary="Record up to 1,000 answers",
)
def post_batch(request: HttpRequest) -> HttpResponse:
    """Each item stands alone: those that fit are stored, the others come back with their problems.

    With an `Idempotency-Key`, items without a `client_id` get one made from it and their place.
    """
    actor, now = _actor(request), timezone.now()
    document = _read(request, MAX_BATCH_BODY)
    if isinstance(document, Refusal):
        return _refused(actor, document, now)
    items = document.get("responses") if isinstance(document, dict) else None
    if not isinstance(items, list) or not 1 <= len(items) <= MAX_BATCH:
        detail = f"The body must be an object with `responses`, a list of 1 to {MAX_BATCH} answers."
        return _refused(actor, Refusal(RefusalReason.BAD_FIELDS, detail), now)
    key = request.headers.get("Idempotency-Key")
    outcomes = [_record(actor, item, f"{key}:{n}" if key else None, now) for n, item in enumerate(items)]
    return json_response(_batch_answer(outcomes))


@router.get(
    "/responses/{uuid:response_id}",
    auth=ApiKeyAuth(Permission.SEE_ANSWERS),
    response={200: ResponseOut, 404: Problem},
    summary="Read one answer",
)
def get_response(request: HttpRequest, response_id: UUID) -> ResponseView:
    return response_view(response_for(_actor(request), response_id))


@router.get(
    "/attributes",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response=list[AttributeOut],
    summary="Declared attributes",
)
def get_attributes(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    return list(attributes_of(_actor(request).organisation.id))


@router.post(
    "/attributes",
    auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
    response={201: AttributeOut, 422: Problem},
    summary="Declare an attribute",
)
def post_attribute(request: HttpRequest, body: AttributeIn) -> Any:  # Ninja reads the shape from `response`
    """From now on it is a column of the dashboards; declared again, it only changes its title."""
    try:
        declare_attribute(actor=_actor(request), key=body.key, title=body.title, now=timezone.now())
    except BadAttribute as error:
        return problem(422, "The attribute cannot be declared", str(error))
    return Status(201, {"key": body.key, "title": body.title or body.key})


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    return actor


def _read(request: HttpRequest, longest: int) -> Any:  # whatever the document holds, or a Refusal
    try:
        body = request.body
    except RequestDataTooBig:
        body = None
    if body is None or len(body) > longest:
        return Refusal(RefusalReason.TOO_LARGE, f"The body may have up to {longest // 1024} kB.")
    try:
        return orjson.loads(body)
    except orjson.JSONDecodeError as error:
        return Refusal(RefusalReason.UNREADABLE, f"The body is not JSON in UTF-8: {error}.")


def _record(actor: Actor, document: object, key: str | None, now: datetime) -> Recorded | Refusal:
    submission = read_submission(
        document, organisation_id=actor.organisation.id, idempotency_key=key, new_id=new_id, now=now
    )
    if isinstance(submission, Refusal):
        count_refusal(actor.organisation.id, submission.reason, now)
        return submission
    return record_response(submission, now)


def _acknowledged(outcome: Recorded) -> dict[str, object]:
    return {"id": outcome.id, "version": outcome.version_id, "warnings": outcome.warnings}


def _batch_answer(outcomes: list[Recorded | Refusal]) -> dict[str, object]:
    items: list[dict[str, object]] = []
    for n, outcome in enumerate(outcomes):
        if isinstance(outcome, Refusal):
            items.append({"index": n, "problem": _document(outcome)})
        else:
            items.append({"index": n, "replayed": outcome.is_replay, **_acknowledged(outcome)})
    stored = [outcome for outcome in outcomes if isinstance(outcome, Recorded)]
    replayed = sum(outcome.is_replay for outcome in stored)
    return {
        "recorded": len(stored) - replayed,
        "replayed": replayed,
        "refused": len(outcomes) - len(stored),
        "items": items,
    }


def _refused(actor: Actor, refusal: Refusal, now: datetime) -> HttpResponse:
    count_refusal(actor.organisation.id, refusal.reason, now)
    return _said(refusal)


def _said(refusal: Refusal) -> HttpResponse:
    document = _document(refusal)
    return HttpResponse(
        orjson.dumps(document), status=_status(refusal), content_type="application/problem+json"
    )


def _status(refusal: Refusal) -> int:
    return _STATUS.get(refusal.reason, 422)


def _document(refusal: Refusal) -> dict[str, object]:
    return {
        "title": _TITLES.get(refusal.reason, "The answer cannot be taken"),
        "status": _status(refusal),
        "detail": refusal.detail,
        "reason": refusal.reason.value,
        "problems": [{"field": p.field, "given": p.given, "allowed": p.allowed} for p in refusal.problems],
    }
