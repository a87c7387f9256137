"""Customer satisfaction index: performance of each item, weighted by how much it matters to customers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.arrays import matrix, weights_for
from ohlas.metrics.errors import BadSetting
from ohlas.metrics.items import item_means, linearised, resampled_means, residuals

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from ohlas.metrics.arrays import Vector

BOOTSTRAPS = 2000


@dataclass(frozen=True, slots=True)
class CsiItem:
    """One item: means, its weight, what it gives to the index, what it could still add.

    `gap` is importance less performance, known only when both were asked on one scale.
    """

    name: str
    importance: float
    performance: float
    weight: float
    contribution: float
    could_add: float
    gap: float | None


@dataclass(frozen=True, slots=True)
class Csi:
    """The index 0–100 with its bootstrap interval, and the linearised standard error beside it."""

    value: float
    low: float
    high: float
    se: float
    bootstrap_se: float
    n: int
    bootstraps: int
    items: tuple[CsiItem, ...]


def csi(
    names: Sequence[str],
    importance: npt.ArrayLike,
    performance: npt.ArrayLike,
    *,
    scale: tuple[float, float],
    rng: np.random.Generator,
    weights: npt.ArrayLike | None = None,
    common_scale: bool = False,
    bootstraps: int = BOOTSTRAPS,
    confidence: float = 0.95,
) -> Csi:
    """Index of means: w_j = I_j/ΣI, CSI = 100·Σ w_j (s_j − min)/(max − min).

    Shape:  people × items twice (NaN where not answered), names in the same order; 0–100 out.
            `scale` is that of performance; `common_scale` says importance was asked on it too.
    Errors: percentile bootstrap over people, importance drawn anew with them; `BadTally` for an item
            nobody answered, `BadSetting` for unequal shapes or a scale without width.
    Source: Fishbein (1963); Rosenberg (1956); bootstrap: Efron (1979).
    """
    wanted, given = matrix(importance, "importance"), matrix(performance, "performance")
    if wanted.shape != given.shape or wanted.shape[1] != len(names) or not scale[1] > scale[0]:
        raise BadSetting("importance and performance need the same people and items, and the scale a width")
    w, k = weights_for(len(given), weights), len(names)
    means, both = item_means(np.hstack([wanted, given]), w), np.hstack([wanted, given])
    if not (means[:k] >= 0).all() or means[:k].sum() <= 0:
        raise BadSetting("importance must not be negative, and not zero for all items")
    value = float(_index(means, k, scale))
    drawn = _index(resampled_means(both, w, rng, bootstraps), k, scale)
    tail = (1 - confidence) / 2
    low, high = np.nanquantile(drawn, [tail, 1 - tail])
    se = linearised(residuals(both, w, means) @ _gradient(means, k, scale))
    items = tuple(_item(name, means[j], means[k + j], means[:k].sum(), scale, gap=common_scale)
                  for j, name in enumerate(names))  # fmt: skip
    answered = int((~np.isnan(both)).any(axis=1).sum())
    return Csi(value, float(low), float(high), se, float(np.nanstd(drawn)), answered, bootstraps, items)


def _index(means: Vector, k: int, scale: tuple[float, float]) -> Vector:
    matters, place = means[..., :k], (means[..., k:] - scale[0]) / (scale[1] - scale[0])
    return np.asarray(100 * (matters * place).sum(axis=-1) / matters.sum(axis=-1))


def _gradient(means: Vector, k: int, scale: tuple[float, float]) -> Vector:
    """Derivative of the index by each importance and each performance mean."""
    width, total = scale[1] - scale[0], means[:k].sum()
    place, index = (means[k:] - scale[0]) / width, _index(means, k, scale) / 100
    return 100 * np.concatenate([(place - index) / total, means[:k] / total / width])


def _item(
    name: str, importance: float, performance: float, total: float, scale: tuple[float, float], *, gap: bool
) -> CsiItem:
    weight, width = importance / total, scale[1] - scale[0]
    return CsiItem(
        name=name,
        importance=float(importance),
        performance=float(performance),
        weight=float(weight),
        contribution=float(100 * weight * (performance - scale[0]) / width),
        could_add=float(100 * weight * (scale[1] - performance) / width),
        gap=float(importance - performance) if gap else None,
    )
