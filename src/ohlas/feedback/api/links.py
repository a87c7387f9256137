"""Links for programs: a shop asks for one per order and sends it in its own mail."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions import LinkWish, create_link
from ohlas.feedback.errors import BadLink
from ohlas.feedback.rules.links import LinkKind
from ohlas.lib.config import config
from ohlas.lib.problems import problem
from ohlas.surveys.queries import standing


class LinkIn(Schema):
    survey: str = Field(min_length=1, max_length=160, description="The survey's id or name.")
    kind: LinkKind = LinkKind.PERSONAL
    channel: str = "link"
    language: str = ""
    unit: str = Field("", max_length=60, description="A unit's code.")
    employee: str = Field("", max_length=60, description="An employee's code.")
    contact: UUID | None = Field(None, description="Who will answer; needs the right contacts:read.")
    expires_at: datetime | None = None


class LinkOut(Schema):
    id: UUID
    url: str
    expires_at: datetime | None


class LinkProblem(Schema):
    title: str
    status: int
    detail: str
    problems: list[dict[str, str]] = Field(default_factory=list)


def offer_links(router: Router) -> None:
    """Adds the route to the room's own router: one router per room keeps one table of rights."""
    router.post(
        "/links",
        auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
        response={201: LinkOut, 422: LinkProblem},
        summary="A new link to a survey",
    )(post_link)


def post_link(request: HttpRequest, body: LinkIn) -> Any:  # Ninja reads the shape from `response`
    """A personal link takes one answer and is shown only here; an open one may be asked for again."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    now = timezone.now()
    found = standing(actor.organisation.id, body.survey, now)
    if found is None:
        return _refused("survey", "There is no such survey.")
    ends = body.expires_at
    if ends is not None and ends.tzinfo is None:
        return _refused("expires_at", "A time needs its zone, as in …Z.")
    wish = LinkWish(
        kind=body.kind,
        channel=body.channel,
        language=body.language,
        unit=body.unit,
        employee=body.employee,
        contact_id=body.contact,
        expires_at=ends,
    )
    try:
        made = create_link(actor=actor, survey_id=found.survey_id, wish=wish, now=now)
    except BadLink as error:
        return _refused(error.field, str(error))
    except NotHere:
        return _refused("contact", "There is no such contact.")
    base = config().public_url or request.build_absolute_uri("/")[:-1]
    return Status(201, {"id": made.id, "url": base + made.path, "expires_at": made.expires_at})


def _refused(field: str, detail: str) -> HttpResponse:
    problems = [{"field": field, "given": "", "allowed": detail}]
    return problem(422, "The link cannot be made", detail, problems=problems)
