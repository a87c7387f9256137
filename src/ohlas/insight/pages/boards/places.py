"""Where a dashboard's links lead."""

from dataclasses import dataclass


@dataclass(frozen=True)
class BoardPlaces:
    """Where the page's links lead."""

    boards: str
    board: str
    edit: str
    change: str
    settings: str
    copy: str
    archive: str
    restore: str
    views: str
    filters: str
    explorer: str
    answers: str
    imports: str
    sample: str
