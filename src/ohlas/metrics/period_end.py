"""Where the score of a whole period will end: what was measured so far, joined with what a level forecast expects."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.metrics.distributions import z_of
from ohlas.metrics.errors import BadSetting

if TYPE_CHECKING:
    from ohlas.metrics.forecast import Forecast


@dataclass(frozen=True, slots=True)
class PeriodEnd:
    """The score the whole period should end at, its interval, and its spread (one standard error)."""

    value: float
    low: float
    high: float
    spread: float

    def chance_above(self, goal: float) -> float:
        """The chance that the period ends at a goal or above.

        Shape:  a goal in the score's unit in, 0–1 out; a period that is measured in full gives 0 or 1.
        Errors: normal, as the interval.
        Source: Harvey (1989).
        """
        if not self.spread:
            return float(self.value >= goal)
        return 0.5 * math.erfc((goal - self.value) / self.spread / math.sqrt(2))


def period_end(
    forecast: Forecast,
    *,
    steps: int,
    measured: float | None,
    measured_share: float,
    bounds: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> PeriodEnd:
    """The score of a period whose first part is measured and whose last `steps` steps lie ahead.

    Shape:  a forecast, the score so far and the share of the period's answers it rests on (0–1) in; value,
            interval and spread out, all within `bounds`. Nothing measured yet: the share is 0.
    Errors: the rest's mean is that of a level in random steps, Var = P + q(s+1)(2s+1)/6s + r/s; what is measured
            counts as known; how many will answer is taken as given. `BadSetting` for impossible settings.
    Source: Harvey (1989), *Forecasting, Structural Time Series Models and the Kalman Filter*, 4.6.
    """
    if steps < 0 or not 0 <= measured_share <= 1:
        raise BadSetting(f"{steps} steps ahead and a measured share of {measured_share} cannot be")
    rest = 1.0 if measured is None else (1 - measured_share if steps else 0.0)
    value = rest * forecast.level + (1 - rest) * (measured or 0.0)
    spread = rest * math.sqrt(_variance_of_rest(forecast, max(steps, 1)))
    reach = z_of(confidence) * spread
    low, high = (-math.inf, math.inf) if bounds is None else bounds

    def within(number: float) -> float:
        return min(max(number, low), high)

    return PeriodEnd(within(value), within(value - reach), within(value + reach), spread)


def _variance_of_rest(forecast: Forecast, steps: int) -> float:
    """Of the mean over the steps ahead: the level's own doubt, its drift on the way, the noise of each step."""
    drift = forecast.drift * (steps + 1) * (2 * steps + 1) / (6 * steps)
    return forecast.level_se**2 + drift + forecast.noise / steps
