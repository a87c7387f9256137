"""What is known of everybody on a day: people, what programmes want of them, and what was decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ohlas.outreach.rules.pacing.policy import Window
from ohlas.outreach.rules.spending import Draw
from ohlas.outreach.rules.states import SkipReason

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Days = npt.NDArray[np.int32]
    Mask = npt.NDArray[np.bool_]
    Rows = npt.NDArray[np.intp]

NEVER = -(10**6)
"""A day so long ago that nothing counts it."""
ALWAYS = 10**6
REASONS = tuple(SkipReason)


@dataclass(slots=True)
class People:
    """The state of pacing per person; arrays of one length, changed by `decide`.

    `touches` holds the last few days of contact, newest first; `budget` tells which of `budgets` is theirs, -1 for
    people who are never asked; `held_until` is the last day they are left alone; `unit` groups them for spending.
    """

    touches: "Days"
    budget: "npt.NDArray[np.int8]"
    held_until: "Days"
    budgets: Sequence[tuple[Window, ...]]

    def __len__(self) -> int:
        return len(self.held_until)


@dataclass(slots=True)
class Queue:
    """What one programme wants of these people: rows of `People`, with the day each is due and waits to.

    `refused` holds a reason's number from `REASONS` where the person cannot be asked at all, else -1; `last` is, for
    everybody of `People`, the day this programme last asked them, `since` the day from which they wait for it (the
    first occasion that the budget took from them after that; `ALWAYS`: none); `draw` limits how many it asks a day.
    """

    priority: int
    every_days: int
    rows: "Rows"
    due: "Days"
    until: "Days"
    refused: "npt.NDArray[np.int8]"
    last: "Days"
    since: "Days"
    decided: "Mask" = field(repr=False)
    draw: Draw | None = None


@dataclass(slots=True)
class Decision:
    """Of one programme on one day, positions in its queue: who is asked, given up and why, who waits for what."""

    asked: "Rows"
    given_up: list[tuple["Rows", SkipReason]]
    waiting: list[tuple["Rows", SkipReason]]
