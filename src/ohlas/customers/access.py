"""The only way to get a contact for an actor."""

from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.customers.models import Contact


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
