"""Where a limited number of questions a day goes: part by chance alone, the rest where least is known.

Each person's probability of being drawn is known before the draw, so that answers can be weighted by its inverse.
"""

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from ohlas.outreach.rules.rhythm import chance

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Keys = npt.NDArray[np.uint64]
    Mask = npt.NDArray[np.bool_]

EXACT = 1e-9
"""Sums of probabilities are whole numbers up to this."""


@dataclass(slots=True)
class Draw:
    """One programme's draw, one a day: arrays over its queue.

    `widths` tell how little is known of each one's unit, `inclusion` the probability of being drawn once it took
    place (1 before); `drawn_on` is the day of the last draw.
    """

    per_day: int
    random_share: float
    keys: "Keys"
    widths: "Numbers"
    inclusion: "Numbers"
    salt: str
    drawn_on: int


def inclusions(widths: "Numbers", per_day: int, random_share: float) -> "Numbers":
    """Each one's probability of being drawn: r by chance for all, the rest to the widest first.

    With K people and B = `per_day` < K: r = ⌈`random_share`·B⌉ / K. What is left, B − r·K, fills the groups of equal
    width from the widest on: π = r + (1 − r)·g, where g is 1 for groups filled, 0 for those not reached.

    Shape: widths in, probabilities out, of the same length; they sum to the smaller of B and K.
    Errors: exact.
    """
    import numpy as np

    n = len(widths)
    if n <= per_day:
        return np.ones(n)
    base = min(1.0, ceil(random_share * per_day) / n)
    shares = np.full(n, base)
    left = per_day - base * n
    for width in np.unique(widths)[::-1]:
        group = widths == width
        room = (1 - base) * np.count_nonzero(group)
        if left <= EXACT or room <= EXACT:
            break
        shares[group] += (1 - base) * min(1.0, left / room)
        left -= min(left, room)
    bounded: npt.NDArray[np.float64] = np.minimum(shares, 1.0)
    return bounded


def drawn(keys: "Keys", shares: "Numbers", salt: str) -> "Mask":
    """Who is drawn, each with their own probability, as many as the probabilities sum to.

    The same keys and salt draw the same people in whatever order they stand.

    Shape: one per key. Errors: exact inclusion probabilities over salts.
    Source: systematic sampling with unequal probabilities from a random order (Madow 1949).
    """
    import numpy as np

    order = np.lexsort((keys, chance(keys, salt)))
    start = chance(np.zeros(1, np.uint64), f"{salt}:start")[0]
    sums = np.cumsum(shares[order]) + start
    sums = np.where(np.abs(sums - np.round(sums)) < EXACT, np.round(sums), sums)
    whole = np.floor(sums)
    chosen = np.zeros(len(keys), bool)
    chosen[order] = np.diff(whole, prepend=np.floor(start)) >= 1
    return chosen
