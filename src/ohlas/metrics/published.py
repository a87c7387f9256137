"""Figures published by others: an interval from the little that is told, and the comparison with own answers.

Whoever publishes a score rarely publishes how people's answers spread. Where the spread is not told, the widest
one that can give this score is taken: the interval is then too wide rather than too narrow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.metrics.errors import BadSetting
from ohlas.metrics.figures import Figure
from ohlas.metrics.means import compare_means, mean_figure
from ohlas.metrics.moments import MeanTally
from ohlas.metrics.nps import compare_nps, nps_figure
from ohlas.metrics.registry import ShareMeasure
from ohlas.metrics.scales import checked
from ohlas.metrics.shares import compare_shares, share_figure
from ohlas.metrics.tallies import NpsTally, ScoreCounts, ShareTally, mean_tally, nps_tally, share_tally

if TYPE_CHECKING:
    from ohlas.metrics.figures import Comparison
    from ohlas.metrics.registry import Measure
    from ohlas.metrics.scales import Scale

_POINTS = 100.0
_NEAR = 0.0101
"""Promoters and detractors are published as whole per cents: their difference may miss the score by one point."""


@dataclass(frozen=True, slots=True)
class Published:
    """A score as somebody published it, in the measure's own unit; None for what was not told.

    `promoters` and `detractors` are shares 0–1 and belong to the recommendation score, `sd` to means.
    """

    measure: Measure
    scale: Scale
    value: float
    n: int | None = None
    sd: float | None = None
    promoters: float | None = None
    detractors: float | None = None

    @property
    def is_widest(self) -> bool:
        """Whether the spread was not told, so that the interval is the widest this score can have."""
        if self.measure.unit == "points":
            return self.promoters is None or self.detractors is None
        return self.measure.unit == "grade" and self.sd is None


def ends_of(measure: Measure, scale: Scale) -> tuple[float, float] | None:
    """Between which values a score lies; None for a mean of free numbers.

    Shape:  a measure and the scale it was asked on in, two ends out.
    Errors: exact.
    Source: `ohlas.metrics.registry`.
    """
    return {"points": (-_POINTS, _POINTS), "share": (0.0, 1.0)}.get(measure.unit, scale.bounds)


def published_figure(published: Published, confidence: float = 0.95) -> Figure:
    """The score with the interval that can be computed from what was told.

    Shape:  ends None and n 0 when the number of answers was not told; ends None for a mean whose spread is
            neither told nor bounded by the scale.
    Errors: as if answers had been drawn by chance, one per person. Spread not told: the widest possible, so that
            the interval covers more often than stated. `BadSetting` for parts that contradict each other.
    Source: as the measure's own interval; widest variance of a mean: Bhatia & Davis (2000), of NPS: no passives.
    """
    tally = _tally(published)
    if isinstance(tally, NpsTally):
        found = nps_figure(tally, confidence)
    elif isinstance(tally, ShareTally):
        found = share_figure(tally, confidence)
    elif tally is not None:
        found = mean_figure(tally, published.scale.bounds, confidence)
    else:
        return Figure(published.value, None, None, published.n or 0)
    return Figure(published.value, *_around(published.value, found), published.n or 0)


def compare_published(own: ScoreCounts, published: Published, confidence: float = 0.95) -> Comparison | None:
    """Own answers less the published score, by the test of the measure.

    Shape:  a tally and a published score in; None when n was not told, nobody answered, or no spread can be had.
    Errors: as the measure's `compare`; spread not told: conservative. `UnlikeScales` when own answers were given
            on another scale.
    Source: as the measure's `compare`.
    """
    measure, tally = published.measure, _tally(published)
    counts = checked(own, published.scale)
    if tally is None:
        return None
    if isinstance(tally, NpsTally):
        return compare_nps(nps_tally(counts), tally, confidence)
    if isinstance(tally, ShareTally):
        chosen = measure.chosen if isinstance(measure, ShareMeasure) else frozenset[float]()
        return compare_shares(share_tally(counts, chosen), tally, confidence)
    return compare_means(mean_tally(counts), tally, published.scale.bounds, confidence)


def _tally(published: Published) -> NpsTally | ShareTally | MeanTally | None:
    """Answers that give this score; None without a number of them."""
    _expect_possible(published)
    if published.n is None:
        return None
    n = float(published.n)
    if published.measure.unit == "points":
        return _nps(published, n)
    if published.measure.unit == "share":
        return ShareTally(n * published.value, n * (1 - published.value))
    return _mean(published, n)


def _nps(published: Published, n: float) -> NpsTally:
    score = published.value / _POINTS
    promoters, detractors = published.promoters, published.detractors
    if promoters is None or detractors is None:
        promoters, detractors = (1 + score) / 2, (1 - score) / 2
    return NpsTally(n * promoters, n * max(1 - promoters - detractors, 0.0), n * detractors, n)


def _mean(published: Published, n: float) -> MeanTally | None:
    if published.sd is not None:
        spread = published.sd**2 * (n - 1)
    elif published.scale.bounds is not None:
        spread = n * _widest(published, published.scale.bounds)
    else:
        return None
    return MeanTally(n, n, published.value, spread, n, 0.0, spread)


def _widest(published: Published, bounds: tuple[float, float]) -> float:
    low, high = bounds
    return (high - published.value) * (published.value - low)


def _around(value: float, found: Figure) -> tuple[float | None, float | None]:
    """The ends, widened to hold the score as it was published: it was rounded."""
    if found.interval is None:
        return None, None
    low, high = found.interval.containing(value)
    return low, high


def _expect_possible(published: Published) -> None:
    numbers = (published.value, published.sd, published.promoters, published.detractors)
    if not all(number is None or math.isfinite(number) for number in numbers):
        raise BadSetting("a published score and its parts are finite numbers")
    ends = ends_of(published.measure, published.scale)
    if ends is not None and not ends[0] <= published.value <= ends[1]:
        raise BadSetting(
            f"{published.value:g} is outside of {ends[0]:g} to {ends[1]:g}, where this score lies"
        )
    if published.n is not None and published.n < 1:
        raise BadSetting(
            f"n was {published.n}; a score of nobody is none, so leave n open where it is not told"
        )
    _expect_parts(published)
    _expect_spread(published)


def _expect_parts(published: Published) -> None:
    promoters, detractors = published.promoters, published.detractors
    if promoters is None or detractors is None:
        return
    if min(promoters, detractors) < 0 or promoters + detractors > 1 + _NEAR:
        raise BadSetting("promoters and detractors are shares that sum to 100 % at most")
    if abs(promoters - detractors - published.value / _POINTS) > _NEAR:
        given = f"{_POINTS * promoters:g} % less {_POINTS * detractors:g} %"
        raise BadSetting(f"{given} is not {published.value:g}; give the parts this score was made from")


def _expect_spread(published: Published) -> None:
    if published.sd is None:
        return
    if published.sd < 0:
        raise BadSetting(f"a standard deviation was {published.sd:g}; it is never negative")
    bounds = published.scale.bounds
    if bounds is None:
        return
    n = published.n or 2
    most = math.sqrt(max(_widest(published, bounds), 0.0) * n / max(n - 1, 1))
    if published.sd > most + _NEAR:
        raise BadSetting(
            f"a mean of {published.value:g} from {bounds[0]:g} to {bounds[1]:g} has a standard deviation "
            f"of {most:.2f} at most, not {published.sd:g}"
        )
