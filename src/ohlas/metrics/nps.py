"""Net Promoter Score: promoters less detractors, its interval, and whether two scores differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from ohlas.metrics.distributions import p_of_z, z_of
from ohlas.metrics.errors import BadSetting
from ohlas.metrics.figures import Comparison, Figure, Interval, compared, figure
from ohlas.metrics.moments import effective_size, sizes

if TYPE_CHECKING:
    from ohlas.metrics.tallies import NpsTally

POINTS = 100.0
_PSEUDO = 3.0  # three answers more, spread ¾ · 1½ · ¾: mean coverage .95 from five answers on
_PSEUDO_EACH = 0.75
_Z_95 = z_of(0.95)  # the three are right at 95 % and grow with the square of the quantile


class Adjusted(NamedTuple):
    """Score and variance as shares (−1…1) after the pseudo-answers, and the size that goes with them."""

    score: float
    variance: float
    size: float

    @property
    def se(self) -> float:
        return math.sqrt(self.variance / self.size)


def nps(tally: NpsTally) -> float | None:
    """Promoters less detractors, in points from -100 to +100.

    Shape:  one tally in, one number out; None when nobody answered.
    Errors: none here; the sampling error is `nps_interval`.
    Source: Reichheld (2003), "The One Number You Need to Grow".
    """
    if tally.weight == 0:
        return None
    return POINTS * (tally.promoters / tally.weight - tally.detractors / tally.weight)


def nps_interval(tally: NpsTally, confidence: float = 0.95) -> Interval | None:
    """Where the score of everybody asked would lie, in points.

    Shape:  one tally in, one interval within ±100 out, always holding the raw score; None when
            nobody answered.
    Errors: adjusted Wald on n*; coverage .95 on average from 5 answers, worst .91 at 30; `BadSetting`
            for a confidence outside (0, 1).
    Source: Rocks (2016), *The American Statistician* 70(4); Lewis & Sauro.
    """
    score, size = nps(tally), effective_size(tally.moments)
    if score is None or size is None:
        return None
    return interval_on(tally, size, z_of(confidence))


def interval_on(tally: NpsTally, size: float, z: float, reach: float | None = None) -> Interval | None:
    """The adjusted Wald interval for a size of one's own, such as a clustered one.

    Shape:  `reach` is the quantile of the half-width where it is not z, such as a t; in points within
            ±100; None when nobody answered.
    Errors: as `nps_interval`.
    Source: as `nps_interval`.
    """
    score = nps(tally)
    if score is None:
        return None
    near = adjusted(tally, size, z)
    half = (reach or z) * near.se
    ends = Interval(near.score - half, near.score + half).scaled(POINTS)
    return ends.clipped(-POINTS, POINTS).containing(score)


def adjusted(tally: NpsTally, size: float, z: float) -> Adjusted:
    """The score with k·3 pseudo-answers, k = (z/1.96)².

    Shape:  a tally with answers in; shares from −1 to 1 out.
    Errors: `BadSetting` when nobody answered.
    Source: Rocks (2016).
    """
    if tally.weight == 0:
        raise BadSetting("nobody answered; there is nothing to adjust")
    k = (z / _Z_95) ** 2
    n = size + _PSEUDO * k
    p = (tally.promoters / tally.weight * size + _PSEUDO_EACH * k) / n
    d = (tally.detractors / tally.weight * size + _PSEUDO_EACH * k) / n
    return Adjusted(score=p - d, variance=p + d - (p - d) ** 2, size=n)


def compare_nps(first: NpsTally, second: NpsTally, confidence: float = 0.95) -> Comparison | None:
    """How far two independent groups or periods lie apart, first less second, in points.

    Shape:  two tallies in; None when one of them holds no answers.
    Errors: z on the adjusted scores; the groups must share no persons (else `paired_nps`).
    Source: metrics.md, "Two groups or periods"; Rocks (2016).
    """
    a, b = nps(first), nps(second)
    n_a, n_b = effective_size(first.moments), effective_size(second.moments)
    if a is None or b is None or n_a is None or n_b is None:
        return None
    z = z_of(confidence)
    # the statistic is fixed at the 95 % adjustment, so p does not depend on the interval's confidence
    near_a, near_b = (adjusted(t, n, _Z_95) for t, n in ((first, n_a), (second, n_b)))
    se = math.hypot(near_a.se, near_b.se)
    centre = near_a.score - near_b.score
    found = compared(a - b, POINTS * centre, POINTS * z * se, centre / se, p_of_z(centre / se))
    low, high = Interval(found.low, found.high).clipped(-2 * POINTS, 2 * POINTS)
    return Comparison(found.difference, low, high, found.z, found.p)


def nps_variance(tally: NpsTally) -> float | None:
    """What one answer varies, as shares: p + d − (p − d)².

    Shape:  0…1 out; None when nobody answered.
    Errors: exact.
    Source: metrics.md.
    """
    return tally.moments.variance


def nps_figure(tally: NpsTally, confidence: float = 0.95) -> Figure:
    """Score, interval, n, and n* and Kish when weighted.

    Shape:  value None when nobody answered.
    Errors: as `nps_interval`.
    Source: as `nps_interval`.
    """
    return figure(nps(tally), nps_interval(tally, confidence), tally.answers, sizes(tally.moments))
