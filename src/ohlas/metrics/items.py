"""Means of several items over those who answered each, and how they vary together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.errors import BadTally

if TYPE_CHECKING:
    from ohlas.metrics.arrays import Matrix, Vector

_CELLS = 4_000_000  # numbers held at once while resampling


def item_means(items: Matrix, weights: Vector) -> Vector:
    """Weighted mean of each column over those who answered it.

    Shape:  people × items in, one mean per item out.
    Errors: exact; `BadTally` naming the position of an item nobody answered.
    Source: metrics.md, "Rules for all".
    """
    answered = ~np.isnan(items)
    totals = weights @ answered
    if (totals == 0).any():
        raise BadTally(f"item {int(np.flatnonzero(totals == 0)[0]) + 1} was answered by nobody")
    return np.asarray(weights @ np.where(answered, items, 0.0) / totals)


def residuals(items: Matrix, weights: Vector, means: Vector) -> Matrix:
    """What each person moves each item's mean by: w(x − x̄)/Σw, 0 where not answered.

    Shape:  people × items in and out.
    Errors: exact, first order.
    Source: linearisation; Binder (1983).
    """
    answered = ~np.isnan(items)
    return np.asarray(np.where(answered, items - means, 0.0) * weights[:, None] / (weights @ answered))


def linearised(influence: Vector) -> float:
    """Standard error of a figure from what each person moves it by.

    Shape:  one influence per person in, a standard error out; NaN for a single person.
    Errors: √(n/(n−1)·Σu²).
    Source: Binder (1983).
    """
    n = len(influence)
    return float(np.sqrt(n / (n - 1) * np.sum(influence**2))) if n > 1 else float("nan")


def resampled_means(items: Matrix, weights: Vector, rng: np.random.Generator, times: int) -> Matrix:
    """Item means of `times` samples of people drawn with replacement.

    Shape:  people × items in, samples × items out; a sample in which nobody answered an item is NaN there.
    Errors: the bootstrap's own.
    Source: Efron (1979).
    """
    answered = ~np.isnan(items)
    filled, n = np.where(answered, items, 0.0), len(items)
    found, step = [], max(1, _CELLS // max(n, 1))
    for begin in range(0, times, step):
        rows = min(step, times - begin)
        drawn = rng.integers(0, n, (rows, n)) + np.arange(rows)[:, None] * n
        counts = np.bincount(drawn.ravel(), minlength=rows * n).reshape(rows, n) * weights
        bottom = counts @ answered
        found.append(np.divide(counts @ filled, bottom, out=np.full(bottom.shape, np.nan), where=bottom > 0))
    return np.concatenate(found)
