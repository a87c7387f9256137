"""Deeds on surveys. A published version never changes: a correction is a new version."""

from ohlas.surveys.actions.editing import MOST_EDITS, Edited, edit_draft, redo_edit, undo_edit
from ohlas.surveys.actions.life import (
    MAX_NAME,
    archive_survey,
    close_survey,
    create_survey,
    publish_version,
    reopen_survey,
    save_version,
)

__all__ = [
    "MAX_NAME",
    "MOST_EDITS",
    "Edited",
    "archive_survey",
    "close_survey",
    "create_survey",
    "edit_draft",
    "publish_version",
    "redo_edit",
    "reopen_survey",
    "save_version",
    "undo_edit",
]
