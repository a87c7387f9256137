"""The door to SciPy for models: special functions and optimisation, loaded on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.errors import CannotFit

if TYPE_CHECKING:
    from collections.abc import Callable

    from ohlas.metrics.arrays import Vector

_TRIES = 4  # restarts of the simplex; each starts where the last one ended


def log_gamma(values: Vector | float) -> Vector:
    """Logarithm of the gamma function.

    Shape:  positive numbers in, as many numbers out.
    Errors: exact to 1e-14 relative.
    Source: SciPy, `scipy.special.gammaln`.
    """
    from scipy.special import gammaln

    return np.asarray(gammaln(values), dtype=np.float64)


def digamma(values: Vector | float) -> Vector:
    """Derivative of `log_gamma`.

    Shape:  positive numbers in, as many numbers out.
    Errors: exact to 1e-13 relative.
    Source: SciPy, `scipy.special.digamma`.
    """
    from scipy.special import digamma as psi

    return np.asarray(psi(values), dtype=np.float64)


def hypergeometric(a: Vector, b: Vector, c: Vector, z: Vector) -> Vector:
    """Gauss's hypergeometric function ₂F₁.

    Shape:  equally long columns in, one column out.
    Errors: near 1e-10 relative for |z| < 1.
    Source: SciPy, `scipy.special.hyp2f1`.
    """
    from scipy.special import hyp2f1

    return np.asarray(hyp2f1(a, b, c, z), dtype=np.float64)


def lowest(function: Callable[[Vector], float], start: Vector) -> tuple[Vector, float]:
    """Where a smooth function of a few parameters is lowest, and how low.

    Shape:  a function and a start in; the place and the value out.
    Errors: a local minimum, to about 1e-7 in each parameter; `CannotFit` when none is reached.
    Source: Nelder & Mead (1965), restarted; SciPy, `scipy.optimize.minimize`.
    """
    from scipy.optimize import minimize

    place, value = start, np.inf
    for _ in range(_TRIES):
        found = minimize(
            function,
            place,
            method="Nelder-Mead",
            options={"xatol": 1e-9, "fatol": 1e-10, "maxiter": 5_000, "maxfev": 5_000, "adaptive": False},
        )
        settled = abs(value - float(found.fun)) <= 1e-9 * (1 + abs(float(found.fun)))
        place, value = np.asarray(found.x), float(found.fun)
        if settled:
            break
    if not np.isfinite(value):
        raise CannotFit("no parameters fit these numbers; there may be too few of them")
    return place, value
