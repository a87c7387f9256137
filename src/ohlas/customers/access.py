"""The only way to get a contact for an actor."""

from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.customers.models import Contact, ContactImport, Segment


def contact_for_actor(
    actor: Actor, contact_id: UUID, permission: Permission = Permission.SEE_CONTACTS
) -> Contact:
    """The contact, when it belongs to the actor's organisation and the actor has the right.

    Errors: `Forbidden`, `NotHere`.
    """
    require(actor, permission)
    found = Contact.objects.filter(id=contact_id, organisation_id=actor.organisation.id).first()
    if found is None:
        raise NotHere
    return found


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
