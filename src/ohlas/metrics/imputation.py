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
    order = [int(j) for j in np.flatnonzero(gaps.any(axis=0))]
    for _ in range(times):
        design = np.column_stack([np.ones(len(columns)), _started(columns, gaps, rng)])
        for _ in range(_PASSES):
            products = design.T @ design
            for j in order:
                _redraw(design, products, gaps[:, j], j + 1, rng)
        yield np.ascontiguousarray(design[:, 1:])


def _started(columns: Matrix, gaps: Flags, rng: np.random.Generator) -> Matrix:
    current = columns.copy()
    for j in range(columns.shape[1]):
        known = columns[~gaps[:, j], j]
        current[gaps[:, j], j] = rng.choice(known, int(gaps[:, j].sum()))
    return current


def _redraw(design: Matrix, products: Matrix, gap: Flags, j: int, rng: np.random.Generator) -> None:
    """Draw one column's gaps anew; cross-products follow the changed rows, so no other row is read."""
    rows = design[gap]
    others = np.delete(np.arange(design.shape[1]), j)
    products -= rows.T @ rows
    coefficients, sigma = _drawn_regression(products, others, j, len(design) - len(rows), rng)
    rows[:, j] = rows[:, others] @ coefficients + sigma * rng.standard_normal(len(rows))
    products += rows.T @ rows
    design[gap] = rows


def _drawn_regression(
    products: Matrix,
    others: np.ndarray[tuple[int], np.dtype[np.intp]],
    j: int,
    n: int,
    rng: np.random.Generator,
) -> tuple[Vector, float]:
    """Coefficients and residual σ drawn from what the known rows leave open."""
    gram, cross = products[np.ix_(others, others)].copy(), products[others, j]
    gram += np.diag(np.diag(gram)) * _RIDGE
    best = np.linalg.solve(gram, cross)
    rest = max(float(products[j, j] - 2 * best @ cross + best @ gram @ best), 0.0)
    sigma = float(np.sqrt(rest / rng.chisquare(max(n - len(others), 1))))
    root = np.linalg.cholesky(np.linalg.inv(gram))
    return best + sigma * root @ rng.standard_normal(len(best)), sigma
