"""Customers: the routes, and how one of each of the things in their addresses is made."""

from collections.abc import Mapping
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import Unit
from ohlas.customers.actions import merge_contacts
from ohlas.customers.models import Contact, ContactAttribute, ContactIdentity, Segment, Suppression
from ohlas.lib.ids import new_id
from tests.isolation_cases.case import Case, P, Thing, deed, needs
from tests.world import NOW

PAGES: Mapping[str, Case] = {
    "customers:contacts": needs(P.SEE_CONTACTS),
    "customers:name_days": needs(P.SEE_CONTACTS),
    "customers:contact": needs(P.SEE_CONTACTS),
    "customers:erase": deed(P.EDIT_CONTACTS),
    "customers:edit": deed(P.EDIT_CONTACTS),
    "customers:reach": Case(P.EDIT_CONTACTS, "POST", owner_gets=422),  # an empty form
    "customers:unreach": deed(P.EDIT_CONTACTS, owner_gets=404),  # the address is another contact's
    "customers:consent": Case(P.EDIT_CONTACTS, "POST", owner_gets=422),  # as above
    "customers:merge": Case(P.EDIT_CONTACTS, "POST", owner_gets=422),  # as above
    "customers:unmerge": deed(P.EDIT_CONTACTS),
    "customers:export": deed(P.EDIT_CONTACTS),
    "customers:attributes": needs(P.EDIT_CONTACTS),
    "customers:attribute": deed(P.EDIT_CONTACTS),
    "customers:retire_attribute": deed(P.EDIT_CONTACTS),
    "customers:suppressions": needs(P.EDIT_CONTACTS),
    "customers:lift_suppression": deed(P.EDIT_CONTACTS),
    "customers:segments": needs(P.SEE_CONTACTS),
    "customers:new_segment": needs(P.EDIT_CONTACTS),
    "customers:segment": needs(P.EDIT_CONTACTS),
    "customers:delete_segment": deed(P.EDIT_CONTACTS),
}

CALLS: Mapping[str, P] = {
    "GET /contacts": P.SEE_CONTACTS,
    "GET /contacts/name-days": P.SEE_CONTACTS,
    "GET /contacts/{contact_id}": P.SEE_CONTACTS,
    "DELETE /contacts/{contact_id}": P.EDIT_CONTACTS,
    "POST /contacts/events": P.EDIT_CONTACTS,
    "POST /contacts/{contact_id}/consents": P.EDIT_CONTACTS,
    "GET /segments": P.SEE_CONTACTS,
    "POST /segments": P.EDIT_CONTACTS,
    "GET /segments/{segment_id}": P.SEE_CONTACTS,
}

PUBLIC: Mapping[str, str] = {}


def make_contact(actor: Actor, _unit: Unit) -> UUID:
    return Contact.objects.create(organisation_id=actor.organisation.id, name="Eva", created_at=NOW).id


def _identity(actor: Actor, unit: Unit) -> UUID:
    contact = make_contact(actor, unit)
    value = f"{new_id()}@example.com"
    return ContactIdentity.objects.create(
        organisation_id=actor.organisation.id, contact_id=contact, kind="email", value=value
    ).id


def _merge(actor: Actor, unit: Unit) -> UUID:
    kept, gone = make_contact(actor, unit), make_contact(actor, unit)
    return merge_contacts(actor=actor, kept_id=kept, gone_id=gone, now=NOW)


def _attribute(actor: Actor, _unit: Unit) -> UUID:
    return ContactAttribute.objects.create(
        organisation_id=actor.organisation.id, key="tier", title="Tier", kind="choice", column="t1"
    ).id


def _suppression(actor: Actor, _unit: Unit) -> UUID:
    return Suppression.objects.create(
        organisation_id=actor.organisation.id,
        digest=new_id().hex,
        channel="email",
        purpose="surveys",
        at=NOW,
    ).id


def _segment(actor: Actor, _unit: Unit) -> UUID:
    return Segment.objects.create(
        organisation_id=actor.organisation.id, name=f"x {new_id()}", condition={"all": []}, created_at=NOW
    ).id


OBJECTS: Mapping[str, Thing] = {
    "contact_id": Thing(make_contact),
    "identity_id": Thing(_identity),
    "merge_id": Thing(_merge),
    "attribute_id": Thing(_attribute),
    "suppression_id": Thing(_suppression),
    "segment_id": Thing(_segment),
}
