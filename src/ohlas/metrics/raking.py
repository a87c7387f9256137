"""Weights that make a sample's margins equal to known ones, within bounds, or a refusal that names why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.metrics.arrays import weights_for
from ohlas.metrics.errors import BadSetting, CannotRake

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    import numpy.typing as npt

    from ohlas.metrics.arrays import Vector

ROUNDS = 500
TOLERANCE = 1e-9  # of a margin's share
BOUNDS = (0.3, 3.0)  # of the mean weight: outside, single answers speak for too many or for nobody
_TINY = 1e-300
_PROJECTIONS = 50  # rounds of centring residuals; they converge as fast as the raking itself


@dataclass(frozen=True, slots=True)
class Margin:
    """One attribute: each person's category, and the share of each category in the population."""

    name: str
    categories: Sequence[Hashable]
    targets: Mapping[Hashable, float]


@dataclass(frozen=True, slots=True)
class Raked:
    """Weights with mean 1, the rounds it took, and the margins they meet."""

    weights: Vector
    rounds: int
    cells: tuple[npt.NDArray[np.intp], ...]


class _Aim(NamedTuple):
    name: str
    cell: npt.NDArray[np.intp]
    totals: Vector


def rake(
    margins: Sequence[Margin],
    start: npt.ArrayLike | None = None,
    bounds: tuple[float, float] | None = BOUNDS,
) -> Raked:
    """Weights whose margins equal the targets within 1e-9, trimmed to `bounds` × the mean weight.

    Shape:  one category per person and margin in, one weight per person out, mean 1;
            `bounds=None` trims nothing.
    Errors: `CannotRake` names a category with a target and no people, one with people and no target, or
            bounds not met in 500 rounds; imported weights are never trimmed (pass them as `start`).
    Source: Deming & Stephan (1940); Deville, Särndal & Sautory (1993); untrimmed equal to `rake` of R's
            survey package with epsilon 1e-13.
    """
    if not margins:
        raise BadSetting("raking needs at least one margin")
    n = len(margins[0].categories)
    weights = weights_for(n, start)
    if n == 0 or weights.sum() == 0:
        raise CannotRake("there is nobody to weight")
    if bounds is not None and not 0 <= bounds[0] <= 1 <= bounds[1]:
        raise BadSetting(f"bounds were {bounds}; the mean weight, 1, must lie between them")
    cells, shares = _prepared(margins, weights)
    aims = [
        _Aim(margin.name, cell, n * share) for margin, cell, share in zip(margins, cells, shares, strict=True)
    ]
    factors = weights * (n / weights.sum())
    free, rounds = _fitted(factors, aims, (0.0, np.inf))
    if _misses(free, aims).max() > TOLERANCE:
        name = aims[int(np.argmax(_misses(free, aims)))].name
        raise CannotRake(f"“{name}” is not met in {ROUNDS} rounds: these targets contradict each other here")
    if bounds is None or (free.min() >= bounds[0] and free.max() <= bounds[1]):
        return Raked(weights=free, rounds=rounds, cells=tuple(cells))
    trimmed, rounds = _fitted(factors, aims, bounds)
    if _misses(trimmed, aims).max() > TOLERANCE:
        raise CannotRake(_why(free, margins, bounds))
    return Raked(weights=trimmed, rounds=rounds, cells=tuple(cells))


def calibrated_se(values: npt.ArrayLike, raked: Raked) -> float:
    """Standard error of a raked mean that knows the margins no longer vary.

    Shape:  one value per person in, in the units of the values; at least two people.
    Errors: linearised, residuals within the margins; equal to `svymean` after `rake` in R's survey package.
    Source: Deville, Särndal & Sautory (1993); Lumley (2010).
    """
    x, w = np.asarray(values, dtype=np.float64), raked.weights
    residual = x - np.average(x, weights=w)
    for _ in range(_PROJECTIONS):
        for cell in raked.cells:
            residual = residual - (np.bincount(cell, residual) / np.maximum(np.bincount(cell), 1))[cell]
    n = len(x)
    return float(np.sqrt(n / (n - 1) * np.sum((w * residual) ** 2)) / w.sum())


def contact_weights(probabilities: npt.ArrayLike, floor: float = 0.05) -> Vector:
    """Inverse contact probabilities of a planned sample, to start raking from.

    Shape:  one probability per person in, one weight per person out, mean 1.
    Errors: probabilities are bounded below by `floor`, which trades a little bias for less variance.
    Source: Hájek (1971); Horvitz & Thompson (1952).
    """
    pi = np.asarray(probabilities, dtype=np.float64)
    if not 0 < floor <= 1 or not ((pi > 0) & (pi <= 1)).all():
        raise BadSetting("contact probabilities and their floor lie above 0 and at most at 1")
    weights = 1 / np.maximum(pi, floor)
    return np.asarray(weights * (len(weights) / weights.sum()))


def _prepared(margins: Sequence[Margin], weights: Vector) -> tuple[list[npt.NDArray[np.intp]], list[Vector]]:
    """Category numbers per person, and target shares in the same order, for every margin."""
    cells, shares = [], []
    for margin in margins:
        if len(margin.categories) != len(weights):
            raise BadSetting(f"“{margin.name}” has {len(margin.categories)} people, others {len(weights)}")
        positive = [category for category, target in margin.targets.items() if _target(margin, target) > 0]
        place = {category: number for number, category in enumerate(positive)}
        for category in margin.categories:
            if category not in place:
                raise CannotRake(f"“{margin.name}”: people in “{category}”, but no target for it")
        cell = np.array([place[category] for category in margin.categories], dtype=np.intp)
        empty = np.flatnonzero(np.bincount(cell, weights, len(place)) == 0)
        if len(empty):
            raise CannotRake(f"“{margin.name}”: a target for “{positive[empty[0]]}”, but nobody in it")
        targets = np.array([margin.targets[category] for category in positive], dtype=np.float64)
        cells.append(cell)
        shares.append(targets / targets.sum())
    return cells, shares


def _target(margin: Margin, target: float) -> float:
    if not (np.isfinite(target) and target >= 0):
        raise BadSetting(f"“{margin.name}”: a target was {target!r}; it must be finite and not negative")
    return target


def _fitted(factors: Vector, aims: Sequence[_Aim], bounds: tuple[float, float]) -> tuple[Vector, int]:
    """Multiply category by category, read off within the bounds, until the margins are met or time is up.

    The multipliers are kept apart from the trimmed weights: trimming the weights themselves each round would
    forget how far they had to go, and end at weights that are not the nearest ones.
    """
    weights = np.clip(factors, *bounds)
    for rounds in range(1, ROUNDS + 1):
        for aim in aims:
            ratio = aim.totals / np.maximum(np.bincount(aim.cell, weights, len(aim.totals)), _TINY)
            factors = np.clip(factors * ratio[aim.cell], _TINY, 1 / _TINY)
            weights = np.clip(factors, *bounds)
        if _misses(weights, aims).max() <= TOLERANCE:
            return weights, rounds
    return weights, ROUNDS


def _misses(weights: Vector, aims: Sequence[_Aim]) -> Vector:
    """Per margin, the worst difference between a category's share and its target."""
    return np.array(
        [
            np.abs(np.bincount(aim.cell, weights, len(aim.totals)) - aim.totals).max() / len(weights)
            for aim in aims
        ]
    )


def _why(free: Vector, margins: Sequence[Margin], bounds: tuple[float, float]) -> str:
    """Names the group whose untrimmed weights leave the bounds furthest."""
    worst = int(np.argmax(np.maximum(free / bounds[1], bounds[0] / np.maximum(free, _TINY))))
    group = ", ".join(f"{margin.name} “{margin.categories[worst]}”" for margin in margins)
    return (
        f"weights between {bounds[0]:g} and {bounds[1]:g} of their mean cannot meet these margins; "
        f"{group} would need {free[worst]:.2f}: merge categories or widen the bounds"
    )
