"""The import itself: portions of some thousand rows, each one transaction with its place in the file."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.actions import write_audit
from ohlas.customers.actions import contacts_for
from ohlas.customers.rules import ContactDetails
from ohlas.exchange.access import row_for
from ohlas.exchange.actions.losses import LossReport
from ohlas.exchange.actions.reading import FileReading, Portion
from ohlas.exchange.actions.survey import version_for
from ohlas.exchange.actions.units import open_missing_units
from ohlas.exchange.errors import BadMapping, WrongState
from ohlas.exchange.models import Import
from ohlas.exchange.queries import ImportView, view_of
from ohlas.exchange.rules import ColumnRole, Mapping, problems
from ohlas.exchange.rules.states import STARTABLE, UNDOABLE, ImportState
from ohlas.feedback.actions import declare_attribute, open_batch, record_many, undo_batch
from ohlas.feedback.rules import ImportedRow
from ohlas.lib.database import rare_checkpoints
from ohlas.lib.tables import TableError

PORTION = 4000
"""Each is a commit, so larger ones are faster; but all other writers wait a fifth of a second for one."""
STEP_S = 0.5
"""A step gives way after about this long, so that one large file never holds up other work of the relay."""
_open: dict[UUID, FileReading] = {}
"""Files this process is in the middle of; another process, or a restart, reads from the start and skips."""


def start_import(*, actor: Actor, import_id: UUID, now: datetime) -> ImportView:
    """Begins, or goes on after a problem; the work is done by jobs.

    Errors: `WrongState`, `BadMapping` with every problem, `TableError`.
    """
    view = begin_import(actor=actor, import_id=import_id, now=now)
    import_step.enqueue(str(view.id))
    return view


def begin_import(*, actor: Actor, import_id: UUID, now: datetime) -> ImportView:
    """Everything a running import needs: survey version, attributes, batch."""
    with transaction.atomic():
        row = row_for(actor, import_id, lock=True)
        if row.state not in STARTABLE:
            raise WrongState("This import is already running, finished or undone.")
        view = view_of(row)
        found = problems(view.mapping, view.table().names)
        if found:
            raise BadMapping(found)
        open_missing_units(actor=actor, view=view, now=now)
        row.version_id = version_for(actor=actor, mapping=view.mapping, now=now)
        _declare_attributes(actor, view.mapping, now)
        if row.batch_id is None:
            row.batch_id = open_batch(
                organisation_id=row.organisation_id, kind="import", name=row.file_name, now=now
            )
        row.state, row.problem, row.started_at = ImportState.RUNNING, "", row.started_at or now
        row.save(update_fields=["version_id", "batch", "state", "problem", "started_at"])
        write_audit(actor=actor, deed="start_import", object_kind="import", object_id=str(row.id), now=now)
    return view_of(row)


def _declare_attributes(actor: Actor, mapping: Mapping, now: datetime) -> None:
    for column in mapping.of(ColumnRole.ATTRIBUTE):
        declare_attribute(actor=actor, key=column.attribute, title=column.column, now=now)


@task(transactional=False)
def import_step(import_id: str) -> None:
    """About a second's worth of an import, then the next step is enqueued."""
    if advance(UUID(import_id), now=timezone.now(), seconds=STEP_S):
        import_step.enqueue(import_id)


def finish_now(*, import_id: UUID, now: datetime, tell: Callable[[ImportView], None]) -> ImportView:
    """Runs a begun import to its end in this process, for the command line."""
    with rare_checkpoints():
        while advance(import_id, now=now, seconds=STEP_S):
            tell(view_of(Import.objects.get(id=import_id)))
    return view_of(Import.objects.get(id=import_id))


def advance(import_id: UUID, *, now: datetime, seconds: float) -> bool:
    """Stores portions for about that long; whether there is more to do."""
    row = Import.objects.filter(id=import_id, state=ImportState.RUNNING).first()
    if row is None:
        _open.pop(import_id, None)
        return False
    begun = time.monotonic()
    try:
        reading = _reading(row, now)
        # A file that had to be read again from its start gets twice that time, so that it gets on.
        until = begun + seconds + 2 * (time.monotonic() - begun)
        with _uncollected():
            while time.monotonic() < until:
                if not _store_next(row, reading, now):
                    _open.pop(import_id, None)
                    return False
    except (TableError, BadMapping, UnicodeError, OSError) as problem:
        _open.pop(import_id, None)
        _fail(import_id, problem, now)
        return False
    except BaseException:
        _open.pop(import_id, None)  # what it holds and what is committed may differ: read anew
        raise
    return True


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows make no cycles; looking for them among so many takes a sixth of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _reading(row: Import, now: datetime) -> FileReading:
    reading = _open.get(row.id)
    if reading is None or reading.read != row.rows_read:
        if row.version_id is None:
            raise BadMapping(["This import has not begun; check its columns and start it."])
        reading = FileReading(view_of(row), system_actor(row.organisation_id), row.version_id, now)
        _open[row.id] = reading
    return reading


def _store_next(row: Import, reading: FileReading, now: datetime) -> bool:
    """One portion and its place in the file in one transaction; False at the end or when told to stop."""
    before = reading.read
    portion = reading.portion(PORTION)
    with transaction.atomic():
        locked = Import.objects.select_for_update().get(id=row.id)
        if locked.state != ImportState.RUNNING or locked.rows_read != before:
            return False
        if portion is None:
            _finish(locked, now)
            return False
        _store(locked, portion, now)
    return True


def _store(row: Import, portion: Portion, now: datetime) -> None:
    if row.batch_id is None:
        raise WrongState("This import was taken back while it ran.")
    row.losses_size = LossReport(view_of(row).losses_path, row.losses_size).add(portion.losses)
    recorded = record_many(
        organisation_id=row.organisation_id,
        batch_id=row.batch_id,
        rows=_with_contacts(row, portion, now),
        now=now,
    )
    row.rows_read += portion.read
    row.rows_stored += recorded.stored
    row.rows_known += recorded.known
    row.rows_lost += sum(loss.is_whole_row for loss in portion.losses)
    row.save(update_fields=["rows_read", "rows_stored", "rows_known", "rows_lost", "losses_size"])


def _with_contacts(row: Import, portion: Portion, now: datetime) -> list[ImportedRow]:
    keys = {key for _, key in portion.rows if key}
    if not keys:
        return [imported for imported, _ in portion.rows]
    known = contacts_for(
        organisation_id=row.organisation_id,
        source=row.mapping.get("source") or "import",
        details={key: ContactDetails(email=key if "@" in key else "") for key in keys},
        now=now,
        batch_id=row.batch_id,
    )
    return [imported._replace(contact_id=known[key]) if key else imported for imported, key in portion.rows]


def _finish(row: Import, now: datetime) -> None:
    row.state, row.finished_at, row.rows_total = ImportState.DONE, now, row.rows_read
    row.save(update_fields=["state", "finished_at", "rows_total"])


def _fail(import_id: UUID, problem: Exception, now: datetime) -> None:
    running = Import.objects.filter(id=import_id, state=ImportState.RUNNING)
    sentence = f"{problem} What came in before stays; mend the cause and go on."
    running.update(state=ImportState.FAILED, problem=sentence, finished_at=now)


def undo_import(*, actor: Actor, import_id: UUID, now: datetime) -> ImportView:
    """Takes back everything the import brought; rows that were here before stay.

    Errors: `WrongState` when there is nothing to take back.
    """
    with transaction.atomic():
        row = row_for(actor, import_id, lock=True)
        if row.state not in UNDOABLE:
            raise WrongState(
                "There is nothing to take back: this import has not begun, or is undone already."
            )
        row.state, row.finished_at = ImportState.UNDONE, now
        if row.batch_id is not None:
            undo_batch(actor=actor, batch_id=row.batch_id, now=now)
        row.save(update_fields=["state", "finished_at"])
        write_audit(actor=actor, deed="undo_import", object_kind="import", object_id=str(row.id), now=now)
    return view_of(row)
