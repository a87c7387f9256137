"""Contacts for programs: look one up, forget one, say what happened to them, ask for segments."""

from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Field, Router, Schema, Status
from pydantic import AwareDatetime

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor, segment_for
from ohlas.customers.actions import (
    HappenedIn,
    erase_contact,
    grant_consent,
    record_contact_event,
    save_segment,
    withdraw_consent,
)
from ohlas.customers.errors import BadCondition, BadContact, BadKey
from ohlas.customers.queries import ContactView, contact_of, contact_view, count_of, segment_view, segments_of
from ohlas.customers.queries.namedays import name_day_week
from ohlas.customers.rules import Channel, ContactDetails, EventKind, Purpose, country_of_zone
from ohlas.customers.rules.namedays import day_of
from ohlas.lib.problems import json_response, problem

router = Router(tags=["customers"])


class KeyOut(Schema):
    source: str
    key: str


class ContactOut(Schema):
    id: UUID
    name: str
    email: str
    phone: str
    language: str
    attributes: dict[str, str]
    keys: list[KeyOut]
    created_at: datetime


class Problem(Schema):
    title: str
    status: int
    detail: str


class CelebrationOut(Schema):
    day: date
    contact: UUID = Field(alias="contact_id")
    called: str
    name: str
    country: str


class NameDaysOut(Schema):
    since: date
    until: date
    total: int
    celebrations: list[CelebrationOut]


class EventIn(Schema):
    client_id: str = Field(description="Your own id of the event; sent again it changes nothing.")
    kind: EventKind
    source: str = Field(description="The system that names the contact, such as e-shop.")
    key: str = Field(description="The contact's key in that system.")
    at: AwareDatetime | None = Field(None, description="When it happened, with its zone; now if missing.")
    details: dict[str, str] = Field(default_factory=dict)
    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


class EventOut(Schema):
    id: UUID


class ConsentIn(Schema):
    purpose: Purpose = Purpose.SURVEYS
    channel: Channel = Channel.EMAIL
    granted: bool | None = Field(None, description="True for yes, false for no; must be given.")
    text_version: str = Field("", max_length=60, description="Which text the person agreed to.")
    proof: str = Field("", max_length=200, description="Where and how they said so.")
    by_person: bool = Field(False, description="They did it themselves: only that lifts an earlier no.")


class ConsentOut(Schema):
    granted: bool


class SegmentIn(Schema):
    name: str
    condition: dict[str, Any]  # a tree that `rules.conditions` reads


class SegmentOut(Schema):
    id: UUID
    name: str
    condition: dict[str, Any]  # as above
    contacts: int | None = None


@router.post(
    "/contacts/events",
    auth=ApiKeyAuth(Permission.EDIT_CONTACTS),
    response={201: EventOut, 422: Problem},
    summary="Something happened to a contact",
)
def post_event(request: HttpRequest, body: EventIn) -> HttpResponse:
    """A purchase, delivery, closed contact, visit or cancellation; the contact is met if need be.

    Sent again with the same `client_id` it answers alike with `Idempotent-Replayed: true`.
    """
    now = timezone.now()
    person = ContactDetails(body.name, body.email, body.phone, body.language)
    happened = HappenedIn(
        body.client_id, body.kind, body.source, body.key, body.at or now, body.details, person
    )
    try:
        event_id, is_replay = record_contact_event(actor=_actor(request), happened=happened, now=now)
    except (BadContact, BadKey) as fault:
        return problem(422, "The event cannot be taken", str(fault))
    headers = {"Idempotent-Replayed": "true"} if is_replay else None
    return json_response({"id": str(event_id)}, status=201, headers=headers)


@router.post(
    "/contacts/{uuid:contact_id}/consents",
    auth=ApiKeyAuth(Permission.EDIT_CONTACTS),
    response={200: ConsentOut, 404: Problem, 422: Problem},
    summary="A contact agrees, or wants no more",
)
def post_consent(request: HttpRequest, contact_id: UUID, body: ConsentIn) -> HttpResponse:
    """`granted` in the answer says what holds now: who said no stays out until they say yes themselves."""
    contact = contact_for_actor(_actor(request), contact_id, Permission.EDIT_CONTACTS)
    if body.granted is None:
        return problem(422, "Nothing was said", "granted: send true or false.")
    purpose, channel, now = body.purpose, body.channel, timezone.now()
    if not body.granted:
        withdraw_consent(contact=contact, purpose=purpose, channel=channel, now=now, proof=body.proof)
        return json_response({"granted": False})
    holds = grant_consent(
        contact=contact,
        purpose=purpose,
        channel=channel,
        now=now,
        text_version=body.text_version,
        proof=body.proof,
        by_person=body.by_person,
    )
    return json_response({"granted": holds})


@router.get(
    "/segments",
    auth=ApiKeyAuth(Permission.SEE_CONTACTS),
    response=list[SegmentOut],
    summary="Saved segments",
)
def get_segments(request: HttpRequest) -> list[SegmentOut]:
    views = segments_of(_actor(request).organisation.id)
    return [SegmentOut(id=one.id, name=one.name, condition=dict(one.condition)) for one in views]


@router.post(
    "/segments",
    auth=ApiKeyAuth(Permission.EDIT_CONTACTS),
    response={201: SegmentOut, 422: Problem},
    summary="Save a segment",
)
def post_segment(request: HttpRequest, body: SegmentIn) -> Any:  # Ninja reads the shape from `response`
    actor, now = _actor(request), timezone.now()
    try:
        segment_id = save_segment(actor=actor, name=body.name, condition=body.condition, now=now)
    except BadCondition as fault:
        one = {"field": fault.place, "given": fault.given, "allowed": fault.allowed}
        return problem(422, "The condition cannot be read", str(fault), problems=[one])
    except BadContact as fault:
        return problem(422, "The segment cannot be saved", str(fault))
    return Status(201, _segment(actor, segment_id, now))


@router.get(
    "/segments/{uuid:segment_id}",
    auth=ApiKeyAuth(Permission.SEE_CONTACTS),
    response={200: SegmentOut, 404: Problem, 422: Problem},
    summary="One segment, counted now",
)
def get_segment(request: HttpRequest, segment_id: UUID) -> Any:  # as above
    try:
        return _segment(_actor(request), segment_id, timezone.now())
    except BadCondition as fault:
        return problem(422, "The condition cannot be read any more", str(fault))


@router.get(
    "/contacts",
    auth=ApiKeyAuth(Permission.SEE_CONTACTS),
    response={200: ContactOut, 404: Problem},
    summary="The contact a source knows by a key",
)
def get_contact_by_key(request: HttpRequest, source: str, key: str) -> ContactView:
    if "\0" in source or "\0" in key:
        raise NotHere
    found = contact_of(_actor(request).organisation.id, source.strip(), key.strip())
    if found is None:
        raise NotHere
    return contact_view(contact_for_actor(_actor(request), found))


@router.get(
    "/contacts/name-days",
    auth=ApiKeyAuth(Permission.SEE_CONTACTS),
    response={200: NameDaysOut, 422: Problem},
    summary="Who has a name day within a week",
)
def get_name_days(request: HttpRequest, since: str = "") -> Any:  # Ninja reads the shape from `response`
    """Contacts who celebrate on the seven days from `since` on, today if missing; up to 500 of them."""
    organisation = _actor(request).organisation
    day = day_of(since) if since else timezone.now().astimezone(ZoneInfo(organisation.zone)).date()
    if day is None:
        return problem(
            422, "No such day", f"since: {since[:40]!r} is no day; one such as 2026-03-01 is allowed."
        )
    return name_day_week(organisation.id, day, country_of_zone(organisation.zone))


@router.get(
    "/contacts/{uuid:contact_id}",
    auth=ApiKeyAuth(Permission.SEE_CONTACTS),
    response={200: ContactOut, 404: Problem},
    summary="One contact",
)
def get_contact(request: HttpRequest, contact_id: UUID) -> ContactView:
    return contact_view(contact_for_actor(_actor(request), contact_id))


@router.delete(
    "/contacts/{uuid:contact_id}",
    auth=ApiKeyAuth(Permission.EDIT_CONTACTS),
    response={204: None, 404: Problem},
    summary="Erase a contact everywhere",
)
def delete_contact(request: HttpRequest, contact_id: UUID) -> Any:  # Ninja reads the shape from `response`
    """Removes the contact and all its answers from the record; the facts follow within seconds."""
    erase_contact(actor=_actor(request), contact_id=contact_id, now=timezone.now())
    return HttpResponse(status=204)


def _segment(actor: Actor, segment_id: UUID, now: datetime) -> SegmentOut:
    view = segment_view(segment_for(actor, segment_id))
    n = count_of(actor.organisation.id, view.condition, now)
    return SegmentOut(id=view.id, name=view.name, condition=dict(view.condition), contacts=n)


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    return actor
