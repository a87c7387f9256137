"""Pure decisions: how long to wait after a failure, what an error may say, when a schedule is due."""

import random
import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import Enum, auto
from zoneinfo import ZoneInfo

BACKGROUND = -1
"""Work of this priority, or less, may take minutes; a process of its own does it, and nothing waits behind it."""

FIRST_WAIT_S = 1.0
LONGEST_WAIT_S = 3600.0
GROWTH = 4
"""Eight attempts take about an hour and a half: a deployment, a full disk or a restart is over by then."""

ERROR_LENGTH = 300
_MAIL = re.compile(r"[^\s@<>\"']+@[^\s@<>\"']+")
_DIGITS = re.compile(r"\+?\d[\d ]{6,}\d")


class Lane(Enum):
    """Which work a relay does."""

    ALL = auto()
    PROMPT = auto()
    BACKGROUND = auto()


def back_off(attempts: int, rng: random.Random) -> timedelta:
    """How long to wait after this many attempts: ×4 each time, ±50 % so that crowds spread."""
    wait = min(FIRST_WAIT_S * GROWTH ** max(attempts - 1, 0), LONGEST_WAIT_S)
    return timedelta(seconds=wait * rng.uniform(0.5, 1.5))


def error_text(error: BaseException) -> str:
    """Class and first line of an error, with anything like a mail address or a telephone number hidden.

    Only the first line: databases put the offending row's values into the second.
    """
    line = (str(error).splitlines() or [""])[0]
    hidden = _DIGITS.sub("…", _MAIL.sub("…@…", line))
    kind = type(error)
    text = f"{kind.__module__}.{kind.__qualname__}: {hidden}".removeprefix("builtins.")
    return text if len(text) <= ERROR_LENGTH else text[: ERROR_LENGTH - 1] + "…"


@dataclass(frozen=True)
class Every:
    """Again and again after a fixed time."""

    gap: timedelta

    def next_after(self, moment: datetime) -> datetime:
        return moment + self.gap

    def __str__(self) -> str:
        return f"every {self.gap.total_seconds():g} s"


@dataclass(frozen=True)
class DailyAt:
    """Once per local day at a wall-clock time.

    In spring a time that does not exist is an hour later by the clock; in autumn the first of two is taken.
    """

    at: time
    zone: str

    def next_after(self, moment: datetime) -> datetime:
        zone = ZoneInfo(self.zone)
        day = moment.astimezone(zone).date()
        while (slot := datetime.combine(day, self.at, tzinfo=zone).astimezone(UTC)) <= moment:
            day += timedelta(days=1)
        return slot

    def __str__(self) -> str:
        return f"daily at {self.at:%H:%M} in {self.zone}"


Rule = Every | DailyAt
