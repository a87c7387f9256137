"""Deeds on surveys. A published version never changes: a correction is a new version."""

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
    "archive_survey",
    "close_survey",
    "create_survey",
    "publish_version",
    "reopen_survey",
    "save_version",
]
