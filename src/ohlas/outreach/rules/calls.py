"""How a call ends, what follows from it, and by which code survey research knows it.

Source: AAPOR Standard Definitions, 10th edition (2023), samples of named persons by telephone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from ohlas.outreach.errors import BadSetting
from ohlas.outreach.rules.states import InvitationState

CLAIM = timedelta(minutes=20)
"""How long a person is ours without a sign of life of our page; every page of the interview begins it anew."""
MOST_ATTEMPTS, RETRY_HOURS = 5, 4
LATEST_CALLBACK = timedelta(days=60)
LONGEST_NOTE = 500


class Disposition(StrEnum):
    """How one call went."""

    COMPLETE = "complete"
    BROKEN_OFF = "broken_off"
    CALL_BACK = "call_back"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    MACHINE = "machine"
    REFUSED = "refused"
    WRONG_NUMBER = "wrong_number"
    NOT_IN_SERVICE = "not_in_service"
    LANGUAGE = "language"


@dataclass(frozen=True, slots=True)
class Ending:
    """`state` is where the invitation goes when the call is the last one; `retries` in how much of the usual wait."""

    aapor: str
    is_final: bool
    state: InvitationState
    retries: float = 1.0


_S = InvitationState
ENDINGS: Mapping[Disposition, Ending] = {
    Disposition.COMPLETE: Ending("1.1", True, _S.COMPLETE),
    Disposition.BROKEN_OFF: Ending("1.2", True, _S.PARTIAL),
    Disposition.CALL_BACK: Ending("2.20", False, _S.EXPIRED),
    Disposition.NO_ANSWER: Ending("2.20", False, _S.EXPIRED),
    Disposition.BUSY: Ending("2.20", False, _S.EXPIRED, 0.25),
    Disposition.MACHINE: Ending("2.22", False, _S.EXPIRED),
    Disposition.REFUSED: Ending("2.11", True, _S.REFUSED),
    Disposition.WRONG_NUMBER: Ending("2.20", True, _S.BOUNCED),
    Disposition.NOT_IN_SERVICE: Ending("4.32", True, _S.BOUNCED),
    Disposition.LANGUAGE: Ending("2.33", True, _S.EXPIRED),
}


@dataclass(frozen=True, slots=True)
class CallSettings:
    """How often one person is tried, and how long after nobody answered."""

    attempts: int = MOST_ATTEMPTS
    retry_hours: float = RETRY_HOURS

    def wait_after(self, how: Disposition) -> timedelta:
        return timedelta(hours=self.retry_hours * ENDINGS[how].retries)


def read_calls(given: Mapping[str, object]) -> CallSettings:
    """Errors: `BadSetting`."""
    attempts, hours = given.get("attempts", MOST_ATTEMPTS), given.get("retry_hours", RETRY_HOURS)
    if not isinstance(attempts, int) or not 1 <= attempts <= 20:  # noqa: PLR2004 - more is harassment
        raise BadSetting("attempts", str(attempts), "a whole number from 1 to 20 is allowed")
    if not isinstance(hours, int | float) or not 0.25 <= hours <= 168:  # noqa: PLR2004 - a quarter of an hour to a week
        raise BadSetting("retry_hours", str(hours), "a number from 0.25 to 168 is allowed")
    return CallSettings(attempts, float(hours))
