"""An index of the American type: overall satisfaction, expectations met, distance from the ideal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.arrays import matrix, weights_for
from ohlas.metrics.distributions import t_of
from ohlas.metrics.errors import BadSetting
from ohlas.metrics.figures import Figure
from ohlas.metrics.items import item_means, linearised, residuals

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

_LOW, _HIGH = 1.0, 10.0
_ITEMS = 3


@dataclass(frozen=True, slots=True)
class Acsi:
    """The index 0–100 and where the weights of its items come from, which is always shown with it."""

    figure: Figure
    item_means: tuple[float, ...]
    item_weights: tuple[float, ...]
    weights_from: str


def acsi(
    items: npt.ArrayLike,
    *,
    item_weights: Sequence[float] = (1.0, 1.0, 1.0),
    weights_from: str = "equal weights",
    weights: npt.ArrayLike | None = None,
    confidence: float = 0.95,
) -> Acsi:
    """100·Σw(x̄ − 1)/(9Σw) over three items of 1–10.

    Shape:  people × 3 answers (NaN where not answered) in, 0–100 out.
    Errors: t-interval with n − 1 degrees of freedom on the linearised standard error, that of the
            personal index when nothing is missing, cut at 0 and 100; item weights are taken as known.
            `BadTally` for an item nobody answered, `BadSetting` for other shapes, answers off 1–10, or
            weights not above 0.
    Source: Fornell et al. (1996), *Journal of Marketing* 60(4).
    """
    x, lambdas = matrix(items, "items"), np.asarray(item_weights, dtype=np.float64)
    if x.shape[1] != _ITEMS or lambdas.shape != (_ITEMS,) or not (lambdas > 0).all():
        raise BadSetting("this index has three items, each with a weight above 0")
    if (x < _LOW).any() or (x > _HIGH).any():
        raise BadSetting("answers to this index lie on 1 to 10")
    w = weights_for(len(x), weights)
    means, share = item_means(x, w), lambdas / lambdas.sum()
    unit = 100 / (_HIGH - _LOW)
    value = float(unit * (means - _LOW) @ share)
    people = int((~np.isnan(x)).any(axis=1).sum())
    se = linearised((residuals(x, w, means) @ share)[(~np.isnan(x)).any(axis=1)]) * unit
    half = t_of(confidence, people - 1) * se if people > 1 and se > 0 else None
    low, high = (None, None) if half is None else (max(value - half, 0.0), min(value + half, 100.0))
    return Acsi(
        figure=Figure(value=value, low=low, high=high, n=people),
        item_means=tuple(float(mean) for mean in means),
        item_weights=tuple(float(part) for part in share),
        weights_from=weights_from,
    )
