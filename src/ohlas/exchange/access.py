"""The only way to get an import for somebody."""

from collections.abc import Collection
from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.exchange.models import Import
from ohlas.exchange.queries import ImportView, view_of

ANSWERS = ("answers",)
PEOPLE = ("contacts", "events")


def imports_for(actor: Actor, limit: int = 100) -> list[ImportView]:
    """The organisation's imports, newest first."""
    require(actor, Permission.IMPORT)
    return _newest(actor, limit, ANSWERS)


def people_imports_for(actor: Actor, limit: int = 50) -> list[ImportView]:
    """The organisation's imports of contacts and events, newest first."""
    require(actor, Permission.IMPORT)
    require(actor, Permission.EDIT_CONTACTS)
    return _newest(actor, limit, PEOPLE)


def _newest(actor: Actor, limit: int, kinds: Collection[str]) -> list[ImportView]:
    rows = Import.objects.filter(organisation_id=actor.organisation.id, kind__in=kinds)
    return [view_of(row) for row in rows.order_by("-created_at")[:limit]]


def import_for(actor: Actor, import_id: UUID) -> ImportView:
    """One import of the actor's organisation.

    Errors: `NotHere` for unknown and foreign ones alike.
    """
    return view_of(row_for(actor, import_id))


def row_for(actor: Actor, import_id: UUID, *, lock: bool = False, kinds: Collection[str] = ANSWERS) -> Import:
    """The row itself, for this room's deeds; an import of another kind is not here."""
    require(actor, Permission.IMPORT)
    rows = Import.objects.select_for_update() if lock else Import.objects
    found = rows.filter(organisation_id=actor.organisation.id, id=import_id, kind__in=kinds).first()
    if found is None:
        raise NotHere
    return found


def people_import_for(actor: Actor, import_id: UUID) -> ImportView:
    """One import of contacts or events.

    Errors: `Forbidden`, `NotHere` for unknown and foreign ones alike.
    """
    return view_of(people_row_for(actor, import_id))


def people_row_for(actor: Actor, import_id: UUID, *, lock: bool = False) -> Import:
    """An import of contacts or events, for whoever may import and edit contacts.

    Errors: `Forbidden`, `NotHere` also for an import of answers.
    """
    require(actor, Permission.EDIT_CONTACTS)
    return row_for(actor, import_id, lock=lock, kinds=PEOPLE)
