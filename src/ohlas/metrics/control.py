"""Control charts: which points of a running process are more than its usual noise, by stated rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.arrays import same_length, vector
from ohlas.metrics.errors import BadTally, CannotFit

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from ohlas.metrics.arrays import Flags, Vector

_D2 = 1.128  # mean moving range of two normal values, in standard deviations
_LIMIT = 3.0


class Rule(IntEnum):
    """Western Electric's zone rules; several at once raise false alarms, so 1 and 4 are the default."""

    BEYOND_3_SIGMA = 1
    TWO_OF_THREE_BEYOND_2 = 2
    FOUR_OF_FIVE_BEYOND_1 = 3
    EIGHT_ON_ONE_SIDE = 4


DEFAULT_RULES = (Rule.BEYOND_3_SIGMA, Rule.EIGHT_ON_ONE_SIDE)
_RUNS = {  # of the last `window` points, `needed` lie on one side beyond `sigmas`
    Rule.BEYOND_3_SIGMA: (1, 1, 3.0),
    Rule.TWO_OF_THREE_BEYOND_2: (2, 3, 2.0),
    Rule.FOUR_OF_FIVE_BEYOND_1: (4, 5, 1.0),
    Rule.EIGHT_ON_ONE_SIDE: (8, 8, 0.0),
}


@dataclass(frozen=True, slots=True)
class ChartPoint:
    value: float
    low: float
    high: float
    broken: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class ControlChart:
    centre: float
    points: tuple[ChartPoint, ...]


def p_chart(hits: npt.ArrayLike, sizes: npt.ArrayLike, rules: Sequence[Rule] = DEFAULT_RULES) -> ControlChart:
    """A share per period against the share of all periods, limits by each period's size.

    Shape:  hits and answers per period in, shares 0–1 out; periods without answers must be left out.
    Errors: 3σ limits of the binomial; rough where n·p is under 5, too tight where periods truly differ.
    Source: Shewhart (1931); Western Electric (1956), *Statistical Quality Control Handbook*.
    """
    x, n = vector(hits, "hits"), vector(sizes, "sizes")
    same_length(hits=x, sizes=n)
    if not ((n > 0) & (x >= 0) & (x <= n)).all():
        raise BadTally("each period needs answers, and no more hits than answers")
    _enough(x)
    centre = float(x.sum() / n.sum())
    sigma = np.sqrt(centre * (1 - centre) / n)
    return _chart(x / n, centre, sigma, rules, bounds=(0.0, 1.0))


def xmr_chart(values: npt.ArrayLike, rules: Sequence[Rule] = DEFAULT_RULES) -> ControlChart:
    """Single values per period against their mean, limits by how much neighbours differ.

    Shape:  one number per period in order in, limits in their unit out.
    Errors: 3σ with σ = mean moving range/1.128; a drift widens the limits less than it would a plain σ.
    Source: Shewhart (1931); Wheeler (2000), *Understanding Variation*.
    """
    x = vector(values, "values")
    if np.isnan(x).any():
        raise BadTally("leave periods without a value out of the chart")
    _enough(x)
    sigma = np.full(len(x), np.abs(np.diff(x)).mean() / _D2)
    return _chart(x, float(x.mean()), sigma, rules, bounds=(-np.inf, np.inf))


def _enough(values: Vector) -> None:
    if len(values) < 2:  # noqa: PLR2004 - one point has no neighbour
        raise CannotFit("a control chart needs at least two periods")


def _chart(
    values: Vector, centre: float, sigma: Vector, rules: Sequence[Rule], *, bounds: tuple[float, float]
) -> ControlChart:
    broken = {rule: _broken(values - centre, sigma, rule) for rule in sorted(set(rules))}
    low = np.maximum(centre - _LIMIT * sigma, bounds[0])
    high = np.minimum(centre + _LIMIT * sigma, bounds[1])
    points = [
        ChartPoint(
            float(value), float(low[i]), float(high[i]), tuple(rule for rule, at in broken.items() if at[i])
        )
        for i, value in enumerate(values)
    ]
    return ControlChart(centre=centre, points=tuple(points))


def _broken(distance: Vector, sigma: Vector, rule: Rule) -> Flags:
    needed, window, sigmas = _RUNS[rule]
    found = np.zeros(len(distance), dtype=np.bool_)
    for side in (1, -1):
        beyond = side * distance > sigmas * sigma + 1e-12
        runs = np.convolve(beyond, np.ones(window))[: len(beyond)]
        found |= beyond & (runs >= needed)
    return found
