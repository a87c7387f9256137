"""A table of people or happenings arrives, and gets its meaning."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.exchange.access import people_row_for
from ohlas.exchange.actions.receive import Reading, receive_file, reread_file
from ohlas.exchange.errors import BadMapping, WrongState
from ohlas.exchange.models import Import
from ohlas.exchange.queries import ImportView, latest_meaning, view_of
from ohlas.exchange.rules.people import (
    Meaning,
    PeopleKind,
    guess_people,
    meaning_from,
    meaning_json,
    meaning_problems,
)
from ohlas.exchange.rules.states import EDITABLE, ImportState
from ohlas.lib.tables import TableInfo


def receive_people(
    *, actor: Actor, kind: PeopleKind, name: str, pieces: Iterable[bytes], now: datetime
) -> ImportView:
    """An uploaded table, stored and guessed at; a file with the headings of the last one means the same.

    Errors: `Forbidden`, `TableError` when it is no table, empty or too large; then nothing is kept.
    """
    require(actor, Permission.EDIT_CONTACTS)
    view = receive_file(actor=actor, name=name, pieces=pieces, now=now)
    row = Import.objects.get(id=view.id)
    row.kind = kind.value
    row.mapping = {"people": meaning_json(_meaning(actor.organisation.id, kind, view.table()))}
    row.save(update_fields=["kind", "mapping"])
    return view_of(row)


def reread_people(*, actor: Actor, import_id: UUID, reading: Reading, now: datetime) -> ImportView:
    """The file read another way, with a fresh guess.

    Errors: `NotHere`, `TableError`, `WrongState` once the import has begun.
    """
    kind = PeopleKind(people_row_for(actor, import_id).kind)
    view = reread_file(actor=actor, import_id=import_id, reading=reading, now=now)
    meaning = guess_people(view.table(), kind, "import")
    Import.objects.filter(id=view.id).update(mapping={"people": meaning_json(meaning)})
    return view_of(Import.objects.get(id=view.id))


def save_meaning(*, actor: Actor, import_id: UUID, meaning: Meaning, now: datetime) -> ImportView:
    """Keeps what the columns mean.

    Errors: `NotHere`, `BadMapping` with every problem in a sentence, `WrongState` once the import has begun.
    """
    with transaction.atomic():
        row = people_row_for(actor, import_id, lock=True)
        if row.state not in EDITABLE:
            raise WrongState("This import has already begun; undo it, then upload the file again.")
        found = meaning_problems(meaning, [column["name"] for column in row.findings["columns"]])
        row.mapping = {"people": meaning_json(meaning)}
        row.state = ImportState.UPLOADED if found else ImportState.CHECKED
        row.save(update_fields=["mapping", "state"])
        write_audit(actor, "map_columns", "import", str(row.id), now)
    if found:
        raise BadMapping(found)
    return view_of(row)


def _meaning(organisation_id: UUID, kind: PeopleKind, info: TableInfo) -> Meaning:
    earlier = latest_meaning(organisation_id, kind.value)
    if earlier:
        meaning = meaning_from(earlier)
        if [column.column for column in meaning.columns] == list(info.names):
            return meaning
    return guess_people(info, kind, "import")
