"""Logistic regression over hashed features: how freely each may move, the fit itself, and its rounding to bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ohlas.text.sentiment.features import SIZE

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

SELDOM = 3  # a feature seen in fewer texts is not learnt
BOTH = 2.0  # texts of either side a feature is taken to stand in beforehand, so that rare ones prove little
MOST = 3.0  # a leaning beyond e to the third is no more telling
TINY = 1e-12
TOP = 127  # of a signed byte
FINEST = 0.999  # share of the weights below the largest one that keeps its size when rounded


def freedom_of(
    matrix: csr_matrix, answers: NDArray[np.bool_], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The features worth learning and how freely each may move.

    What stands in most texts says little, and neither does what stands in praise as often as in blame.
    """
    seen = np.bincount(matrix.indices, minlength=SIZE)
    kept = np.flatnonzero(seen >= SELDOM)
    total = max(matrix.shape[0], SELDOM + 1)
    rarity = np.log(total / seen[kept]) / np.log(total / SELDOM)
    even = weights / weights.mean()
    where = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    sides = [
        np.bincount(matrix.indices, weights=(even * side)[where], minlength=SIZE)[kept] + BOTH
        for side in (answers, ~answers)
    ]
    leaning = np.minimum(np.abs(np.log(sides[0] / sides[0].sum()) - np.log(sides[1] / sides[1].sum())), MOST)
    free = rarity * np.sqrt(leaning)
    scale = np.sqrt((rarity**2).mean() / max((free**2).mean(), TINY))
    return kept, (free * scale).astype(np.float32)


def fitted(
    matrix: csr_matrix | NDArray[np.float64],
    answers: NDArray[np.bool_],
    weights: NDArray[np.float64],
    *,
    l2: float,
    steps: int,
    given: NDArray[np.float64] | None = None,
) -> tuple[NDArray[np.float32], float]:
    """Weights and offset of a penalised logistic regression.

    Shape:  rows by features, one answer and one weight per row; weights per feature and an offset out. `given`
            logits are added to each row's and kept as they are; then there is no offset.
    Errors: stops after `steps` steps of the optimiser, converged or not.
    Source: Liu and Nocedal (1989), L-BFGS.
    """
    from scipy.optimize import minimize

    signs = np.where(answers, 1.0, -1.0).astype(matrix.dtype)
    heavy = (weights / weights.sum()).astype(matrix.dtype)
    across = matrix.T.tocsr() if hasattr(matrix, "tocsr") else matrix.T
    base, moves = (np.zeros(1), 1.0) if given is None else (given, 0.0)

    def loss(point: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        own = point[:-1]
        margins = signs * (matrix @ own.astype(matrix.dtype) + point[-1] + base)
        pull = -heavy * signs / (1 + np.exp(np.clip(margins, -50, 50)))
        value = float((heavy * np.logaddexp(0, -margins)).sum()) + 0.5 * l2 * float(own @ own)
        slope = (across @ pull.astype(matrix.dtype)).astype(np.float64) + l2 * own
        return value, np.append(slope, moves * float(pull.sum()))

    start = np.zeros(matrix.shape[1] + 1)
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6}).x
    return found[:-1].astype(np.float32), float(found[-1])


def rounded(weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights as signed bytes and the value of one unit of each row."""
    tops = np.array([np.quantile(np.abs(row[row != 0]), FINEST) for row in weights], dtype=np.float32)
    steps = (tops / TOP).astype(np.float32)
    return np.clip(np.rint(weights / steps[:, None]), -TOP, TOP).astype(np.int8), steps
