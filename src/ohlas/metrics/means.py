"""Means of grades: the score, its t-interval, and whether two means differ.

When all answers are equal a t-interval has width 0; the mean then is read as a share of its scale.
"""

from __future__ import annotations

import math

from ohlas.metrics.distributions import p_of_t, t_of, z_of
from ohlas.metrics.figures import Comparison, Figure, Interval, compared, figure
from ohlas.metrics.moments import MeanTally, effective_size, linearised_se, sizes
from ohlas.metrics.shares import agresti_caffo, wilson

Bounds = tuple[float, float]


def mean(tally: MeanTally) -> float | None:
    """The mean grade, in the scale's own grades, never reversed.

    Shape:  one tally in, one number out; None when nobody answered.
    Errors: none here; the sampling error is `mean_interval`.
    Source: arithmetic.
    """
    return tally.mean if tally.weight > 0 else None


def mean_interval(
    tally: MeanTally, bounds: Bounds | None = None, confidence: float = 0.95
) -> Interval | None:
    """Where the mean of everybody asked would lie.

    Shape:  `bounds` are the ends of the scale; None when nobody answered, or when all answers are equal on a
            scale without ends.
    Errors: t with n − 1 degrees of freedom on the linearised standard error; all answers equal: Wilson on
            (x̄ − min)/(max − min). Few, skewed answers cover less than stated.
    Source: Student (1908); Wilson (1927); metrics.md, "CSAT".
    """
    z = z_of(confidence)
    value, se = mean(tally), standard_error(tally)
    if value is None:
        return None
    if se:
        half = t_of(confidence, tally.answers - 1) * se
        return Interval(value - half, value + half)
    size = effective_size(tally)
    if bounds is None or size is None:
        return None
    low, high = bounds
    spread = high - low
    place = min(max((value - low) / spread, 0.0), 1.0)
    return wilson(place, size, z).scaled(spread, low).containing(value)


def standard_error(tally: MeanTally) -> float | None:
    """Linearised standard error, never below what min(n*, Kish) allows in a small sample.

    Shape:  in grades; None for fewer than two answers, 0 when all answers are equal.
    Errors: √(n/(n−1)·Σw²(x−x̄)²)/Σw, or √(v_w/n*) where Kish bounds n*.
    Source: metrics.md, "Weighted intervals".
    """
    se, variance, n_star = linearised_se(tally), tally.variance, effective_size(tally)
    if se is None or variance is None or not n_star:
        return se
    return max(se, math.sqrt(variance / n_star))


def compare_means(
    first: MeanTally, second: MeanTally, bounds: Bounds | None = None, confidence: float = 0.95
) -> Comparison | None:
    """How far two independent means lie apart, first less second, in grades; `z` holds Welch's t.

    Shape:  two tallies in; None when a group has no answers, or no variance can be had.
    Errors: Welch's t; a unanimous group borrows the variance of a share of its scale (Agresti–Caffo).
    Source: Welch (1947); Satterthwaite (1946).
    """
    a, b = mean(first), mean(second)
    var_a, var_b = _variance_of_mean(first, bounds), _variance_of_mean(second, bounds)
    if a is None or b is None or var_a is None or var_b is None or var_a + var_b == 0:
        return None
    total = var_a + var_b
    se = math.sqrt(total)
    parts = ((var_a / total, first.answers), (var_b / total, second.answers))
    df = 1 / sum(part**2 / max(n - 1, 1) for part, n in parts)
    t = (a - b) / se
    return compared(a - b, a - b, t_of(confidence, df) * se, t, p_of_t(t, df))


def mean_figure(tally: MeanTally, bounds: Bounds | None = None, confidence: float = 0.95) -> Figure:
    """Mean, interval, n, and n* and Kish when weighted.

    Shape:  value None when nobody answered.
    Errors: as `mean_interval`.
    Source: as `mean_interval`.
    """
    return figure(mean(tally), mean_interval(tally, bounds, confidence), tally.answers, sizes(tally))


def _variance_of_mean(tally: MeanTally, bounds: Bounds | None) -> float | None:
    se, size = standard_error(tally), effective_size(tally)
    if se:
        return se * se
    if bounds is None or size is None:
        return 0.0 if se == 0 else None
    low, high = bounds
    place = min(max((tally.mean - low) / (high - low), 0.0), 1.0)
    return agresti_caffo(place, size)[1] * (high - low) ** 2
