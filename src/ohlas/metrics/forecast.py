"""Where a score is heading: a level that drifts, seen through noise, and how unsure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.metrics.arrays import vector
from ohlas.metrics.distributions import z_of
from ohlas.metrics.errors import BadSetting, CannotFit

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from ohlas.metrics.arrays import Vector

_FEWEST = 5
_WIDEST = 18.0  # of |log(drift/noise)|: beyond, one of the two is nothing
_PLACES, _FINER = 121, 4  # each grid is 60 times finer: the last one lies 3e-6 apart


@dataclass(frozen=True, slots=True)
class ForecastPoint:
    """`steps` periods ahead: the expected score, and where the score that will be measured should lie."""

    steps: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Forecast:
    """Variances of noise and of the drift per period, the level now, and the points ahead."""

    noise: float
    drift: float
    level: float
    level_se: float
    log_likelihood: float
    points: tuple[ForecastPoint, ...]

    def chance_above(self, goal: float, steps: int) -> float:
        """The chance that the score measured so many periods ahead reaches a goal.

        Shape:  a goal in the score's unit in, 0–1 out.
        Errors: normal, variances taken as known; `BadSetting` for steps that were not forecast.
        Source: Harvey (1989).
        """
        if not 1 <= steps <= len(self.points):
            raise BadSetting(f"{steps} periods ahead were not forecast; ask for 1 to {len(self.points)}")
        spread = math.sqrt(self.level_se**2 + steps * self.drift + self.noise)
        return (
            0.5 * math.erfc((goal - self.level) / spread / math.sqrt(2))
            if spread
            else float(self.level >= goal)
        )


def local_level(values: npt.ArrayLike, *, ahead: int, confidence: float = 0.95) -> Forecast:
    """Forecast of a series by a level that takes random steps.

    Shape:  one number per period in order (NaN where nothing was measured), at least 5 of them, in; `ahead`
            points out, all at the last level, ever less sure.
    Errors: variances by maximum likelihood, then taken as known: intervals are a little short for short
            series. No trend and no season is assumed. `CannotFit` under 5 values.
    Source: Harvey (1989), *Forecasting, Structural Time Series Models and the Kalman Filter*.
    """
    x = vector(values, "values")
    if ahead < 1:
        raise BadSetting(f"ahead was {ahead}; ask for at least one period")
    if int((~np.isnan(x)).sum()) < _FEWEST:
        raise CannotFit(f"a forecast needs at least {_FEWEST} measured periods")
    noise, drift, likelihood = _variances(x)
    *_, last = _filtered(x, noise, drift)
    se = math.sqrt(last.variance)
    reach = [z_of(confidence) * math.sqrt(last.variance + h * drift + noise) for h in range(1, ahead + 1)]
    points = (ForecastPoint(h, last.level, last.level - r, last.level + r) for h, r in enumerate(reach, 1))
    return Forecast(noise, drift, last.level, se, likelihood, tuple(points))


class _State(NamedTuple):
    level: float
    variance: float
    surprise: float | None  # None before the first value and where nothing was measured
    expected: float


def _filtered(x: Vector, noise: float, drift: float) -> Iterator[_State]:
    """Kalman filter; the first measured value starts it, its noise being all that is unsure."""
    level, variance, started = 0.0, 0.0, False
    for value in x:
        if not started:
            if not math.isnan(value):
                level, variance, started = float(value), noise, True
                yield _State(level, variance, None, 0.0)
            continue
        variance += drift
        if math.isnan(value):
            yield _State(level, variance, None, 0.0)
            continue
        expected, surprise = variance + noise, float(value) - level
        gain = variance / expected if expected > 0 else 0.0
        level, variance = level + gain * surprise, variance * (1 - gain)
        yield _State(level, variance, surprise, expected)


def _variances(x: Vector) -> tuple[float, float, float]:
    """Noise and drift by the likelihood, concentrated on their ratio; all-equal values have neither.

    A grid over the whole range, then finer ones around the best place: the likelihood may have two hills, and
    all places of a grid are filtered in one pass.
    """
    if np.nanstd(x) == 0:
        return 0.0, 0.0, math.inf
    low, high = -_WIDEST, _WIDEST
    for _ in range(_FINER):
        logs = np.linspace(low, high, _PLACES)
        likelihoods, scales = _concentrated(x, logs)
        best = int(np.argmax(likelihoods))
        low, high = logs[max(best - 1, 0)], logs[min(best + 1, _PLACES - 1)]
    ratio, scale = math.exp(float(logs[best])), float(scales[best])
    return scale / (1 + ratio), scale * ratio / (1 + ratio), float(likelihoods[best])


def _concentrated(x: Vector, logs: Vector) -> tuple[Vector, Vector]:
    """For each log-ratio drift/noise: the log-likelihood at the best total variance, and that variance."""
    ratios = np.exp(logs)
    noise, drift = 1 / (1 + ratios), ratios / (1 + ratios)
    start = int(np.flatnonzero(~np.isnan(x))[0])
    level, variance = np.full(len(logs), x[start]), noise.copy()
    squares, spreads, seen = np.zeros(len(logs)), np.zeros(len(logs)), 0
    for value in x[start + 1 :]:
        variance += drift
        if math.isnan(value):
            continue
        expected, surprise = variance + noise, value - level
        squares += surprise * surprise / expected
        spreads += np.log(expected)
        gain = variance / expected
        level, variance = level + gain * surprise, variance * (1 - gain)
        seen += 1
    scale = squares / seen
    # the first value, which only starts the level, counts as one density at its own place
    densities = seen * (np.log(2 * np.pi * scale) + 1) + math.log(2 * math.pi)
    return -0.5 * (densities + spreads), scale
