"""Where a score is heading: a level that drifts, seen through noise, and how unsure that is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.metrics.arrays import vector
from ohlas.metrics.distributions import z_of
from ohlas.metrics.errors import BadSetting, CannotFit
from ohlas.metrics.numerics import lowest

if TYPE_CHECKING:
    from collections.abc import Iterator

    import numpy.typing as npt

    from ohlas.metrics.arrays import Vector

_FEWEST = 5
_STARTS = (-6.0, -2.0, 0.0, 2.0)  # of log(drift/noise): the likelihood may have two hills


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
    """Noise and drift by the likelihood, concentrated on their ratio; all-equal values have neither."""
    if np.nanstd(x) == 0:
        return 0.0, 0.0, math.inf
    tries = [lowest(lambda logs: -_concentrated(x, float(logs[0]))[0], np.array([s])) for s in _STARTS]
    place, _ = min(tries, key=lambda found: found[1])
    likelihood, scale = _concentrated(x, float(place[0]))
    ratio = math.exp(min(max(float(place[0]), -18.0), 18.0))
    return scale / (1 + ratio), scale * ratio / (1 + ratio), likelihood


def _concentrated(x: Vector, log_ratio: float) -> tuple[float, float]:
    """Log-likelihood at the best total variance for a ratio drift/noise, and that variance."""
    ratio = math.exp(min(max(log_ratio, -18.0), 18.0))
    states = _filtered(x, 1 / (1 + ratio), ratio / (1 + ratio))
    seen = [(s.surprise, s.expected) for s in states if s.surprise is not None]
    scale = math.fsum(v * v / f for v, f in seen) / len(seen)
    logs = math.fsum(math.log(f) for _, f in seen)
    # the first value, which only starts the level, counts as one density at its own place
    return -0.5 * (len(seen) * (math.log(2 * math.pi * scale) + 1) + logs + math.log(2 * math.pi)), scale
