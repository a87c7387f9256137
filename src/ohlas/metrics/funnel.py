"""Funnel plots: how far a unit of n answers may lie from the whole before luck no longer explains it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.metrics.distributions import z_of
from ohlas.metrics.errors import BadSetting, CannotFit
from ohlas.metrics.figures import Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

INNER, OUTER = 0.95, 0.998  # z = 1.96 and 3.09
_WINSOR = 0.10  # the extreme tenth on each side must not set the yardstick it is measured by
_FEWEST = 10


@dataclass(frozen=True, slots=True)
class Funnel:
    """Target score, variance of one answer, overdispersion φ, and the ends the score may not leave."""

    target: float
    variance: float
    phi: float = 1.0
    bounds: tuple[float, float] = (-100.0, 100.0)

    def limits(self, n: float, confidence: float = INNER) -> Interval:
        """Between which scores a unit of n answers lies by luck alone.

        Shape:  a size above 0 in, an interval in the score's unit out, clipped to its range.
        Errors: normal approximation: rough under 30 answers; `BadSetting` when n is not above 0.
        Source: Spiegelhalter (2005), *Statistics in Medicine* 24.
        """
        if not n > 0:
            raise BadSetting(f"a unit of {n!r} answers has no funnel limits")
        half = z_of(confidence) * math.sqrt(self.phi * self.variance / n)
        return Interval(self.target - half, self.target + half).clipped(*self.bounds)


def overdispersion(scores: Sequence[float], sizes: Sequence[float], target: float, variance: float) -> float:
    """φ: how much more units differ than chance and size explain; 1 when they do not.

    Shape:  one score and size per unit in, at least 10 units; φ ≥ 1 out.
    Errors: the mean of squared z scores with a tenth on each side winsorised; taken as 1 when not above
            1 + 2√(2/units), where chance alone brings it. `CannotFit` for fewer units.
    Source: Spiegelhalter (2005).
    """
    if len(scores) < _FEWEST or len(scores) != len(sizes) or variance <= 0:
        raise CannotFit(f"overdispersion needs {_FEWEST} units with a score, a size and some variance")
    z = sorted((s - target) / math.sqrt(variance / n) for s, n in zip(scores, sizes, strict=True))
    cut = int(_WINSOR * len(z))
    low, high = z[cut], z[-1 - cut]
    phi = math.fsum(min(max(value, low), high) ** 2 for value in z) / len(z)
    return phi if phi > 1 + 2 * math.sqrt(2 / len(z)) else 1.0
