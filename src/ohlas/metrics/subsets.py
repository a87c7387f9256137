"""How much of an outcome every subset of drivers explains, and each driver's fair share of it.

One sweep per driver doubles the subsets, for all bootstrap samples at once: no subset is ever fitted anew.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ohlas.metrics.arrays import Matrix, Vector

MOST_EXACT = 16  # 65,536 subsets; beyond, Johnson's weights stand in
_USED_UP = 1e-9  # of a driver's variance: what is left when others already say it all
_NUMBERS = 12_000_000  # held at once: about 100 MB


def shapley_shares(correlations: Matrix) -> Matrix:
    """LMG shares of R², for one or many correlation matrices whose last row is the outcome.

    Shape:  samples × (k+1) × (k+1) in, samples × k out; each row sums to that sample's R².
    Errors: exact to rounding; a driver that others determine wholly adds nothing after them.
    Source: Lindeman, Merenda & Gold (1980); Shapley (1953); Grömping (2006), R package relaimpo.
    """
    samples, width, _ = correlations.shape
    k = width - 1
    step = max(1, _NUMBERS // 2 ** (k + 2))
    parts = [_shares(correlations[i : i + step].transpose(1, 2, 0)) for i in range(0, samples, step)]
    return np.concatenate(parts)


def unexplained(correlations: Matrix) -> Matrix:
    """1 − R² of every subset; bit j of the position says whether driver j is in.

    Shape:  (k+1) × (k+1) × samples in, 2^k × samples out.
    Errors: exact to rounding.
    Source: Beaton (1964), the sweep operator.
    """
    layers = np.ascontiguousarray(correlations)[None]
    for _ in range(correlations.shape[0] - 1):
        pivot, column, rest = layers[:, 0, 0], layers[:, 1:, 0], layers[:, 1:, 1:]
        scaled = column * np.where(pivot > _USED_UP, 1 / np.maximum(pivot, _USED_UP), 0.0)[:, None]
        layers = np.concatenate([rest, rest - scaled[:, :, None] * column[:, None, :]])
    return layers[:, 0, 0]


def _shares(correlations: Matrix) -> Matrix:
    k, left = correlations.shape[0] - 1, unexplained(correlations)
    sizes = np.array([number.bit_count() for number in range(2**k)])
    by_size = np.array([math.factorial(s) * math.factorial(k - s - 1) / math.factorial(k) for s in range(k)])
    found = np.empty((left.shape[1], k))
    for j in range(k):
        halves = left.reshape(2 ** (k - j - 1), 2, 2**j, -1)
        weights: Vector = by_size[sizes.reshape(2 ** (k - j - 1), 2, 2**j)[:, 0]]
        found[:, j] = np.tensordot(weights, halves[:, 0] - halves[:, 1], axes=([0, 1], [0, 1]))
    return found
