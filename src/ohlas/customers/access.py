"""The only way to get a contact for an actor."""

from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.customers.models import (
    Contact,
    ContactAttribute,
    ContactImport,
    ContactMerge,
    Segment,
    Suppression,
)
from ohlas.customers.queries.contacts import speaking_for


def contact_for_actor(
    actor: Actor, contact_id: UUID, permission: Permission = Permission.SEE_CONTACTS
) -> Contact:
    """The contact, when it belongs to the actor's organisation and the actor has the right.

    Of a card that was merged, the one that speaks for the person now.
    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    found = Contact.objects.filter(id=contact_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return speaking_for(found)


def segment_for(actor: Actor, segment_id: UUID, permission: Permission = Permission.SEE_CONTACTS) -> Segment:
    """The segment, as `contact_for_actor`.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    found = Segment.objects.filter(id=segment_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found


def contact_import_for(actor: Actor, import_id: UUID) -> ContactImport:
    """An import of contacts, for whoever may edit them.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, Permission.EDIT_CONTACTS)
    found = ContactImport.objects.filter(id=import_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found


def merge_for(actor: Actor, merge_id: UUID) -> ContactMerge:
    """A merge of two contacts, for whoever may edit them.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, Permission.EDIT_CONTACTS)
    rows = ContactMerge.objects.select_related("kept", "gone")
    found = rows.filter(id=merge_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found


def suppression_for(actor: Actor, suppression_id: UUID) -> Suppression:
    """An entry of the list of those who want no more, for whoever may edit contacts.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, Permission.EDIT_CONTACTS)
    found = Suppression.objects.filter(id=suppression_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found


def attribute_for(actor: Actor, attribute_id: UUID) -> ContactAttribute:
    """A declared attribute, for whoever may edit contacts.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, Permission.EDIT_CONTACTS)
    found = ContactAttribute.objects.filter(id=attribute_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found
