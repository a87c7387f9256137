"""The door to SciPy for models: special functions and optimisation, loaded on first use."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.metrics.errors import CannotFit

if TYPE_CHECKING:
    from collections.abc import Callable

    from ohlas.metrics.arrays import Matrix, Vector

_TRIES = 4  # restarts of the simplex; each starts where the last one ended
_STEPS, _FARTHEST = 100, 3.0
_GAIN = 1e-13  # a step that promises less, relative to the height, is the last one
_NOISE = 1e-13  # how far rounding may lower what did not fall
_SHORTEST, _TOUCHING = 1e-10, 1e-12


class Slope(NamedTuple):
    """A function at one place: its value, gradient and Hessian."""

    value: float
    gradient: Vector
    hessian: Matrix


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


def trigamma(values: Vector | float) -> Vector:
    """Derivative of `digamma`.

    Shape:  positive numbers in, as many numbers out.
    Errors: exact to 1e-13 relative.
    Source: SciPy, `scipy.special.zeta` at 2.
    """
    from scipy.special import zeta

    return np.asarray(zeta(2.0, values), dtype=np.float64)


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


def highest(
    slope_at: Callable[[Vector], Slope], start: Vector, low: float, high: float
) -> tuple[Vector, float]:
    """Where a smooth function of a few parameters, each between two bounds, is highest, and how high.

    Shape:  a function with its slopes and a start within the bounds in; the place and the value out.
    Errors: a local maximum, to about 1e-6 in each parameter where the function is not flat; `CannotFit` when the
            function is not finite.
    Source: Nocedal & Wright (2006), Newton's method with a line search; parameters at a bound are held.
    """
    place, here = start, slope_at(start)
    for _ in range(_STEPS):
        step = _uphill(place, here, low, high)
        promised = float(here.gradient @ step)
        if not promised > 0:
            break
        found = _climbed(slope_at, place, here, step, (low, high))
        if found is None:
            break
        place, here = found
        if promised <= _GAIN * (1 + abs(here.value)):
            break
    if not np.isfinite(here.value):
        raise CannotFit("no parameters fit these numbers; there may be too few of them")
    return place, here.value


def _uphill(place: Vector, here: Slope, low: float, high: float) -> Vector:
    """Newton's step along the parameters that are free to take it; uphill also where the function curves up."""
    free = np.ones(len(place), dtype=bool)
    step = here.gradient.copy()
    while free.any():
        free &= ~(((place >= high) & (step > 0)) | ((place <= low) & (step < 0)))
        curves, axes = np.linalg.eigh(here.hessian[np.ix_(free, free)])
        least = 1e-12 * np.abs(curves).max(initial=1e-300)
        step = np.zeros(len(place))
        step[free] = axes @ ((axes.T @ here.gradient[free]) / np.maximum(np.abs(curves), least))
        if not (((place >= high) & (step > 0)) | ((place <= low) & (step < 0))).any():
            break
    longest = np.abs(step).max(initial=0.0)
    return step if longest <= _FARTHEST else step * (_FARTHEST / longest)


def _climbed(
    slope_at: Callable[[Vector], Slope],
    place: Vector,
    here: Slope,
    step: Vector,
    ends: tuple[float, float],
) -> tuple[Vector, Slope] | None:
    """As far along the step as the bounds let and the function rises; None where it does not."""
    moving = step != 0
    room = (np.where(step > 0, ends[1], ends[0]) - place)[moving] / step[moving]
    part = min(1.0, float(room.min()))
    least = here.value - _NOISE * abs(here.value)
    while part > _SHORTEST:
        there = np.clip(place + part * step, *ends)
        there[np.abs(there - ends[1]) < _TOUCHING] = ends[1]
        there[np.abs(there - ends[0]) < _TOUCHING] = ends[0]
        found = slope_at(there)
        if found.value >= least:
            return there, found
        part /= 2
    return None
