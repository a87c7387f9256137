"""The steps of an import and which deed each allows."""

from enum import StrEnum


class ImportState(StrEnum):
    UPLOADED = "uploaded"
    CHECKED = "checked"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


EDITABLE = frozenset({ImportState.UPLOADED, ImportState.CHECKED})
STARTABLE = frozenset({ImportState.CHECKED, ImportState.FAILED})
UNDOABLE = frozenset({ImportState.RUNNING, ImportState.DONE, ImportState.FAILED})
FINISHED = frozenset({ImportState.DONE, ImportState.FAILED, ImportState.UNDONE})


def eta_s(elapsed_s: float, done: int, total: int | None) -> float | None:
    """Seconds still to go at the rate so far; None while there is no telling."""
    if not total or done <= 0 or elapsed_s <= 0:
        return None
    return max(0.0, elapsed_s * (total - done) / done)
