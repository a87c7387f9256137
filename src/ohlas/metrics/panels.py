"""People seen more than once, teams of known size: where answers are not independent draws."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.metrics.distributions import p_of_t, t_of, z_of
from ohlas.metrics.errors import BadSetting
from ohlas.metrics.figures import Comparison, Figure, Interval, figure
from ohlas.metrics.means import mean_interval, standard_error
from ohlas.metrics.moments import SMALL, MeanTally, effective_size, kish, moments, not_negative
from ohlas.metrics.nps import POINTS, adjusted, interval_on, nps

if TYPE_CHECKING:
    from ohlas.metrics.tallies import NpsTally

_CLASSES = (1, 0, -1)  # promoter, passive, detractor
_FEWEST_CLUSTERS = 2


def paired_nps(table: Sequence[Sequence[int]], confidence: float = 0.95) -> Comparison | None:
    """Change of the score among people asked twice, second wave less first, in points; `z` holds t.

    Shape:  counts[first wave P, N, D][second wave P, N, D] in; None when nobody answered both.
    Errors: t with n − 1 degrees of freedom on the differences per person; `BadSetting` unless 3 × 3.
    Source: metrics.md, "Paired panel".
    """
    if len(table) != len(_CLASSES) or any(len(row) != len(_CLASSES) for row in table):
        raise BadSetting("a panel table has three rows and three columns: promoters, passives, detractors")
    counts: dict[int, int] = {}
    for before, row in zip(_CLASSES, table, strict=True):
        for after, n in zip(_CLASSES, row, strict=True):
            not_negative("a count", n)
            counts[after - before] = counts.get(after - before, 0) + n
    differences = moments(sum(counts.values()), ((d, n, n) for d, n in counts.items()))
    return paired_change(differences, bounds=(-2.0, 2.0), factor=POINTS, confidence=confidence)


def paired_change(
    differences: MeanTally,
    bounds: tuple[float, float] | None = None,
    factor: float = 1.0,
    confidence: float = 0.95,
) -> Comparison | None:
    """Mean change per person with its t-interval.

    Shape:  moments of the differences in; None when there are none, or no interval can be had.
    Errors: d̄ ± t·s_d/√n; when every difference is equal, Wilson within `bounds` and p = 1 for no change.
    Source: Student (1908).
    """
    ends = mean_interval(differences, bounds, confidence)
    if ends is None:
        return None
    low, high = ends.scaled(factor)
    se, change = standard_error(differences), differences.mean
    if not se:
        outside = low > 0 or high < 0
        return Comparison(change * factor, low, high, math.inf if outside else 0.0, 0.0 if outside else 1.0)
    t = change / se
    return Comparison(change * factor, low, high, t, p_of_t(t, differences.answers - 1))


def enps_interval(tally: NpsTally, staff: int, confidence: float = 0.95) -> Interval | None:
    """Interval of an employee score when the team itself is small.

    Shape:  `staff` is everybody in the team; None when nobody answered; the score itself when all did.
    Errors: adjusted Wald, half-width × √((N − n)/(N − 1)); `BadSetting` for more answers than staff.
    Source: metrics.md, "eNPS"; Cochran (1977), finite population correction.
    """
    score, size = nps(tally), effective_size(tally.moments)
    if score is None or size is None:
        return None
    if tally.answers > staff:
        raise BadSetting(f"{tally.answers:g} answers from a team of {staff}; give the size of the whole team")
    if tally.answers == staff:
        return Interval(score, score)
    z = z_of(confidence)
    near = adjusted(tally, size, z)
    half = z * near.se * math.sqrt((staff - tally.answers) / (staff - 1))
    ends = Interval(near.score - half, near.score + half).scaled(POINTS)
    return ends.clipped(-POINTS, POINTS).containing(score)


@dataclass(frozen=True, slots=True)
class Clustered:
    """A clustered standard error (as a share), the n* it gives, and the number of clusters."""

    se: float
    n_star: float
    clusters: int


def clustered_size(tallies: Mapping[str, NpsTally] | Sequence[NpsTally]) -> Clustered | None:
    """Standard error and n* when answers come in clusters: persons, flights, branches, days.

    Shape:  one tally per cluster in; None when nobody answered or with fewer than two clusters.
    Errors: SE² = G/(G−1)·Σ_g(Σ w(c − s))²/(Σw)², weights taken as given; few clusters understate it.
    Source: Binder (1983); equal to `svydesign(~cluster)` and `svymean` in R's survey package.
    """
    parts = [t for t in (tallies.values() if isinstance(tallies, Mapping) else tallies) if t.weight > 0]
    if len(parts) < _FEWEST_CLUSTERS:
        return None
    whole = sum(parts[1:], start=parts[0])
    spread = whole.moments
    residuals = (t.promoters - t.detractors - spread.mean * t.weight for t in parts)
    total = math.fsum((residual / whole.weight) ** 2 for residual in residuals)
    se = math.sqrt(len(parts) / (len(parts) - 1) * total)
    return Clustered(se=se, n_star=_clustered_n_star(spread, se), clusters=len(parts))


def clustered_nps(
    tallies: Mapping[str, NpsTally] | Sequence[NpsTally], confidence: float = 0.95
) -> Figure | None:
    """The score with an interval that knows answers of one cluster resemble each other.

    Shape:  one tally per cluster in; None with fewer than two clusters.
    Errors: adjusted Wald on the clustered n*, t with G − 1 degrees of freedom.
    Source: metrics.md, "A person who answers more than once" and "Weighted intervals".
    """
    found = clustered_size(tallies)
    if found is None:
        return None
    parts = list(tallies.values() if isinstance(tallies, Mapping) else tallies)
    whole = sum(parts[1:], start=parts[0])
    ends = interval_on(whole, found.n_star, z_of(confidence), reach=t_of(confidence, found.clusters - 1))
    return figure(nps(whole), ends, whole.answers, (found.n_star, kish(whole.moments) or 0.0))


def clustered_mean(
    parts: Sequence[tuple[float, float]],
    answers: int,
    bounds: tuple[float, float] | None = None,
    confidence: float = 0.95,
) -> Figure | None:
    """A mean or share with an interval that knows answers of one cluster resemble each other.

    Shape:  (Σw, Σwx) per cluster and the number of answers in; None with fewer than two clusters.
    Errors: t with G − 1 degrees of freedom on SE² = G/(G−1)·Σ_g(Σ w(x − x̄))²/(Σw)², cut at `bounds`; no
            interval where every cluster says the same. Few clusters understate it.
    Source: metrics.md, "A person who answers more than once"; Binder (1983).
    """
    filled = [(weight, told) for weight, told in parts if weight > 0]
    if len(filled) < _FEWEST_CLUSTERS:
        return None
    total = math.fsum(weight for weight, _ in filled)
    value = math.fsum(told for _, told in filled) / total
    squares = math.fsum(((told - value * weight) / total) ** 2 for weight, told in filled)
    se = math.sqrt(len(filled) / (len(filled) - 1) * squares)
    if not se:
        return figure(value, None, answers, None)
    half = t_of(confidence, len(filled) - 1) * se
    ends = Interval(value - half, value + half)
    return figure(value, ends.clipped(*bounds).containing(value) if bounds else ends, answers, None)


def _clustered_n_star(tally: MeanTally, se: float) -> float:
    by_kish, variance = kish(tally) or 0.0, tally.variance or 0.0
    if not se or not variance:
        return by_kish
    n_star = variance / se / se
    return min(n_star, by_kish) if tally.answers < SMALL else n_star
