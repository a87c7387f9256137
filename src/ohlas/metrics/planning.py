"""How many answers are needed before asking starts, and what a number of answers can show."""

from __future__ import annotations

import math
from statistics import NormalDist

from ohlas.metrics.distributions import z_of
from ohlas.metrics.errors import BadSetting

_PSEUDO = 3  # the adjusted Wald interval brings three answers of its own
_NORMAL = NormalDist()


def sample_size(variance: float, half_width: float, confidence: float = 0.95) -> int:
    """Answers needed for an interval of ± `half_width`.

    Shape:  variance of one answer and half-width in the same unit (±10 points is 0.10); at least 1 out.
    Errors: ⌈Var·z²/h² − 3⌉, exact for the adjusted Wald interval at the assumed variance.
    Source: Rocks (2016), solved for n.
    """
    _above_zero(half_width=half_width)
    _variance(variance)
    return max(1, math.ceil(variance * (z_of(confidence) / half_width) ** 2 - _PSEUDO))


def sample_size_per_group(
    first: float, second: float, difference: float, confidence: float = 0.95, power: float = 0.80
) -> int:
    """Answers needed in each of two groups to show a true difference.

    Shape:  both variances and the difference in the same unit; at least 1 out.
    Errors: (z_{α/2} + z_β)²(v₁ + v₂)/δ², a normal approximation.
    Source: metrics.md, "Sample size"; Cohen (1988).
    """
    _above_zero(difference=abs(difference), power=power)
    _variance(first)
    _variance(second)
    reach = z_of(confidence) + _quantile(power)
    return max(1, math.ceil(reach**2 * (first + second) / difference**2))


def power(
    first: float, second: float, difference: float, per_group: float, confidence: float = 0.95
) -> float:
    """The chance that a true difference is found significant with so many answers in each group.

    Shape:  variances and difference in the same unit, answers per group in; 0–1 out.
    Errors: a normal approximation, both tails counted.
    Source: Cohen (1988).
    """
    _above_zero(per_group=per_group)
    _variance(first)
    _variance(second)
    if first + second == 0:
        return float(difference != 0)
    shift, z = abs(difference) / math.sqrt((first + second) / per_group), z_of(confidence)
    return _NORMAL.cdf(shift - z) + _NORMAL.cdf(-shift - z)


def _quantile(probability: float) -> float:
    if not 0 < probability < 1:
        raise BadSetting(f"power was {probability!r}; give a share between 0 and 1, such as 0.80")
    return _NORMAL.inv_cdf(probability)


def _above_zero(**given: float) -> None:
    for name, value in given.items():
        if not (math.isfinite(value) and value > 0):
            raise BadSetting(f"{name} was {value!r}; it must be above 0")


def _variance(value: float) -> None:
    if not (math.isfinite(value) and value >= 0):
        raise BadSetting(f"a variance was {value!r}; it must be finite and not negative")
