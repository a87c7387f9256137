"""The three shapes every measure answers in: an interval, a comparison, a figure."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

INDICATIVE_BELOW = 30  # the adjusted Wald interval's worst-case coverage is .91 at 30, .80 at 5


class Interval(NamedTuple):
    low: float
    high: float

    def clipped(self, low: float, high: float) -> Interval:
        return Interval(min(max(self.low, low), high), max(min(self.high, high), low))

    def containing(self, value: float) -> Interval:
        return Interval(min(self.low, value), max(self.high, value))

    def scaled(self, factor: float, shift: float = 0.0) -> Interval:
        return Interval(self.low * factor + shift, self.high * factor + shift)


@dataclass(frozen=True, slots=True)
class Comparison:
    """First less second, its interval, the test statistic (z, or t for means) and the two-sided p."""

    difference: float
    low: float
    high: float
    z: float
    p: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A number fit to be shown. `n_star` and `n_kish` are None when every answer weighs the same."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    n_star: float | None = None
    n_kish: float | None = None

    @property
    def is_indicative(self) -> bool:
        return self.n < INDICATIVE_BELOW

    @property
    def interval(self) -> Interval | None:
        return None if self.low is None or self.high is None else Interval(self.low, self.high)


def figure(
    value: float | None, interval: Interval | None, n: float, star: tuple[float, float] | None
) -> Figure:
    """Put a score, its interval and its sizes together.

    Shape:  no interval gives None for both ends; `star` is (n*, Kish) or None when unweighted.
    Errors: exact.
    Source: interface.md, "How a figure looks".
    """
    low, high = interval or (None, None)
    n_star, n_kish = star or (None, None)
    return Figure(value=value, low=low, high=high, n=round(n), n_star=n_star, n_kish=n_kish)


def compared(difference: float, centre: float, half: float, z: float, p: float) -> Comparison:
    """A comparison whose interval is widened to hold the raw difference.

    Shape:  the raw difference, the centre and half-width of its interval, statistic and p in.
    Errors: exact; an infinite half-width is kept.
    Source: metrics.md, the same widening as for one score.
    """
    low, high = Interval(centre - half, centre + half).containing(difference)
    return Comparison(difference=difference, low=low, high=high, z=z, p=p if math.isfinite(p) else 1.0)
