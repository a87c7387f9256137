"""Uploaded files do not stay for ever: they hold customers' words, and the record has what was brought in."""

import shutil
from datetime import datetime, timedelta

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import write_audit
from ohlas.exchange.models import Import
from ohlas.exchange.queries import view_of
from ohlas.exchange.rules.states import EDITABLE, ImportState

KEPT_AFTER_IMPORT = timedelta(days=7)
"""A table whose import is finished or undone."""
KEPT_OTHERWISE = timedelta(days=30)
"""A table that was never imported or stopped, and every loss report."""


def clear_uploads(*, now: datetime) -> int:
    """Removes files past their time; how many. What is running keeps its file.

    An upload that was never imported goes whole; an import stays in the list, and can still be undone.
    """
    removed = 0
    for row in Import.objects.exclude(state=ImportState.RUNNING).filter(
        created_at__lt=now - KEPT_AFTER_IMPORT
    ):
        removed += _cleared(row, now)
    return removed


def _cleared(row: Import, now: datetime) -> int:
    view, ended = view_of(row), row.finished_at or row.created_at
    if now - ended > KEPT_OTHERWISE:
        was_here = view.path.parent.exists()
        shutil.rmtree(view.path.parent, ignore_errors=True)
        _forget(row, now)
        return int(was_here)
    if row.state in {ImportState.DONE, ImportState.UNDONE} and now - ended > KEPT_AFTER_IMPORT:
        was_here = view.path.exists()
        view.path.unlink(missing_ok=True)
        return int(was_here)
    return 0


def _forget(row: Import, now: datetime) -> None:
    """The row of a file that brought nothing goes with it; others lose their loss report only."""
    if row.state in EDITABLE:
        write_audit(system_actor(row.organisation_id), "forget_import", "import", row.id, now)
        row.delete()
    elif row.losses_size:
        row.losses_size = 0
        row.save(update_fields=["losses_size"])
