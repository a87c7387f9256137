"""When a report is due, what it is made of, and why one was not sent. By the wall clock of a zone."""

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from ohlas.lib.reports import Format

MOST_READERS = 50
LAST_WEEKDAY, LAST_DAY = 6, 31
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=2)
MOST_TRIES = 16
"""About a day of a mail server that is away; then the next date is nearer than this one."""
SURELY_BROKEN = timedelta(minutes=15)
"""A letter that has been leaving for so long was torn by a crash: nobody knows whether it was taken."""


class Rhythm(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"


class State(StrEnum):
    WAITING = "waiting"
    LEAVING = "leaving"
    SENT = "sent"
    REFUSED = "refused"
    DOUBT = "doubt"
    NOT_SENT = "not_sent"


class Why(StrEnum):
    """Why a report was not sent, or could not be."""

    LEFT = "left"
    NO_SIGHT = "no sight"
    NO_BOARD = "no board"
    NO_MAIL = "no mail"
    OUTSIDE = "outside"
    NO_SENDER = "no sender"
    AWAY = "away"
    REFUSED = "refused"
    TORN = "torn"


@dataclass(frozen=True)
class When:
    """Each week on a day, or each month on a day, at a time of the wall clock in a zone.

    A month too short for its day takes its last one. A time the clock leaves out in spring comes an hour later; of the
    two in autumn the first is taken.
    """

    rhythm: Rhythm
    day: int
    at: time
    zone: str

    def next_after(self, moment: datetime) -> datetime:
        local = moment.astimezone(ZoneInfo(self.zone)).date()
        for ahead in range(63):
            day = local + timedelta(days=ahead)
            if self._is_due(day) and (slot := self._slot(day)) > moment:
                return slot
        raise ValueError("every rhythm comes round within two months")

    def date_of(self, moment: datetime) -> date:
        """The local date a slot is for."""
        return moment.astimezone(ZoneInfo(self.zone)).date()

    def _is_due(self, day: date) -> bool:
        if self.rhythm is Rhythm.WEEKLY:
            return day.weekday() == self.day
        return day.day == min(self.day, calendar.monthrange(day.year, day.month)[1])

    def _slot(self, day: date) -> datetime:
        return datetime.combine(day, self.at, tzinfo=ZoneInfo(self.zone)).astimezone(UTC)


def wait_after(tries: int) -> timedelta:
    """How long until a mail server that is away is asked again."""
    doublings: int = 2 ** max(tries - 1, 0)
    return min(FIRST_WAIT * doublings, LONGEST_WAIT)


__all__ = [
    "FIRST_WAIT",
    "LAST_DAY",
    "LAST_WEEKDAY",
    "LONGEST_WAIT",
    "MOST_READERS",
    "MOST_TRIES",
    "SURELY_BROKEN",
    "Format",
    "Rhythm",
    "State",
    "When",
    "Why",
    "wait_after",
]
