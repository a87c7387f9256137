"""A whole study of what moves a score: shares, gains, map, penalties and rewards, and what had to be left out.

Everything that cannot be said is said in words: a study never fails for one driver that is no good.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.metrics.arrays import matrix, vector, weights_for
from ohlas.metrics.drivers import DriverReport, Remark, drivers
from ohlas.metrics.errors import BadSetting, CannotFit
from ohlas.metrics.penalty_reward import penalty_reward
from ohlas.metrics.priority_map import priority_map

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy.typing as npt

    from ohlas.metrics.arrays import Flags, Matrix, Vector
    from ohlas.metrics.drivers import Driver
    from ohlas.metrics.penalty_reward import PenaltyReward
    from ohlas.metrics.priority_map import PriorityMap

SEED = 20_260_914  # the same answers give the same intervals; stored with the study
MOST_PEOPLE = 250_000  # beyond, people drawn by chance stand for all
FEWEST_ANSWERS = 30  # of one driver
RARELY = 0.2  # a driver answered by a smaller share of people is left out rather than guessed
LOW_THIRD, HIGH_THIRD = 0.3, 0.7  # of the scale: 1, 2 and 4, 5 of five


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may move the score, and the ends of its scale (None: no ends)."""

    name: str
    low: float | None = None
    high: float | None = None
    lower_is_better: bool = False


@dataclass(frozen=True, slots=True)
class Gain:
    """What a step of one grade in the good direction goes with, in the score's unit; less near the scale's end."""

    step: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Study:
    """`lost` people had gaps; `silent` ones answered the score and no driver; `sampled_from` is set when drawn."""

    report: DriverReport
    gains: tuple[Gain | None, ...]  # in the report's order; None where nothing is to be gained
    places: PriorityMap
    is_on_one_scale: bool
    effects: PenaltyReward | None
    no_effects: tuple[
        str, ...
    ]  # drivers without penalty and reward: a class nobody chose, no ends, or collinear
    unanswered: tuple[str, ...]
    rarely: tuple[str, ...]
    silent: int
    sampled_from: int | None
    seed: int

    @property
    def without_evidence(self) -> tuple[str, ...]:
        """Drivers of which nothing is shown beyond the others."""
        return tuple(driver.name for driver in self.report.drivers if not driver.has_evidence)

    @property
    def spoke(self) -> int:
        """People who gave the score and answered at least one driver."""
        filled = Remark.IMPUTED in self.report.remarks
        return self.sampled_from or self.report.n + (0 if filled else self.report.lost)


class _Ready(NamedTuple):
    candidates: tuple[Candidate, ...]
    columns: Matrix
    outcome: Vector
    weights: Vector
    silent: int
    sampled_from: int | None


def study(
    candidates: Sequence[Candidate],
    columns: npt.ArrayLike,
    outcome: npt.ArrayLike,
    *,
    weights: npt.ArrayLike | None = None,
    bootstraps: int = 2000,
    seed: int = SEED,
) -> Study:
    """Everything a page on drivers shows, from answers as they are.

    Shape:  candidates, people × candidates and one score per person in (NaN where not answered).
    Errors: drivers nobody or hardly anybody answered, without variance or collinear are named in the study;
            `CannotFit` where nothing at all can be said. Above 250,000 people a random sample is studied.
    Source: metrics.md, "Drivers"; `drivers`, `priority_map` and `penalty_reward` name theirs.
    """
    x, y = matrix(columns, "drivers"), vector(outcome, "outcome")
    if x.shape != (len(y), len(candidates)):
        raise BadSetting("every driver needs a column, and every person an outcome")
    rng = np.random.default_rng(seed)
    kept, unanswered, rarely = _answered(candidates, x, y)
    ready = _ready([candidates[j] for j in kept], x[:, kept], y, weights_for(len(y), weights), rng)
    names = [one.name for one in ready.candidates]
    report = drivers(
        names, ready.columns, ready.outcome, rng=rng, weights=ready.weights, bootstraps=bootstraps
    )
    by_name = {one.name: one for one in ready.candidates}
    one_scale = len({(one.low, one.high) for one in ready.candidates}) == 1
    effects, no_effects = _effects(ready)
    return Study(
        report=report,
        gains=tuple(_gain(driver, by_name[driver.name]) for driver in report.drivers),
        places=_places(report.drivers, by_name, one_scale=one_scale),
        is_on_one_scale=one_scale,
        effects=effects,
        no_effects=no_effects,
        unanswered=unanswered,
        rarely=rarely,
        silent=ready.silent,
        sampled_from=ready.sampled_from,
        seed=seed,
    )


def _answered(
    candidates: Sequence[Candidate], x: Matrix, y: Vector
) -> tuple[list[int], tuple[str, ...], tuple[str, ...]]:
    """Which columns to study, and the names of those nobody or hardly anybody answered."""
    known = ~np.isnan(y)
    people = int(known.sum())
    if people == 0:
        raise CannotFit("nobody answered the question to be explained")
    given = (~np.isnan(x[known])).sum(axis=0)
    unanswered = tuple(one.name for one, n in zip(candidates, given, strict=True) if n == 0)
    few = [0 < n < min(people, max(FEWEST_ANSWERS, RARELY * people)) for n in given]
    rarely = tuple(one.name for one, is_few in zip(candidates, few, strict=True) if is_few)
    kept = [j for j, n in enumerate(given) if n > 0 and not few[j]]
    if not kept:
        raise CannotFit("hardly anybody who answered the score answered any driver: nothing can be explained")
    return kept, unanswered, rarely


def _ready(
    candidates: Sequence[Candidate], x: Matrix, y: Vector, weights: Vector, rng: np.random.Generator
) -> _Ready:
    """People with a score and at least one driver; a sample of them where there are too many."""
    scored = ~np.isnan(y) & (weights > 0)
    spoke = scored & ~np.isnan(x).all(axis=1)
    silent, people = int(scored.sum() - spoke.sum()), np.flatnonzero(spoke)
    sampled_from = len(people) if len(people) > MOST_PEOPLE else None
    if sampled_from:
        people = np.sort(rng.choice(people, MOST_PEOPLE, replace=False))
    return _Ready(tuple(candidates), x[people], y[people], weights[people], silent, sampled_from)


def _gain(driver: Driver, candidate: Candidate) -> Gain | None:
    """The coefficient times a step in the good direction, cut at the end of the scale; None against the sign."""
    sign = -1.0 if candidate.lower_is_better else 1.0
    end = candidate.low if candidate.lower_is_better else candidate.high
    step = 1.0 if end is None else min(1.0, abs(end - driver.mean))
    value = sign * driver.coefficient * step
    if value <= 0:
        return None
    ends = sorted(sign * step * one for one in (driver.coefficient_low, driver.coefficient_high))
    return Gain(step, value, *ends)


def _places(found: Sequence[Driver], by_name: dict[str, Candidate], *, one_scale: bool) -> PriorityMap:
    """On unlike scales performance is the share of the way from the bad end to the good one."""
    if one_scale:
        return priority_map(found)
    if any(by_name[one.name].low is None or by_name[one.name].high is None for one in found):
        return priority_map(found)
    return priority_map([replace(one, mean=_share_of_scale(one.mean, by_name[one.name])) for one in found])


def _share_of_scale(mean: float, candidate: Candidate) -> float:
    low, high = candidate.low or 0.0, candidate.high or 1.0
    share = (mean - low) / (high - low)
    return 1 - share if candidate.lower_is_better else share


def _effects(ready: _Ready) -> tuple[PenaltyReward | None, tuple[str, ...]]:
    """Penalties and rewards of those drivers that have people in all three classes."""
    shares = np.column_stack([_shares(ready.columns[:, j], one) for j, one in enumerate(ready.candidates)])
    whole = ~np.isnan(ready.outcome)
    kept = [j for j in range(shares.shape[1]) if _has_classes(shares[whole, j])]
    while kept:
        rows = ~np.isnan(shares[:, kept]).any(axis=1)
        fits = [j for j in kept if _has_classes(shares[rows, j])]
        if fits == kept:
            break
        kept = fits
    names = [one.name for one in ready.candidates]
    left_out = tuple(name for j, name in enumerate(names) if j not in kept)
    if not kept:
        return None, left_out
    try:
        chosen = [names[j] for j in kept]
        found = penalty_reward(
            chosen, shares[:, kept], ready.outcome, low_until=LOW_THIRD, high_from=HIGH_THIRD
        )
    except CannotFit:  # too few people, or classes that determine each other
        return None, tuple(names)
    return found, left_out


def _shares(column: Vector, candidate: Candidate) -> Vector:
    """Answers as shares of the scale, 1 the good end; unknown where the scale has no ends."""
    low, high = candidate.low, candidate.high
    if low is None or high is None or high <= low:
        return np.full(len(column), np.nan)
    share = (column - low) / (high - low)
    return np.asarray(1 - share if candidate.lower_is_better else share)


def _has_classes(shares: Vector) -> bool:
    known: Flags = ~np.isnan(shares)
    low, high = shares[known] <= LOW_THIRD, shares[known] >= HIGH_THIRD
    return bool(low.any() and high.any() and (~(low | high)).any())
