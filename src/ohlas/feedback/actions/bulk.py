"""History in bulk: batches of imported rows, each chunk one transaction, all undone together.

Rows come checked by the importer. Their client ids are made from the file's content, so a chunk that
comes again finds its rows known and changes nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.customers.actions import drop_contacts_of_batch
from ohlas.feedback.actions.uploads import drop_files_of_batch
from ohlas.feedback.errors import BatchGone
from ohlas.feedback.events import BatchImported, BatchUndone
from ohlas.feedback.models import Attended, Batch, Idea, Release, Response, TextMeaning, TextReading
from ohlas.feedback.rules import ImportedRow
from ohlas.feedback.rules.releases import WAITING, pseudonym
from ohlas.lib.ids import new_id, new_ids
from ohlas.lib.inserting import insert_columns
from ohlas.outbox import emit
from ohlas.surveys.queries import published_version

CHUNK = 1000
"""Rows per transaction and event: long enough to be fast, short enough that the web server's writes get in."""
ONCE = ("organisation_id", "client_id")
"""What makes a row known."""


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of some rows; `known` had been stored before, by this import or an earlier one."""

    stored: int
    known: int

    def __add__(self, other: "Stored") -> "Stored":
        return Stored(self.stored + other.stored, self.known + other.known)


def open_batch(*, organisation_id: UUID, kind: str, name: str, now: datetime) -> UUID:
    """A new, empty batch."""
    return Batch.objects.create(
        id=new_id(), organisation_id=organisation_id, kind=kind, name=name[:200], created_at=now
    ).id


def record_many(
    *, organisation_id: UUID, batch_id: UUID, rows: Sequence[ImportedRow], now: datetime
) -> Stored:
    """Stores the rows that are new, 1,000 to a transaction, each with one event for facts and enrichment.

    Errors: `BatchGone` when the batch was undone or belongs elsewhere.
    """
    total = Stored(0, 0)
    for start in range(0, len(rows), CHUNK):
        total += _chunk(organisation_id, batch_id, rows[start : start + CHUNK], now)
    return total


def undo_batch(*, actor: Actor, batch_id: UUID, now: datetime) -> int:
    """Takes an import back: its rows, and the contacts that only it brought; facts follow by event.

    Errors: `BatchGone` when there is no such batch; an undone one gives 0.
    """
    with transaction.atomic():
        batch = _locked(actor.organisation.id, batch_id)
        if batch.undone_at is not None:
            return 0
        batch.undone_at = now
        batch.save(update_fields=["undone_at"])
        # Not through the collector: only readings hang on a response, and a million of them would be loaded.
        readings = TextReading.objects.filter(response__batch_id=batch_id)
        readings._raw_delete(readings.db)  # noqa: SLF001 - as below
        points = TextMeaning.objects.filter(response__batch_id=batch_id)
        points._raw_delete(points.db)  # noqa: SLF001 - as below
        Attended.objects.filter(response__batch_id=batch_id).delete()
        Idea.objects.filter(response__batch_id=batch_id).update(response=None)
        Release.objects.filter(batch_id=batch_id).delete()
        drop_files_of_batch(batch.organisation_id, batch_id)
        rows = Response.objects.filter(batch_id=batch_id)
        count = rows._raw_delete(rows.db)  # noqa: SLF001 - Django's own fast path, for want of a public name
        drop_contacts_of_batch(batch_id=batch_id, still_needed=_answered_elsewhere(batch))
        write_audit(actor, "undo_batch", "batch", batch_id, now, {"rows": count})
        emit(BatchUndone(batch_id, count), organisation_id=actor.organisation.id, now=now)
    return count


def _chunk(organisation_id: UUID, batch_id: UUID, rows: Sequence[ImportedRow], now: datetime) -> Stored:
    with transaction.atomic():
        batch = _locked(organisation_id, batch_id)
        if batch.undone_at is not None:
            raise BatchGone("This import was undone; start it again as a new one.")
        stored = _insert(batch, rows, now)
    return Stored(stored, len(rows) - stored)


def _insert(batch: Batch, rows: Sequence[ImportedRow], now: datetime) -> int:
    """The database itself leaves out what is known: no look before, which somebody could overtake."""
    ids = new_ids(len(rows))
    each = _columns(ids, rows) | _of_anonymous(rows)
    stored = insert_columns(Response, len(rows), each=each, same=_shared(batch, now), unless_known=ONCE)
    if stored:
        emit(BatchImported(batch.id, ids[0], ids[-1], stored), organisation_id=batch.organisation_id, now=now)
    return stored


def _locked(organisation_id: UUID, batch_id: UUID) -> Batch:
    found = Batch.objects.select_for_update().filter(id=batch_id, organisation_id=organisation_id).first()
    if found is None:
        raise BatchGone("There is no such import in this organisation.")
    return found


def _answered_elsewhere(batch: Batch) -> frozenset[UUID]:
    rows = Response.objects.filter(organisation_id=batch.organisation_id, contact__batch_id=batch.id)
    return frozenset(contact for contact in rows.values_list("contact_id", flat=True) if contact)


def _columns(ids: list[UUID], rows: Sequence[ImportedRow]) -> dict[str, Sequence[object]]:
    """What a row brings is called as the response's columns are."""
    return {"id": ids, **dict(zip(ImportedRow._fields, zip(*rows, strict=True), strict=True))}


def _of_anonymous(rows: Sequence[ImportedRow]) -> dict[str, Sequence[object]]:
    """Of rows of anonymous surveys: they wait for a release, and whose they are is not kept."""
    versions = {version: published_version(version) for version in {row.version_id for row in rows}}
    hidden = {
        key: version.survey_id
        for key, version in versions.items()
        if version and version.definition.anonymous
    }
    if not hidden:
        return {}
    names = [
        pseudonym(settings.SECRET_KEY, str(hidden[row.version_id]), "contact", str(row.contact_id))
        if row.contact_id and row.version_id in hidden
        else ""
        for row in rows
    ]
    return {
        "release": [WAITING if row.version_id in hidden else None for row in rows],
        "person": names,
        "contact_id": [None if row.version_id in hidden else row.contact_id for row in rows],
    }


def _shared(batch: Batch, now: datetime) -> dict[str, object]:
    return {
        "organisation_id": batch.organisation_id,
        "batch_id": batch.id,
        "body_hash": "",
        "received_at": now,
    }
