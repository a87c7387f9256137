"""Filling gaps several times over, so that what is unknown stays visible as spread between the fillings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ohlas.metrics.arrays import Flags, Matrix, Vector

FILLINGS = 10
_PASSES = 10
_RIDGE = 1e-6  # keeps collinear predictors solvable; far below any variance that matters


def filled(columns: Matrix, rng: np.random.Generator, times: int = FILLINGS) -> Iterator[Matrix]:
    """`times` complete copies, gaps drawn from what the other columns predict.

    Shape:  people × columns with NaN in, as many complete matrices out; every column has some answers.
    Errors: assumes answers are missing at random given the other columns, and linear relations.
    Source: Rubin (1987); van Buuren & Groothuis-Oudshoorn (2011), chained equations.
    """
    gaps = np.isnan(columns)
    order = np.flatnonzero(gaps.any(axis=0))
    for _ in range(times):
        current = _started(columns, gaps, rng)
        for _ in range(_PASSES):
            for j in order:
                current[gaps[:, j], j] = _drawn(current, gaps[:, j], int(j), rng)
        yield current


def _started(columns: Matrix, gaps: Flags, rng: np.random.Generator) -> Matrix:
    current = columns.copy()
    for j in range(columns.shape[1]):
        known = columns[~gaps[:, j], j]
        current[gaps[:, j], j] = rng.choice(known, int(gaps[:, j].sum()))
    return current


def _drawn(current: Matrix, gap: Flags, j: int, rng: np.random.Generator) -> Vector:
    """Draws of one column's gaps: coefficients and variance are drawn too, not taken as known."""
    x = np.column_stack([np.ones(len(current)), np.delete(current, j, axis=1)])
    known, y = x[~gap], current[~gap, j]
    gram = known.T @ known
    gram += np.diag(np.diag(gram)) * _RIDGE
    beta = np.linalg.solve(gram, known.T @ y)
    df = max(len(known) - known.shape[1], 1)
    sigma = np.sqrt(np.sum((y - known @ beta) ** 2) / rng.chisquare(df))
    root = np.linalg.cholesky(np.linalg.inv(gram))
    drawn = beta + sigma * root @ rng.standard_normal(len(beta))
    return np.asarray(x[gap] @ drawn + sigma * rng.standard_normal(int(gap.sum())))
