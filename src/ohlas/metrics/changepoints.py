"""Where a series changed its level, and how many times: PELT with a stated penalty."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.arrays import vector
from ohlas.metrics.errors import BadSetting, BadTally

if TYPE_CHECKING:
    import numpy.typing as npt

    from ohlas.metrics.arrays import Vector

_MAD = 1.4826  # median absolute deviation of a normal variable, turned into its σ
_FEWEST = 4


@dataclass(frozen=True, slots=True)
class Segment:
    """From position `start` to before `end` the level was `mean`."""

    start: int
    end: int
    mean: float


@dataclass(frozen=True, slots=True)
class Changes:
    """The segments, and the penalty and noise they rest on, which are shown with them."""

    segments: tuple[Segment, ...]
    penalty: float
    sigma: float

    @property
    def positions(self) -> tuple[int, ...]:
        """Where new segments begin."""
        return tuple(segment.start for segment in self.segments[1:])


def change_points(
    values: npt.ArrayLike, *, penalty: float | None = None, sigma: float | None = None, shortest: int = 2
) -> Changes:
    """Segments of equal level that explain a series best at a price per change.

    Shape:  one number per period in order, without gaps, in; at least one segment out; none for no values.
    Errors: exact minimum of Σ(x−x̄)²/σ² + penalty·changes; penalty 3·log n by default, noise σ from the
            median difference of neighbours. Sees jumps of level, not drifts; correlated noise adds changes.
    Source: Killick, Fearnhead & Eckley (2012), *JASA* 107; penalty: Yao (1988), made stricter.
    """
    x = vector(values, "values")
    if np.isnan(x).any():
        raise BadTally("leave periods without a value out of the series")
    if shortest < 1 or (penalty is not None and penalty <= 0) or (sigma is not None and sigma <= 0):
        raise BadSetting("penalty, noise and the shortest segment must be above 0")
    if len(x) == 0:
        return Changes((), 0.0, 0.0)
    price = 3 * math.log(max(len(x), 2)) if penalty is None else penalty
    noise = _noise(x) if sigma is None else sigma
    ends = _pelt(x / noise, price, shortest) if noise > 0 and len(x) >= 2 * shortest else [len(x)]
    starts = [0, *ends[:-1]]
    segments = tuple(Segment(a, b, float(x[a:b].mean())) for a, b in zip(starts, ends, strict=True))
    return Changes(segments, price, noise)


def _noise(x: Vector) -> float:
    """σ from neighbours, so that the jumps looked for do not count as noise."""
    if len(x) < _FEWEST:
        return float(x.std())
    steps = np.diff(x)
    robust = _MAD * float(np.median(np.abs(steps - np.median(steps)))) / math.sqrt(2)
    return robust or float(steps.std()) / math.sqrt(2)


def _pelt(x: Vector, penalty: float, shortest: int) -> list[int]:
    """Ends of the best segments; candidates that can never win again are pruned.

    A candidate beaten at some end loses only to routes through that end, and these need a whole segment
    more: with a shortest segment above 1 it must stay that long.
    """
    sums, squares = np.concatenate([[0.0], np.cumsum(x)]), np.concatenate([[0.0], np.cumsum(x**2)])
    best, before = [-penalty], [0]
    candidates: list[int] = [0]
    beaten_at: dict[int, int] = {}
    for end in range(1, len(x) + 1):
        usable = [s for s in candidates if end - s >= shortest]
        costs = [best[s] + _cost(sums, squares, s, end) for s in usable]
        place = int(np.argmin(costs)) if costs else -1
        best.append(costs[place] + penalty if costs else math.inf)
        before.append(usable[place] if costs else 0)
        for s, cost in zip(usable, costs, strict=True):
            if cost > best[end]:
                beaten_at.setdefault(s, end)
        candidates = [
            s for s in candidates if end + 1 - beaten_at.get(s, end) < shortest or s not in beaten_at
        ]
        candidates.append(end)
    ends, end = [], len(x)
    while end > 0:
        ends.append(end)
        end = before[end]
    return ends[::-1]


def _cost(sums: Vector, squares: Vector, start: int, end: int) -> float:
    total = sums[end] - sums[start]
    return float(squares[end] - squares[start] - total**2 / (end - start))
