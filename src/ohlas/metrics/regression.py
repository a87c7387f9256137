"""Ordinary least squares with intervals; collinear columns are refused by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.distributions import t_of
from ohlas.metrics.errors import CannotFit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ohlas.metrics.arrays import Matrix, Vector

_COLLINEAR = 1e-10  # of a column's own length: what is left of it beside the others


@dataclass(frozen=True, slots=True)
class Coefficient:
    name: str
    value: float
    low: float
    high: float
    se: float


@dataclass(frozen=True, slots=True)
class Regression:
    coefficients: tuple[Coefficient, ...]
    r2: float
    n: int

    def __getitem__(self, name: str) -> Coefficient:
        return next(c for c in self.coefficients if c.name == name)


def least_squares(
    names: Sequence[str], columns: Matrix, outcome: Vector, confidence: float = 0.95
) -> Regression:
    """Coefficients of `columns` (with the constant among them, if one is wanted) and their t-intervals.

    Shape:  people × columns and one outcome per person in, without gaps; one coefficient per column out.
    Errors: t with n − k degrees of freedom, equal variances assumed; `CannotFit` names a collinear column,
            or says that there are too few people.
    Source: Gauss; statsmodels' `OLS` gives the same.
    """
    n, k = columns.shape
    if n <= k:
        raise CannotFit(f"{n} people cannot carry {k} coefficients")
    q, r = np.linalg.qr(columns)
    left = np.abs(np.diag(r)) / np.maximum(np.linalg.norm(columns, axis=0), 1e-300)
    if (left < _COLLINEAR).any():
        name = names[int(np.argmin(left))]
        raise CannotFit(f"“{name}” says nothing that the others do not say: leave one of them out")
    values = np.linalg.solve(r, q.T @ outcome)
    rest = outcome - columns @ values
    spread = np.sum((outcome - outcome.mean()) ** 2)
    inverse = np.linalg.inv(r)
    se = np.sqrt(rest @ rest / (n - k) * np.sum(inverse**2, axis=1))
    half = t_of(confidence, n - k) * se
    found = tuple(
        Coefficient(name, float(value), float(value - reach), float(value + reach), float(error))
        for name, value, reach, error in zip(names, values, half, se, strict=True)
    )
    return Regression(
        coefficients=found,
        r2=float(1 - rest @ rest / spread) if spread > 0 else 0.0,
        n=n,
    )
