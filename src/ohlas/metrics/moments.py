"""Weighted moments that add up, and the effective size they give.

Every interval of the room rests on these few numbers: NPS classes are answers of 1, 0 and -1,
shares are answers of 1 and 0, grades are themselves.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.metrics.errors import BadTally

if TYPE_CHECKING:
    from collections.abc import Iterable

SMALL = 50  # under this the linearised variance itself is too uncertain: Kish bounds it
_SAME = 1e-9  # relative; where Kish is closer than this to n, all weights are equal
_LARGEST = 1e150  # squares of larger sums leave the range of floats


@dataclass(frozen=True, slots=True)
class MeanTally:
    """Moments about the mean, so that nothing cancels: adding two tallies is exact to rounding.

    `spread` is Σw(x−m)²; `w2`, `w2_shift`, `w2_spread` are Σw², Σw²(x−m), Σw²(x−m)².
    """

    answers: float
    weight: float
    mean: float
    spread: float
    w2: float
    w2_shift: float
    w2_spread: float

    def __post_init__(self) -> None:
        sums = (self.answers, self.weight, self.spread, self.w2, self.w2_spread)
        about = (self.mean, self.w2_shift)
        if all(0 <= part <= _LARGEST for part in sums) and all(
            -_LARGEST <= part <= _LARGEST for part in about
        ):
            return  # tallies are made by the thousand: what is plainly right is let through at once
        for name in ("answers", "weight", "spread", "w2", "w2_spread"):
            not_negative(name, getattr(self, name))
        if not (math.isfinite(self.mean) and math.isfinite(self.w2_shift)):
            raise BadTally(f"the mean was {self.mean!r}; every answer and weight must be finite")

    def __add__(self, other: MeanTally) -> MeanTally:
        weight = self.weight + other.weight
        if weight == 0:
            return _empty(self.answers + other.answers)
        mean = self.mean * (self.weight / weight) + other.mean * (other.weight / weight)
        a, b = _moved(self, self.mean - mean), _moved(other, other.mean - mean)
        sums = (x + y for x, y in zip(a, b, strict=True))
        return MeanTally(self.answers + other.answers, weight, mean, *sums)

    @property
    def variance(self) -> float | None:
        """Σw(x−m)²/Σw: what one answer varies; None when nobody answered."""
        return self.spread / self.weight if self.weight > 0 else None


def moments(answers: float, cells: Iterable[tuple[float, float, float]]) -> MeanTally:
    """Moments of cells (value, Σw, Σw²), `answers` people in all.

    Shape:  any cells in, one tally out; no weight gives an empty tally.
    Errors: exact to rounding; `BadTally` for negative or infinite parts.
    Source: West (1979), "Updating mean and variance estimates"; Chan et al. (1983).
    """
    kept = [(value, w, w2) for value, w, w2 in cells if w > 0]
    weight = math.fsum(w for _, w, _ in kept)
    if weight == 0:
        return _empty(answers)
    mean = math.fsum(value * (w / weight) for value, w, _ in kept)
    if len(kept) == 1:
        mean = kept[0][0]
    return MeanTally(
        answers=answers,
        weight=weight,
        mean=mean,
        spread=math.fsum(w * (x - mean) ** 2 for x, w, _ in kept),
        w2=math.fsum(w2 for _, _, w2 in kept),
        w2_shift=math.fsum(w2 * (x - mean) for x, _, w2 in kept),
        w2_spread=math.fsum(w2 * (x - mean) ** 2 for x, _, w2 in kept),
    )


def kish(tally: MeanTally) -> float | None:
    """(Σw)²/Σw²: how many equally weighted answers these weights leave, whatever was answered.

    Shape:  None when nobody answered; the answers themselves when Σw² is not known.
    Errors: exact; shown for information, intervals use `effective_size`.
    Source: Kish (1965), *Survey Sampling*.
    """
    if tally.weight == 0:
        return None
    return tally.weight / tally.w2 * tally.weight if tally.w2 > 0 else float(tally.answers)


def is_weighted(tally: MeanTally) -> bool:
    """Whether answers weigh differently: Kish equals n only when all weights are one.

    Shape:  a tally in, a claim out; False when nobody answered.
    Errors: Kish within a billionth of n counts as equal.
    Source: Cauchy–Schwarz.
    """
    size = kish(tally)
    return size is not None and abs(size - tally.answers) > _SAME * tally.answers


def linearised_se(tally: MeanTally) -> float | None:
    """Standard error of the weighted mean, weights taken as given.

    Shape:  in the units of the answers; None for fewer than two answers.
    Errors: √(n/(n−1)·Σw²(x−m)²)/Σw, equal to `svymean` of R's survey package with ids=~1.
    Source: Binder (1983); Lumley (2010), *Complex Surveys*.
    """
    if tally.weight == 0 or tally.answers <= 1:
        return None
    correction = tally.answers / (tally.answers - 1)
    return math.sqrt(correction * (tally.w2_spread / tally.weight / tally.weight))


def effective_size(tally: MeanTally) -> float | None:
    """n*: the number of equally weighted answers with the same standard error.

    Shape:  None when nobody answered; n itself when all weights are equal.
    Errors: v_w/SE²; bounded by Kish under 50 answers, Kish itself when all answers are equal.
    Source: metrics.md, "Weighted intervals"; Dean & Pagano (2015).
    """
    by_kish = kish(tally)
    if by_kish is None:
        return None
    if not is_weighted(tally):
        return float(tally.answers)
    se, variance = linearised_se(tally), tally.variance
    if not se or not variance:
        return by_kish
    n_star = variance / se / se
    return min(n_star, by_kish) if tally.answers < SMALL else n_star


def sizes(tally: MeanTally) -> tuple[float, float] | None:
    """(n*, Kish) of a weighted tally.

    Shape:  None when weights are equal or nobody answered.
    Errors: as `effective_size`.
    Source: as `effective_size`.
    """
    n_star, by_kish = effective_size(tally), kish(tally)
    if n_star is None or by_kish is None or not is_weighted(tally):
        return None
    return n_star, by_kish


def not_negative(name: str, value: float) -> None:
    """Refuse what cannot be a count or a sum of weights.

    Shape:  a name for the message and a number in; nothing out.
    Errors: `BadTally` when it is negative, not finite, or above 1e150.
    Source: style.md, "Raise early".
    """
    if not (math.isfinite(value) and value >= 0):
        raise BadTally(f"{name} was {value!r}; counts and sums of weights are finite and not negative")
    if value > _LARGEST:
        raise BadTally(f"{name} was {value!r}; divide the weights by their mean first")


def _empty(answers: float) -> MeanTally:
    return MeanTally(answers, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)


def _moved(tally: MeanTally, shift: float) -> tuple[float, float, float, float]:
    """spread, w2, w2_shift, w2_spread about a mean that lies `shift` lower."""
    return (
        tally.spread + tally.weight * shift**2,
        tally.w2,
        tally.w2_shift + shift * tally.w2,
        max(tally.w2_spread + 2 * shift * tally.w2_shift + shift**2 * tally.w2, 0.0),
    )
