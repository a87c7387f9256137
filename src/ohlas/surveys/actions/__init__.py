"""Deeds on surveys. A published version never changes: a correction is a new version."""

from ohlas.surveys.actions.copies import create_survey_from_file, duplicate_survey, share_survey
from ohlas.surveys.actions.editing import (
    MOST_EDITS,
    Edited,
    edit_draft,
    redo_edit,
    rename_question,
    undo_edit,
)
from ohlas.surveys.actions.life import (
    MAX_NAME,
    archive_survey,
    close_survey,
    create_survey,
    publish_version,
    reopen_survey,
    restore_survey,
    save_version,
)
from ohlas.surveys.actions.logos import upload_logo
from ohlas.surveys.actions.variants import end_variants, resume_variants, start_variants

__all__ = [
    "MAX_NAME",
    "MOST_EDITS",
    "Edited",
    "archive_survey",
    "close_survey",
    "create_survey",
    "create_survey_from_file",
    "duplicate_survey",
    "edit_draft",
    "end_variants",
    "publish_version",
    "redo_edit",
    "rename_question",
    "reopen_survey",
    "restore_survey",
    "resume_variants",
    "save_version",
    "share_survey",
    "start_variants",
    "undo_edit",
    "upload_logo",
]
