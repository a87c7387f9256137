"""What the page on system health may show."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.outbox.queries import Backlog, DeadLetter, backlog, dead_letters

LATE_S = 60.0
"""The same minute after which `ohlas doctor` asks whether a relay runs."""


@dataclass(frozen=True)
class LetterRow:
    """One delivery that was given up."""

    id: UUID
    what: str
    """The event, or the job when there was none."""
    listener: str
    error: str
    attempts: int
    died_at: datetime
    is_everybodys: bool
    """Belongs to the installation, not to one organisation."""


@dataclass(frozen=True)
class HealthPage:
    """The relay's state in figures, and the dead letters, newest first."""

    waiting: int
    running: int
    oldest_wait_s: int
    is_late: bool
    letters: tuple[LetterRow, ...]


def health_page(actor: Actor, now: datetime) -> HealthPage:
    """The page for this actor's organisation."""
    state: Backlog = backlog(now)
    letters = dead_letters(actor.organisation.id)
    return HealthPage(
        waiting=state.waiting,
        running=state.running,
        oldest_wait_s=round(state.oldest_wait_s),
        is_late=state.oldest_wait_s > LATE_S,
        letters=tuple(_row(letter) for letter in letters),
    )


def _row(letter: DeadLetter) -> LetterRow:
    return LetterRow(
        id=letter.id,
        what=letter.event or letter.listener,
        listener=letter.listener if letter.event else "",
        error=letter.error,
        attempts=letter.attempts,
        died_at=letter.dead_at,
        is_everybodys=not letter.is_ours,
    )
