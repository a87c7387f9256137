"""Contacts for programs: look one up by its key, forget one."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from ohlas.accounts.access import Actor, ApiKeyAuth
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor
from ohlas.customers.actions import erase_contact
from ohlas.customers.queries import ContactView, contact_of, contact_view

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


def _actor(request: HttpRequest) -> Actor:
    actor: Actor = request.actor  # type: ignore[attr-defined]  # set by ApiKeyAuth
    return actor
