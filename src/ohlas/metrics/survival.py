"""How long contracts last, when most have not ended yet: Kaplan–Meier."""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.arrays import same_length, vector
from ohlas.metrics.distributions import z_of
from ohlas.metrics.errors import BadTally
from ohlas.metrics.figures import Interval

if TYPE_CHECKING:
    import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class Step:
    """At `time`, of `at_risk` contracts `ended` ended; `survival` is what is left after."""

    time: float
    at_risk: int
    ended: int
    survival: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Survival:
    steps: tuple[Step, ...]
    n: int
    last: float

    def at(self, time: float) -> Step | None:
        """The step in force at a time; None before the first end and after the last observation."""
        place = bisect_right([step.time for step in self.steps], time)
        return self.steps[place - 1] if place and time <= self.last else None

    @property
    def median(self) -> float | None:
        """When half have ended; None while more than half are left."""
        return next((step.time for step in self.steps if step.survival <= 1 / 2), None)


def kaplan_meier(times: npt.ArrayLike, ended: npt.ArrayLike, confidence: float = 0.95) -> Survival:
    """Share of contracts left after each time, those still running counted as long as they were seen.

    Shape:  time seen and whether it ended, one each per contract, in; steps out; nobody gives no steps.
    Errors: Greenwood's variance on the log-log scale, within 0–1; assumes that leaving the record early has
            nothing to do with ending. `BadTally` for missing or negative times.
    Source: Kaplan & Meier (1958); Kalbfleisch & Prentice (2002).
    """
    t, e = vector(times, "times"), np.asarray(ended, dtype=bool)
    if len(t) != len(e):
        same_length(times=t, ended=e.astype(np.float64))
    if np.isnan(t).any() or (t < 0).any():
        raise BadTally("times must be known and not negative")
    moments, counts = np.unique(t[e], return_counts=True)
    ordered, z = np.sort(t), z_of(confidence)
    left, variance, steps = 1.0, 0.0, []
    for time, deaths in zip(moments, counts, strict=True):
        at_risk = len(ordered) - int(np.searchsorted(ordered, time, side="left"))
        left *= 1 - deaths / at_risk
        variance += deaths / (at_risk * (at_risk - deaths)) if at_risk > deaths else math.inf
        low, high = _log_log(left, variance, z)
        steps.append(Step(float(time), at_risk, int(deaths), float(left), float(low), float(high)))
    return Survival(steps=tuple(steps), n=len(t), last=float(ordered[-1]) if len(t) else 0.0)


def _log_log(left: float, variance: float, z: float) -> Interval:
    """Nobody left has no log-log interval; then both ends are 0, as the estimate is."""
    if left <= 0 or not math.isfinite(variance):
        return Interval(0.0, 0.0)
    reach = z * math.sqrt(variance) / abs(math.log(left))
    return Interval(left ** math.exp(reach), left ** math.exp(-reach))
