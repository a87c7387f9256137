"""What moves the score: each driver's share of what is explained, its sign, and what it could add.

It is association, not proof; every page that shows it says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from ohlas.metrics.arrays import matrix, vector, weights_for
from ohlas.metrics.crossproducts import correlations, cross_products, resampled
from ohlas.metrics.distributions import z_of
from ohlas.metrics.errors import BadSetting, CannotFit
from ohlas.metrics.imputation import filled
from ohlas.metrics.relative_weights import johnson_shares
from ohlas.metrics.subsets import MOST_EXACT, shapley_shares

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy.typing as npt

    from ohlas.metrics.arrays import Matrix, Vector

BOOTSTRAPS = 2000  # in a final figure; 200 will do while looking around
_MOST_LOST = 0.20  # above this share of incomplete rows, gaps are filled instead
_ANSWERS_PER_DRIVER = 10
_HIGH_VIF = 10.0


class Remark(StrEnum):
    """What a reader must be told beside the figures."""

    FEW_ANSWERS = "fewer than ten answers per driver"
    COLLINEAR = "drivers that say nearly the same cannot be told apart"
    NO_VARIANCE = "everybody gave the same answer, so nothing can be said"
    IMPUTED = "more than a fifth of the rows had gaps, which were filled several times"
    APPROXIMATE = "over sixteen drivers: Johnson's weights instead of exact shares"


@dataclass(frozen=True, slots=True)
class Driver:
    """Share of R² with its interval; coefficient and correlation give the sign that the share has not."""

    name: str
    importance: float
    low: float
    high: float
    coefficient: float
    coefficient_low: float
    coefficient_high: float
    correlation: float
    mean: float
    gain: float | None
    vif: float

    @property
    def has_evidence(self) -> bool:
        """Whether it adds anything beyond the others: the coefficient's interval leaves zero out."""
        return self.coefficient_low > 0 or self.coefficient_high < 0


@dataclass(frozen=True, slots=True)
class DriverReport:
    drivers: tuple[Driver, ...]
    r2: float
    n: int
    lost: int
    method: str
    bootstraps: int
    remarks: Mapping[Remark, tuple[str, ...]]


class _Ready(NamedTuple):
    names: tuple[str, ...]
    constant: tuple[str, ...]
    columns: Matrix  # the outcome last
    weights: Vector
    lost: int
    impute: bool


class _Estimates(NamedTuple):
    importance: Vector
    coefficients: Vector
    draws: Matrix  # samples × 2k: importances, then coefficients


def drivers(
    names: Sequence[str],
    columns: npt.ArrayLike,
    outcome: npt.ArrayLike,
    *,
    rng: np.random.Generator,
    weights: npt.ArrayLike | None = None,
    target: float | None = None,
    bootstraps: int = BOOTSTRAPS,
    confidence: float = 0.95,
) -> DriverReport:
    """Drivers by importance, highest first, with intervals, signs and gains.

    Shape:  people × drivers and one outcome per person in (NaN where not answered). `target` is the grade all
            drivers are to reach: gain = b(target − x̄), None without a target or when b ≤ 0.
    Errors: percentile bootstrap over people; incomplete rows are left out and counted, above 20 % filled ten
            times and pooled by Rubin's rules. Drivers without variance are left out and named.
            `CannotFit` when nothing varies or too few people remain. Association, not proof.
    Source: Lindeman, Merenda & Gold (1980); Johnson (2000); Rubin (1987).
    """
    x, y = matrix(columns, "drivers"), vector(outcome, "outcome")
    if x.shape != (len(y), len(names)) or not names or len(set(names)) != len(names):
        raise BadSetting("every driver needs a name of its own, and every person an outcome")
    ready = _prepared(names, x, y, weights_for(len(y), weights))
    samples = list(filled(ready.columns, rng)) if ready.impute else [ready.columns]
    each = max(bootstraps // len(samples), 2)
    estimates = [_estimated(sample, ready.weights, rng, each) for sample in samples]
    rows = _rows(ready, estimates, samples, target=target, confidence=confidence)
    return DriverReport(
        drivers=rows,
        r2=float(np.mean([e.importance.sum() for e in estimates])),
        n=len(ready.weights),
        lost=ready.lost,
        method="LMG" if len(ready.names) <= MOST_EXACT else "Johnson",
        bootstraps=bootstraps,
        remarks=_remarks(rows, ready),
    )


def importance(correlation: Matrix) -> Matrix:
    """Shares of R² by the exact method up to 16 drivers, by Johnson's beyond.

    Shape:  samples × (k+1) × (k+1) with the outcome last in, samples × k out.
    Errors: as `shapley_shares` and `johnson_shares`.
    Source: metrics.md, "Drivers".
    """
    exact = correlation.shape[-1] - 1 <= MOST_EXACT
    return shapley_shares(correlation) if exact else johnson_shares(correlation)


def _prepared(names: Sequence[str], x: Matrix, y: Vector, w: Vector) -> _Ready:
    """Who answered the outcome, drivers that vary, and gaps either left out or left for filling."""
    known = ~np.isnan(y) & (w > 0)
    x, y, w_known = x[known], y[known], w[known]
    w = w_known
    varied = [j for j in range(len(names)) if len(np.unique(x[~np.isnan(x[:, j]), j])) > 1]
    if not varied or len(np.unique(y)) < 2:  # noqa: PLR2004 - one value is no variance
        raise CannotFit("the outcome or all drivers are the same for everybody: nothing can be explained")
    both = np.column_stack([x[:, varied], y])
    whole = np.asarray(~np.isnan(both).any(axis=1))
    lost = len(both) - int(whole.sum())
    impute = lost > _MOST_LOST * len(both)
    if not impute:
        both, w = both[whole], w[whole]
    if len(both) <= len(varied) + 1:
        raise CannotFit(f"{len(both)} answers cannot tell {len(varied)} drivers apart")
    still = [j for j, spread in zip(varied, np.nanstd(both, axis=0), strict=False) if spread > 0]
    if len(still) < len(varied):  # what varied was lost with the incomplete rows
        x[:, [j for j in varied if j not in still]] = 0.0
        return _prepared(names, x, y, w_known)
    constant = tuple(name for j, name in enumerate(names) if j not in varied)
    return _Ready(tuple(names[j] for j in varied), constant, both, w, lost, impute)


def _estimated(sample: Matrix, weights: Vector, rng: np.random.Generator, times: int) -> _Estimates:
    covariance = cross_products(sample, weights).covariances
    _, drawn = resampled(sample, weights, rng, times)
    draws = np.hstack([importance(correlations(drawn)), _coefficients(drawn)])
    return _Estimates(
        importance(correlations(covariance)[None])[0], _coefficients(covariance[None])[0], draws
    )


def _coefficients(covariances: Matrix) -> Matrix:
    """Least-squares coefficients; of drivers that say the same, the shortest solution."""
    correlation = correlations(covariances)
    sd = np.sqrt(np.diagonal(covariances, axis1=1, axis2=2))
    inverse = np.linalg.pinv(correlation[:, :-1, :-1], rcond=1e-10, hermitian=True)
    beta = np.einsum("sij,sj->si", inverse, correlation[:, :-1, -1])
    scale = np.where(sd[:, :-1] > 0, sd[:, -1:] / np.where(sd[:, :-1] > 0, sd[:, :-1], 1.0), 0.0)
    return np.asarray(beta * scale)


def _rows(
    ready: _Ready,
    estimates: Sequence[_Estimates],
    samples: Sequence[Matrix],
    *,
    target: float | None,
    confidence: float,
) -> tuple[Driver, ...]:
    k = len(ready.names)
    point = np.mean([np.concatenate([e.importance, e.coefficients]) for e in estimates], axis=0)
    low, high = _ends(point, estimates, confidence)
    low[:k], high[:k] = np.clip(low[:k], 0, point[:k]), np.maximum(high[:k], point[:k])
    sums = [cross_products(sample, ready.weights) for sample in samples]
    correlation = np.mean([correlations(s.covariances) for s in sums], axis=0)
    means, vif = np.mean([s.means for s in sums], axis=0), _vif(correlation[:k, :k])
    found = [
        Driver(
            name=name,
            importance=float(point[j]),
            low=float(low[j]),
            high=float(high[j]),
            coefficient=float(point[k + j]),
            coefficient_low=float(low[k + j]),
            coefficient_high=float(high[k + j]),
            correlation=float(correlation[j, k]),
            mean=float(means[j]),
            gain=_gain(float(point[k + j]), float(means[j]), target),
            vif=float(vif[j]),
        )
        for j, name in enumerate(ready.names)
    ]
    return tuple(sorted(found, key=lambda driver: -driver.importance))


def _ends(point: Vector, estimates: Sequence[_Estimates], confidence: float) -> tuple[Vector, Vector]:
    """Percentiles of one sample's draws; Rubin's total variance over several fillings."""
    tail = (1 - confidence) / 2
    if len(estimates) == 1:
        low, high = np.quantile(estimates[0].draws, [tail, 1 - tail], axis=0)
        return low, high
    each = np.array([np.concatenate([e.importance, e.coefficients]) for e in estimates])
    within = np.mean([e.draws.var(axis=0, ddof=1) for e in estimates], axis=0)
    half = z_of(confidence) * np.sqrt(within + (1 + 1 / len(each)) * each.var(axis=0, ddof=1))
    return point - half, point + half


def _vif(correlation: Matrix) -> Vector:
    """How much each driver's variance is blown up by the others; infinite when they determine it."""
    if np.linalg.cond(correlation) > 1 / 1e-10:
        values, vectors = np.linalg.eigh(correlation)
        tangled = (np.abs(vectors[:, values < values.max() * 1e-10]) > 1e-6).any(axis=1)  # noqa: PLR2004 - rounding
        rest = np.diagonal(np.linalg.pinv(correlation, rcond=1e-10, hermitian=True))
        return np.where(tangled, np.inf, rest)
    return np.asarray(np.diagonal(np.linalg.inv(correlation)))


def _gain(coefficient: float, mean: float, target: float | None) -> float | None:
    if target is None or coefficient <= 0:
        return None
    return max(coefficient * (target - mean), 0.0)


def _remarks(rows: Sequence[Driver], ready: _Ready) -> dict[Remark, tuple[str, ...]]:
    tangled = tuple(row.name for row in rows if row.vif > _HIGH_VIF)
    few = len(ready.weights) < _ANSWERS_PER_DRIVER * len(rows)
    found: dict[Remark, tuple[str, ...] | None] = {
        Remark.FEW_ANSWERS: () if few else None,
        Remark.COLLINEAR: tangled or None,
        Remark.NO_VARIANCE: ready.constant or None,
        Remark.IMPUTED: () if ready.impute else None,
        Remark.APPROXIMATE: () if len(rows) > MOST_EXACT else None,
    }
    return {remark: named for remark, named in found.items() if named is not None}
