"""The only way to get an import for somebody."""

from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.exchange.models import Import
from ohlas.exchange.queries import ImportView, view_of


def imports_for(actor: Actor, limit: int = 100) -> list[ImportView]:
    """The organisation's imports, newest first."""
    require(actor, Permission.IMPORT)
    rows = Import.objects.filter(organisation_id=actor.organisation.id).order_by("-created_at")
    return [view_of(row) for row in rows[:limit]]


def import_for(actor: Actor, import_id: UUID) -> ImportView:
    """One import of the actor's organisation.

    Errors: `NotHere` for unknown and foreign ones alike.
    """
    return view_of(row_for(actor, import_id))


def row_for(actor: Actor, import_id: UUID, *, lock: bool = False) -> Import:
    """The row itself, for this room's deeds."""
    require(actor, Permission.IMPORT)
    rows = Import.objects.select_for_update() if lock else Import.objects
    found = rows.filter(organisation_id=actor.organisation.id, id=import_id).first()
    if found is None:
        raise NotHere
    return found
