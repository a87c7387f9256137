"""League tables that do not reward small units for luck: scores drawn towards what units share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.metrics.distributions import p_of_z, z_of
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.moments import effective_size
from ohlas.metrics.numerics import Slope, digamma, highest, log_gamma, trigamma

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ohlas.metrics.arrays import Matrix, Vector
    from ohlas.metrics.moments import MeanTally
    from ohlas.metrics.tallies import NpsTally, ShareTally

FEWEST_UNITS = 10  # fewer say too little about how units differ
_STRONGEST = 1e6  # above this prior the units do not differ at all
_NPS = (100.0, 0.0, -100.0)
_SHARE = (1.0, 0.0)


@dataclass(frozen=True, slots=True)
class Prior:
    """What units have in common: pseudo-answers per class, their log-likelihood.

    `p_equal` tests that units differ by luck alone; when it is large, ranks mean nothing and a page says so.
    """

    alphas: tuple[float, ...]
    log_likelihood: float
    p_equal: float

    @property
    def strength(self) -> float:
        return sum(self.alphas)


@dataclass(frozen=True, slots=True)
class LeagueRow:
    """A unit's shrunk score with its interval, the raw score, and its ranks (1 is highest)."""

    unit: str
    score: float
    low: float
    high: float
    raw: float | None
    n: int
    rank_low: int
    rank_high: int


@dataclass(frozen=True, slots=True)
class League:
    prior: Prior
    rows: tuple[LeagueRow, ...]


def nps_league(
    units: Mapping[str, NpsTally], rng: np.random.Generator, draws: int = 4000, confidence: float = 0.95
) -> League:
    """Units by shrunk NPS, highest first, with score and rank intervals.

    Shape:  at least 10 exchangeable units in, one row each out; units without answers get the prior's mean.
    Errors: the prior is taken as known (empirical Bayes): intervals are a little short; ranks are simulated.
            `CannotFit` under 10 units with answers. Weighted tallies enter with n* answers.
    Source: Minka (2000), Dirichlet–multinomial; Efron & Morris (1975); Goldstein & Spiegelhalter (1996).
    """
    counts = [_on(t.moments, (t.promoters, t.passives, t.detractors)) for t in units.values()]
    entrants = _Entrants(
        tuple(units), np.array(counts).reshape(-1, 3), _people(units.values()), np.array(_NPS)
    )
    return _league(entrants, rng, draws, confidence)


def share_league(
    units: Mapping[str, ShareTally], rng: np.random.Generator, draws: int = 4000, confidence: float = 0.95
) -> League:
    """Units by shrunk share (0–1), highest first, with score and rank intervals.

    Shape:  at least 10 exchangeable units in, one row each out.
    Errors: as `nps_league`, beta-binomial.
    Source: as `nps_league`.
    """
    counts = [_on(t.moments, (t.hits, t.others)) for t in units.values()]
    entrants = _Entrants(
        tuple(units), np.array(counts).reshape(-1, 2), _people(units.values()), np.array(_SHARE)
    )
    return _league(entrants, rng, draws, confidence)


def fit_prior(counts: Matrix) -> Prior:
    """Dirichlet–multinomial by maximum likelihood; two classes make it beta-binomial.

    Shape:  one row of class counts per unit in, a prior out.
    Errors: the multinomial coefficient is left out of the log-likelihood; a strength of 1e6 means that units
            do not differ; `CannotFit` under 10 units with answers.
    Source: Minka (2000), "Estimating a Dirichlet distribution".
    """
    filled = counts[counts.sum(axis=1) > 0]
    if len(filled) < FEWEST_UNITS:
        raise CannotFit(f"{len(filled)} units have answers; a league table needs at least {FEWEST_UNITS}")
    pooled = (filled.sum(axis=0) + 0.5) / (filled.sum() + 0.5 * filled.shape[1])
    n = filled.sum(axis=1)
    place, best = highest(
        lambda logs: _slope(np.exp(logs), filled, n), np.log(pooled * 50), -20.0, float(np.log(_STRONGEST))
    )
    alphas = tuple(float(alpha) for alpha in np.exp(place))
    return Prior(alphas, best, p_equal=_p_equal(best, filled))


class _Entrants(NamedTuple):
    names: tuple[str, ...]
    counts: Matrix  # units × classes, on n* answers
    people: tuple[int, ...]
    worth: Vector  # what one answer of each class is worth


def _on(moments: MeanTally, classes: tuple[float, ...]) -> tuple[float, ...]:
    total, size = sum(classes), effective_size(moments) or 0.0
    return tuple(part / total * size if total > 0 else 0.0 for part in classes)


def _people(tallies: Iterable[NpsTally | ShareTally]) -> tuple[int, ...]:
    return tuple(round(tally.answers) for tally in tallies)


def _slope(alphas: Vector, counts: Matrix, n: Vector) -> Slope:
    """The log-likelihood of a Dirichlet–multinomial with its slopes in the logarithms of the parameters."""
    total = alphas.sum()
    value = (log_gamma(total) - log_gamma(n + total)).sum() + (
        log_gamma(counts + alphas) - log_gamma(alphas)
    ).sum()
    first = (digamma(counts + alphas) - digamma(alphas)).sum(axis=0) + (
        digamma(total) - digamma(n + total)
    ).sum()
    own = (trigamma(counts + alphas) - trigamma(alphas)).sum(axis=0)
    shared = (trigamma(total) - trigamma(n + total)).sum()
    gradient = alphas * first
    hessian = shared * np.outer(alphas, alphas) + np.diag(own * alphas**2 + gradient)
    return Slope(float(value), gradient, hessian)


def _p_equal(log_likelihood: float, counts: Matrix) -> float:
    """Likelihood ratio against one multinomial for all; half a χ², since the spread cannot be negative."""
    totals = counts.sum(axis=0)
    seen = totals[totals > 0]
    gained = log_likelihood - float(seen @ np.log(seen / totals.sum()))
    return p_of_z(float(np.sqrt(2 * gained))) / 2 if gained > 0 else 1.0


def _league(entrants: _Entrants, rng: np.random.Generator, draws: int, confidence: float) -> League:
    prior, worth, counts = fit_prior(entrants.counts), entrants.worth, entrants.counts
    posterior = counts + np.array(prior.alphas)
    strength, n = posterior.sum(axis=1), counts.sum(axis=1)
    share = posterior / strength[:, None]
    score = share @ worth
    half = z_of(confidence) * np.sqrt((share @ worth**2 - score**2) / (strength + 1))
    low, high = np.maximum(score - half, worth.min()), np.minimum(score + half, worth.max())
    ranks = _ranks(posterior, worth, rng, draws, confidence)
    rows = [
        LeagueRow(
            unit=name,
            score=float(score[i]),
            low=float(low[i]),
            high=float(high[i]),
            raw=float(counts[i] @ worth / n[i]) if n[i] > 0 else None,
            n=entrants.people[i],
            rank_low=ranks[i][0],
            rank_high=ranks[i][1],
        )
        for i, name in enumerate(entrants.names)
    ]
    return League(prior=prior, rows=tuple(sorted(rows, key=lambda row: (-row.score, row.unit))))


def _ranks(
    posterior: Matrix, worth: Vector, rng: np.random.Generator, draws: int, confidence: float
) -> list[tuple[int, int]]:
    gammas = rng.standard_gamma(posterior, size=(draws, *posterior.shape))
    scores = (gammas @ worth) / gammas.sum(axis=2)
    ranks = np.argsort(np.argsort(-scores, axis=1), axis=1) + 1
    tail = (1 - confidence) / 2
    ends = np.quantile(ranks, [tail, 1 - tail], axis=0, method="nearest")
    return [(int(low), int(high)) for low, high in ends.T]
