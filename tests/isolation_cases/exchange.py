"""Exchange: the routes, and how one of each of the things in their addresses is made."""

from collections.abc import Mapping
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import Unit
from ohlas.exchange.actions import receive_file
from ohlas.exchange.actions.people import receive_people
from ohlas.exchange.rules.people import PeopleKind
from tests.isolation_cases.case import Case, P, Thing, deed, needs
from tests.world import NOW

PAGES: Mapping[str, Case] = {
    "exchange:imports": needs(P.IMPORT),
    "exchange:upload": deed(P.IMPORT),
    "exchange:import": needs(P.IMPORT),
    "exchange:columns": needs(P.IMPORT),
    "exchange:reread": deed(P.IMPORT),
    "exchange:start": deed(P.IMPORT),
    "exchange:progress": needs(P.IMPORT),
    "exchange:undo": deed(P.IMPORT),
    "exchange:forget": deed(P.IMPORT),
    "exchange:losses": Case(P.IMPORT, owner_gets=404),  # nothing was lost yet
    "exchange:people_imports": needs(P.EDIT_CONTACTS),
    "exchange:people_import": needs(P.EDIT_CONTACTS),
    "exchange:people_columns": needs(P.EDIT_CONTACTS),
    "exchange:people_reread": deed(P.EDIT_CONTACTS),
    "exchange:people_start": deed(P.EDIT_CONTACTS),
    "exchange:people_progress": needs(P.EDIT_CONTACTS),
    "exchange:people_undo": deed(P.EDIT_CONTACTS),
    "exchange:people_forget": deed(P.EDIT_CONTACTS),
    "exchange:people_losses": Case(P.EDIT_CONTACTS, owner_gets=404),  # nothing was lost yet
}

CALLS: Mapping[str, P] = {}

PUBLIC: Mapping[str, str] = {}


def _import(actor: Actor, _unit: Unit) -> UUID:
    view = receive_file(
        actor=actor, name="answers.csv", pieces=[b"score;when\n9;2026-01-01\n3;2026-01-02\n"], now=NOW
    )
    return UUID(str(view.id))


def _table_of_people(actor: Actor, _unit: Unit) -> UUID:
    return receive_people(
        actor=actor, kind=PeopleKind.CONTACTS, name="c.csv", pieces=[b"id,name\n1,Eva\n"], now=NOW
    ).id


OBJECTS: Mapping[str, Thing] = {
    "import_id": Thing(_import),
    "file_id": Thing(_table_of_people),
}
