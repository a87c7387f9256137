"""The import of people itself: portions of a thousand rows, each one transaction with its place in the file."""

import time
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django_tasks import task

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.actions import write_audit
from ohlas.customers.actions import (
    Taking,
    close_contact_import,
    open_contact_import,
    undo_contact_import,
)
from ohlas.exchange.access import people_row_for
from ohlas.exchange.actions.losses import LossReport
from ohlas.exchange.actions.people.laying import Laid, lay
from ohlas.exchange.actions.people.reading import PeoplePortion, PeopleReading
from ohlas.exchange.errors import BadMapping, WrongState
from ohlas.exchange.models import Import
from ohlas.exchange.queries import ImportView, view_of
from ohlas.exchange.rules.people import meaning_from, meaning_problems
from ohlas.exchange.rules.states import STARTABLE, UNDOABLE, ImportState
from ohlas.lib.database import refresh_statistics
from ohlas.lib.tables import TableError

PORTION = 1000
STEP_S = 1.0
MANY = 10_000
"""From so many rows on the database's statistics are worth renewing."""
TABLES = (
    "customers_contact",
    "customers_contactidentity",
    "customers_contactkey",
    "customers_contactevent",
)
TRIES = 3
_open: dict[UUID, PeopleReading] = {}
"""Files this process is in the middle of; another process, or a restart, reads from the start and skips."""


def start_people(*, actor: Actor, import_id: UUID, now: datetime) -> ImportView:
    """Begins, or goes on after a problem; the work is done by jobs.

    Errors: `NotHere`, `WrongState`, `BadMapping` with every problem, `TableError`.
    """
    view = begin_people(actor=actor, import_id=import_id, now=now)
    people_step.enqueue(str(view.id))
    return view


def begin_people(*, actor: Actor, import_id: UUID, now: datetime) -> ImportView:
    """Opens what the import's contacts belong to."""
    with transaction.atomic():
        row = people_row_for(actor, import_id, lock=True)
        if row.state not in STARTABLE:
            raise WrongState("This import is already running, finished or undone.")
        view = view_of(row)
        if found := meaning_problems(meaning_from(view.meaning), view.table().names):
            raise BadMapping(found)
        if row.contact_import_id is None:
            row.contact_import_id = open_contact_import(organisation_id=row.organisation_id, now=now)
        row.state, row.problem, row.started_at = ImportState.RUNNING, "", row.started_at or now
        row.save(update_fields=["contact_import", "state", "problem", "started_at"])
        write_audit(actor, "start_import", "import", str(row.id), now)
    return view_of(row)


@task(transactional=False)
def people_step(import_id: str) -> None:
    """About a second's worth of an import, then the next step is enqueued."""
    if advance(UUID(import_id), now=timezone.now(), seconds=STEP_S):
        people_step.enqueue(import_id)


def finish_people_now(*, import_id: UUID, now: datetime, tell: Callable[[ImportView], None]) -> ImportView:
    """Runs a begun import to its end in this process, for the command line."""
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
        reading = _reading(row)
        # A file that had to be read again from its start gets twice that time, so that it gets on.
        until = begun + seconds + 2 * (time.monotonic() - begun)
        while time.monotonic() < until:
            if not _store_next(row, reading, now):
                _open.pop(import_id, None)
                return False
    except (TableError, BadMapping, UnicodeError, OSError) as problem:
        _open.pop(import_id, None)
        sentence = f"{problem} What came in before stays; mend the cause and go on."
        running = Import.objects.filter(id=import_id, state=ImportState.RUNNING)
        running.update(state=ImportState.FAILED, problem=sentence, finished_at=now)
        return False
    except BaseException:
        _open.pop(import_id, None)  # what it holds and what is committed may differ: read anew
        raise
    return True


def _reading(row: Import) -> PeopleReading:
    reading = _open.get(row.id)
    if reading is None or reading.read != row.rows_read:
        reading = PeopleReading(view_of(row), system_actor(row.organisation_id))
        _open[row.id] = reading
    return reading


def _store_next(row: Import, reading: PeopleReading, now: datetime) -> bool:
    """One portion and its place in the file in one transaction; False at the end or when told to stop."""
    before = reading.read
    portion = reading.portion(PORTION)
    for tried in range(TRIES):
        try:
            with transaction.atomic():
                locked = Import.objects.select_for_update().get(id=row.id)
                if locked.state != ImportState.RUNNING or locked.rows_read != before:
                    return False
                if portion is None:
                    _finish(locked, now)
                    return False
                _store(locked, portion, reading, now)
        except IntegrityError:  # somebody met one of these people a moment before: look again
            if tried == TRIES - 1:
                raise
        else:
            return True
    return False


def _store(row: Import, portion: PeoplePortion, reading: PeopleReading, now: datetime) -> None:
    if row.contact_import_id is None:
        raise WrongState("This import was taken back while it ran.")
    actor = system_actor(row.organisation_id)
    taking = Taking(
        actor.organisation,
        row.contact_import_id,
        row.started_at or now,
        overwrites=reading.meaning.overwrites,
    )
    laid = lay(portion, taking, reading.meaning.kind)
    row.losses_size = LossReport(view_of(row).losses_path, row.losses_size).add(laid.losses)
    _count(row, laid)
    row.save(
        update_fields=["rows_read", "rows_stored", "rows_merged", "rows_known", "rows_lost", "losses_size"]
    )


def _count(row: Import, laid: Laid) -> None:
    row.rows_read += laid.read
    row.rows_stored += laid.new
    row.rows_merged += laid.merged
    row.rows_known += laid.known
    row.rows_lost += laid.lost


def _finish(row: Import, now: datetime) -> None:
    if row.contact_import_id is not None:
        new, changed = close_contact_import(import_id=row.contact_import_id)
        if not new and not changed:  # rows that took turns on one card and left it as it was
            row.rows_known, row.rows_merged = row.rows_known + row.rows_merged, 0
    if row.rows_read >= MANY:
        refresh_statistics(*TABLES)
    row.state, row.finished_at, row.rows_total = ImportState.DONE, now, row.rows_read
    row.save(update_fields=["state", "finished_at", "rows_total", "rows_known", "rows_merged"])


def undo_people(*, actor: Actor, import_id: UUID, now: datetime) -> ImportView:
    """Begins to take back everything the import brought and changed; the work is done by jobs.

    Errors: `NotHere`, `WrongState` when there is nothing to take back.
    """
    with transaction.atomic():
        row = people_row_for(actor, import_id, lock=True)
        if row.state not in UNDOABLE or row.contact_import_id is None:
            raise WrongState(
                "There is nothing to take back: this import has not begun, or is undone already."
            )
        row.state = ImportState.UNDOING
        row.save(update_fields=["state"])
        write_audit(actor, "undo_import", "import", str(row.id), now)
        undo_step.enqueue(str(row.id))
    return view_of(row)


@task(transactional=False)
def undo_step(import_id: str) -> None:
    """About a second's worth of taking back, then the next step is enqueued."""
    if take_back(UUID(import_id), now=timezone.now(), seconds=STEP_S):
        undo_step.enqueue(import_id)


def take_back(import_id: UUID, *, now: datetime, seconds: float) -> bool:
    """Takes back for about that long; whether there is more to do."""
    row = Import.objects.filter(id=import_id, state=ImportState.UNDOING).first()
    if row is None or row.contact_import_id is None:
        return False
    actor = system_actor(row.organisation_id)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if not undo_contact_import(actor=actor, import_id=row.contact_import_id, now=now):
            row.state, row.finished_at = ImportState.UNDONE, now
            row.save(update_fields=["state", "finished_at"])
            return False
    return True
