"""When a programme's turn comes for each person, and who is in the sample: the same answer every time it is asked.

Chance is a hash of the person, the programme and the turn: a plan made today and the sending next month agree, and
nobody is in every wave or in none. People are given as the lower 64 bits of their ids, which are random.
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Keys = npt.NDArray[np.uint64]
    Days = npt.NDArray[np.int32]

NOT_DUE = -1
LEAP_DAY = (2, 29)


@dataclass(frozen=True, slots=True)
class Turn:
    """One round of a rhythm: `key` names it in the record; it lasts to the day before `ends`."""

    key: str
    begins: int
    ends: int


def chance(keys: "Keys", salt: str) -> "npt.NDArray[np.float64]":
    """A number 0 ≤ x < 1 per person, independent for each salt.

    Shape: one per key. Source: the finaliser of SplitMix64 (Steele, Lea & Flood 2014).
    """
    import numpy as np

    return _mixed(keys, np.uint64(_seed(salt)))


def _seed(salt: str) -> int:
    return int.from_bytes(sha256(salt.encode()).digest()[:8], "big")


def _mixed(keys: "Keys", seed: "Keys | np.uint64") -> "npt.NDArray[np.float64]":
    import numpy as np

    with np.errstate(over="ignore"):
        mixed = keys ^ seed
        mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        mixed ^= mixed >> np.uint64(31)
    return (mixed >> np.uint64(11)).astype(np.float64) / float(1 << 53)


def turns(starts_on: date, months: int, first: date, last: date) -> list[Turn]:
    """The rounds of a rhythm that touch the days from `first` to `last`, both included."""
    found, number = [], 0
    while (begins := months_later(starts_on, number * months)) <= last:
        ends = months_later(starts_on, (number + 1) * months)
        if ends > first:
            found.append(Turn(f"turn {number + 1}", begins.toordinal(), ends.toordinal()))
        number += 1
    return found


def due_in_turn(keys: "Keys", turn: Turn, waves: int, salt: str) -> "Days":
    """The day of each person's wave in this round; waves lie evenly over it, people fall into them by chance.

    A person keeps their wave from round to round, so their turn comes at an even distance.
    """
    import numpy as np

    wave = np.floor(chance(keys, f"{salt}:wave") * waves)
    return (turn.begins + np.floor(wave * (turn.ends - turn.begins) / waves)).astype(np.int32)


def sampled(
    keys: "Keys", share: float, salt: str, names: Sequence[str], name: "npt.NDArray[np.int32]"
) -> "npt.NDArray[np.bool_]":
    """Who is in the sample of their occasion; `name` points to each one's occasion among `names`."""
    import numpy as np

    if share >= 1:
        return np.ones(len(keys), bool)
    seeds = np.array([_seed(f"{salt}:sample:{one}") for one in names], np.uint64)
    return _mixed(keys, seeds[name]) < share


def anniversaries(born: "npt.NDArray[np.float64]", first: date, last: date) -> "Days":
    """The day each person's year returns between `first` and `last` (less than a year apart), else `NOT_DUE`.

    `born` holds ordinals, NaN where unknown. Who began on 29 February is due on the 28th in other years; the day
    itself is no anniversary.
    """
    import numpy as np

    due = np.full(len(born), NOT_DUE, np.int32)
    known = np.flatnonzero(~np.isnan(born) & (born >= 1) & (born < last.toordinal()))
    if len(known) == 0:
        return due
    days, places = np.unique(born[known].astype(np.int64), return_inverse=True)
    returns = np.array([_return_of(date.fromordinal(int(day)), first, last) for day in days], np.int32)
    due[known] = returns[places]
    return due


def months_later(day: date, months: int) -> date:
    """The same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _return_of(day: date, first: date, last: date) -> int:
    for year in range(first.year, last.year + 1):
        leap = (day.month, day.day) == LEAP_DAY and monthrange(year, 2)[1] < LEAP_DAY[1]
        again = date(year, 2, 28) if leap else date(year, day.month, day.day)
        if first <= again <= last and again > day:
            return again.toordinal()
    return NOT_DUE
