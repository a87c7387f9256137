"""Reaching people, for programs: programmes, their plan, contacts told by others, and people left alone."""

from datetime import date
from typing import Any  # a settings document, which `rules.programmes` reads
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema
from pydantic import AwareDatetime

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor
from ohlas.lib.problems import json_response, problem
from ohlas.outreach.access import programme_for
from ohlas.outreach.actions.holding import hold_contact, lift_hold
from ohlas.outreach.actions.occasions import ask_by_hand
from ohlas.outreach.actions.planning import plan_for
from ohlas.outreach.actions.programmes import (
    change_programme,
    end_programme,
    make_programme,
    pause_programme,
    start_programme,
)
from ohlas.outreach.actions.touches import Told, record_touches
from ohlas.outreach.errors import BadProgramme, WrongState
from ohlas.outreach.pages.plan.document import plan_document
from ohlas.outreach.queries.planning import Plan
from ohlas.outreach.queries.programmes import ProgrammeView, programme_view, programmes_of, skips_of
from ohlas.outreach.rules import TouchKind
from ohlas.outreach.rules.programmes import write_programme
from ohlas.outreach.rules.whatif import read_whatif

MOST_TOLD = 1000
MOST_ASKED = 10_000


class Problem(Schema):
    title: str
    status: int
    detail: str


class ProgrammeIn(Schema):
    name: str
    survey: UUID
    segment: UUID | None = Field(None, description="Everybody, if missing.")
    priority: int = Field(5, ge=1, le=9)
    settings: dict[str, Any] = Field(default_factory=dict, description="What is absent has its default.")


class ProgrammeOut(Schema):
    id: UUID
    name: str
    state: str
    priority: int
    survey: UUID
    segment: UUID | None
    settings: dict[str, Any]  # as above
    asked: int
    answered: int
    waiting: int
    next_turn: date | None
    trouble: str = Field(description="What keeps a running programme from asking; empty: nothing.")
    skipped: dict[str, int] | None = None


class AskIn(Schema):
    contacts: list[UUID] = Field(default_factory=list, max_length=MOST_ASKED, description="At least one.")


class AskOut(Schema):
    new: int


class TouchIn(Schema):
    client_id: str = Field(description="Your own id of it; sent again it changes nothing.")
    kind: TouchKind = Field(description="offer or newsletter; invitations count by themselves.")
    source: str = Field(description="The system that names the contact, such as e-shop.")
    key: str = Field(description="The contact's key in that system.")
    at: AwareDatetime | None = Field(None, description="When it was sent, with its zone; now if missing.")


class TouchesIn(Schema):
    touches: list[TouchIn] = Field(min_length=1, max_length=MOST_TOLD)


class TouchesOut(Schema):
    new: int
    unknown: list[str] = Field(description="Client ids whose person nobody knows.")


class HoldIn(Schema):
    reason: str = Field("", max_length=60, description="At least one letter; names what to lift later.")
    until: AwareDatetime | None = Field(None, description="Until lifted, if missing.")


class TrialIn(Schema):
    policy: dict[str, Any] | None = Field(None, description="Another budget: windows, rules, ages_after.")
    programmes: dict[str, dict[str, Any]] | None = Field(
        None, description="By id: sample, every_days, wait_days, priority, runs."
    )


class HoldOut(Schema):
    held: bool


def get_programmes(request: HttpRequest) -> HttpResponse:
    """Running ones first."""
    organisation = _actor(request).organisation
    views = programmes_of(organisation.id, organisation.zone, timezone.now())
    return json_response([_out(one) for one in views])


def post_programme(request: HttpRequest, body: ProgrammeIn) -> HttpResponse:
    """What cannot be is refused with its place, what was given and what is allowed."""
    actor, now = _actor(request), timezone.now()
    try:
        row = make_programme(
            actor=actor, name=body.name, survey_id=body.survey, settings=body.settings, now=now
        )
        changes = {"priority": body.priority, "segment_id": body.segment}
        row = change_programme(actor=actor, programme_id=row.id, changes=changes, now=now)
    except BadProgramme as fault:
        return problem(422, "The programme cannot be made", str(fault))
    return json_response(_out(programme_view(row, actor.organisation.zone, now)), status=201)


def get_programme(request: HttpRequest, programme_id: UUID) -> HttpResponse:
    """`skipped` counts occasions by reason."""
    actor = _actor(request)
    row = programme_for(actor, programme_id)
    view = programme_view(row, actor.organisation.zone, timezone.now())
    return json_response({**_out(view), "skipped": dict(skips_of(row.id))})


def post_state(request: HttpRequest, programme_id: UUID, state: str = "") -> HttpResponse:
    """`state` is running, paused or ended; ended is for good."""
    actor, now = _actor(request), timezone.now()
    programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
    deeds = {"running": start_programme, "paused": pause_programme, "ended": end_programme}
    if state not in deeds:
        return problem(
            422, "Unknown state", f"state: “{state[:20]}” was given; {', '.join(deeds)} are allowed."
        )
    try:
        deeds[state](actor=actor, programme_id=programme_id, now=now)
    except WrongState as refused:
        return problem(409, "Not in this state", str(refused))
    except BadProgramme as fault:
        return problem(422, "It cannot start", str(fault))
    row = programme_for(actor, programme_id)
    return json_response(_out(programme_view(row, actor.organisation.zone, now)))


def post_ask(request: HttpRequest, programme_id: UUID, body: AskIn) -> HttpResponse:
    """Today, as far as consent and pacing allow; `new` counts those not yet chosen today."""
    actor = _actor(request)
    programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
    if not body.contacts:
        return problem(422, "Nobody is named", f"contacts: none was given; 1 to {MOST_ASKED} are allowed.")
    try:
        new = ask_by_hand(
            actor=actor, programme_id=programme_id, contact_ids=body.contacts, now=timezone.now()
        )
    except WrongState as refused:
        return problem(409, "Not in this state", str(refused))
    return json_response({"new": new})


def post_plan(request: HttpRequest, body: TrialIn) -> HttpResponse:
    """An empty body plans as things stand; `policy` and `programmes` try a change without saving it.

    202 with `done` and `of` while a big organisation is still being counted: ask again.
    """
    try:
        found = plan_for(
            actor=_actor(request), whatif=read_whatif(body.dict(exclude_none=True)), now=timezone.now()
        )
    except BadProgramme as fault:
        return problem(422, "This cannot be tried", str(fault))
    if isinstance(found, Plan):
        return json_response(plan_document(found, _actor(request)))
    return json_response({"done": found.done, "of": found.of}, status=202)


def post_touches(request: HttpRequest, body: TouchesIn) -> HttpResponse:
    """They count in each person's one budget of contacts; the same `client_id` counts once."""
    now = timezone.now()
    told = [Told(one.client_id, one.kind, one.source, one.key, one.at or now) for one in body.touches]
    try:
        taken = record_touches(actor=_actor(request), told=told, now=now)
    except BadProgramme as fault:
        return problem(422, "These cannot be taken", str(fault))
    return json_response({"new": taken.new, "unknown": list(taken.unknown)})


def post_hold(request: HttpRequest, contact_id: UUID, body: HoldIn) -> HttpResponse:
    """No programme asks them until then; what waits to leave is taken back. The same reason again moves the end."""
    actor, now = _actor(request), timezone.now()
    contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
    if not body.reason.strip():
        return problem(
            422, "No reason is named", "reason: nothing was given; 1 to 60 characters are allowed."
        )
    if body.until is not None and body.until <= now:
        return problem(
            422,
            "This moment is over",
            f"until: “{body.until.isoformat()}” was given; a later one is allowed.",
        )
    hold_contact(actor=actor, contact_id=contact.id, reason=body.reason, until=body.until, now=now)
    return json_response({"held": True})


def delete_hold(request: HttpRequest, contact_id: UUID, reason: str = "") -> HttpResponse:
    """As far as this reason goes."""
    actor = _actor(request)
    contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
    lift_hold(actor=actor, contact_id=contact.id, reason=reason, now=timezone.now())
    return json_response({"held": False})


def _out(view: ProgrammeView) -> dict[str, object]:
    return {
        "id": str(view.id),
        "name": view.name,
        "state": view.state.value,
        "priority": view.priority,
        "survey": str(view.survey_id),
        "segment": str(view.segment_id) if view.segment_id else None,
        "settings": write_programme(view.settings),
        "asked": view.asked,
        "answered": view.answered,
        "waiting": view.waiting,
        "next_turn": view.next_turn.isoformat() if view.next_turn else None,
        "trouble": view.trouble,
    }


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    return actor


def offer_programmes(router: Router) -> None:
    """Adds these calls to the room's own router."""
    router.get(
        "/programmes",
        auth=ApiKeyAuth(Permission.SEE_PROGRAMMES),
        response=list[ProgrammeOut],
        summary="Programmes and how they stand",
    )(get_programmes)
    router.post(
        "/programmes",
        auth=ApiKeyAuth(Permission.RUN_PROGRAMMES),
        response={201: ProgrammeOut, 404: Problem, 422: Problem},
        summary="A new programme, as a draft",
    )(post_programme)
    router.get(
        "/programmes/{uuid:programme_id}",
        auth=ApiKeyAuth(Permission.SEE_PROGRAMMES),
        response={200: ProgrammeOut, 404: Problem},
        summary="One programme, and whom it skipped",
    )(get_programme)
    router.post(
        "/programmes/{uuid:programme_id}/state",
        auth=ApiKeyAuth(Permission.RUN_PROGRAMMES),
        response={200: ProgrammeOut, 404: Problem, 409: Problem, 422: Problem},
        summary="Start, pause or end it",
    )(post_state)
    router.post(
        "/programmes/{uuid:programme_id}/ask",
        auth=ApiKeyAuth(Permission.RUN_PROGRAMMES),
        response={200: AskOut, 404: Problem, 409: Problem},
        summary="Ask these contacts by hand",
    )(post_ask)
    router.post(
        "/plan",
        auth=ApiKeyAuth(Permission.SEE_PROGRAMMES),
        response={200: dict[str, Any], 202: dict[str, Any], 422: Problem},  # counts by day, see the reference
        summary="Who would be asked in the next 30 days",
    )(post_plan)
    router.post(
        "/touches",
        auth=ApiKeyAuth(Permission.EDIT_CONTACTS),
        response={200: TouchesOut, 422: Problem},
        summary="Offers and newsletters sent by others",
    )(post_touches)
    router.post(
        "/contacts/{uuid:contact_id}/hold",
        auth=ApiKeyAuth(Permission.EDIT_CONTACTS),
        response={200: HoldOut, 404: Problem, 422: Problem},
        summary="Leave a contact alone for a while",
    )(post_hold)
    router.delete(
        "/contacts/{uuid:contact_id}/hold",
        auth=ApiKeyAuth(Permission.EDIT_CONTACTS),
        response={200: HoldOut, 404: Problem},
        summary="Let a contact be asked again",
    )(delete_hold)
