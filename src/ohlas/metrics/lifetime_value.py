"""What a customer without a contract will still buy: how often (BG/NBD) and for how much (Gamma–Gamma)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ohlas.metrics.arrays import same_length, vector
from ohlas.metrics.errors import BadTally, CannotFit
from ohlas.metrics.numerics import hypergeometric, log_gamma, lowest

if TYPE_CHECKING:
    import numpy.typing as npt

    from ohlas.metrics.arrays import Vector

_FEWEST = 10  # customers; below, four parameters are invention


@dataclass(frozen=True, slots=True)
class Histories:
    """Per customer: repeat purchases, time of the last one since the first, time watched since the first."""

    frequency: Vector
    recency: Vector
    age: Vector

    @classmethod
    def of(cls, frequency: npt.ArrayLike, recency: npt.ArrayLike, age: npt.ArrayLike) -> Histories:
        x, t, a = vector(frequency, "frequency"), vector(recency, "recency"), vector(age, "age")
        same_length(frequency=x, recency=t, age=a)
        if np.isnan(x + t + a).any() or (x < 0).any() or (t < 0).any() or (t > a + 1e-9).any():
            raise BadTally(
                "a history is a count and two times, none missing, the last purchase within the age"
            )
        return cls(x, t, a)


@dataclass(frozen=True, slots=True)
class BgNbd:
    """Purchase rates r, α (in the unit of time); drop-out after a purchase a, b."""

    r: float
    alpha: float
    a: float
    b: float
    log_likelihood: float


@dataclass(frozen=True, slots=True)
class GammaGamma:
    """Spend per order: shapes p and q, scale γ (in money)."""

    p: float
    q: float
    gamma: float
    log_likelihood: float


def fit_bg_nbd(histories: Histories) -> BgNbd:
    """The four parameters by maximum likelihood, unpenalised.

    Shape:  histories of at least 10 customers, some of whom came back, in; time in weeks by custom.
    Errors: to about 1e-5 of each parameter; `CannotFit` for fewer customers or none that came back.
    Source: Fader, Hardie & Lee (2005), *Marketing Science* 24(2).
    """
    if len(histories.frequency) < _FEWEST or not histories.frequency.any():
        raise CannotFit(f"purchase rates need {_FEWEST} customers, and some who came back")
    # Time is brought to a mean age of one first, so that days and weeks are fitted alike.
    unit = float(histories.age.mean())
    scaled = Histories(histories.frequency, histories.recency / unit, histories.age / unit)
    place, _ = lowest(lambda logs: -_bg_nbd_ll(np.exp(np.clip(logs, -15, 15)), scaled), np.zeros(4))
    r, alpha, a, b = (float(value) for value in np.exp(place))
    found = BgNbd(r, alpha * unit, a, b, 0.0)
    return BgNbd(found.r, found.alpha, a, b, bg_nbd_log_likelihood(found, histories))


def bg_nbd_log_likelihood(model: BgNbd, histories: Histories) -> float:
    """How well given parameters fit given histories.

    Shape:  a model and histories in, a negative number out.
    Errors: exact to rounding.
    Source: Fader, Hardie & Lee (2005), equation 6.
    """
    return _bg_nbd_ll(np.array([model.r, model.alpha, model.a, model.b]), histories)


def probability_alive(model: BgNbd, histories: Histories) -> Vector:
    """The chance that each customer has not yet left, 0–1; 1 for those who never came back.

    Shape:  histories in, one share each out.
    Errors: the model's: customers leave only right after a purchase.
    Source: Fader, Hardie & Lee (2008), "Computing P(alive) using the BG/NBD model".
    """
    x, t, age = histories.frequency, histories.recency, histories.age
    ratio = ((model.alpha + age) / (model.alpha + t)) ** (model.r + x)
    left = model.a / (model.b + np.maximum(x, 1) - 1) * ratio
    return np.asarray(1 / (1 + np.where(x > 0, left, 0.0)))


def expected_purchases(model: BgNbd, histories: Histories, ahead: float) -> Vector:
    """Purchases each customer is expected to make in the time `ahead`.

    Shape:  histories and a time in the same unit in, one number each out.
    Errors: the model's; a ≈ 1 is stepped around by 1e-6.
    Source: Fader, Hardie & Lee (2005), equation 10.
    """
    x, age = histories.frequency, histories.age
    a = model.a if abs(model.a - 1) > 1e-6 else 1 + 1e-6  # noqa: PLR2004 - the formula's pole
    r, b, alpha = model.r + x, model.b + x, model.alpha + age
    gauss = hypergeometric(r, b, a + b - 1, ahead / (alpha + ahead))
    rest = 1 - (alpha / (alpha + ahead)) ** r * gauss
    return (a + b - 1) / (a - 1) * rest * probability_alive(model, histories)


def fit_gamma_gamma(orders: npt.ArrayLike, mean_value: npt.ArrayLike) -> GammaGamma:
    """Spend per order by maximum likelihood, from customers with repeat orders.

    Shape:  repeat orders and their mean value, one each per customer, all above 0 in.
    Errors: to about 1e-4 of each parameter; assumes spend and frequency are unrelated. `CannotFit` under 10
            customers, `BadTally` for values not above 0.
    Source: Fader & Hardie (2013), "The Gamma-Gamma model of monetary value".
    """
    x, m = vector(orders, "orders"), vector(mean_value, "mean_value")
    same_length(orders=x, mean_value=m)
    if len(x) < _FEWEST:
        raise CannotFit(f"{len(x)} customers came back; spend per order needs {_FEWEST}")
    if not ((x > 0) & (m > 0)).all():
        raise BadTally("orders and their mean value must be above 0: leave out gifts and returns")
    unit = float(m.mean())
    place, _ = lowest(lambda logs: -_gamma_gamma_ll(np.exp(np.clip(logs, -15, 15)), x, m / unit), np.ones(3))
    p, q, gamma = (float(value) for value in np.exp(place))
    return GammaGamma(p, q, gamma * unit, _gamma_gamma_ll(np.array([p, q, gamma * unit]), x, m))


def expected_order_value(model: GammaGamma, orders: npt.ArrayLike, mean_value: npt.ArrayLike) -> Vector:
    """What each customer's next order is expected to be worth, drawn towards what all spend.

    Shape:  repeat orders (0 allowed) and their mean value in, money out; needs q above 1.
    Errors: the model's; `CannotFit` when q ≤ 1, where no mean exists.
    Source: Fader & Hardie (2013), equation 5.
    """
    if model.q <= 1:
        raise CannotFit("spend varies too much between customers for a mean order value")
    x, m = vector(orders, "orders"), vector(mean_value, "mean_value")
    return np.asarray(model.p * (model.gamma + x * m) / (model.p * x + model.q - 1))


def _bg_nbd_ll(parameters: Vector, histories: Histories) -> float:
    r, alpha, a, b = parameters
    x, t, age = histories.frequency, histories.recency, histories.age
    counts = log_gamma(r + x) - log_gamma(r) + r * np.log(alpha)
    stayed = log_gamma(a + b) + log_gamma(b + x) - log_gamma(b) - log_gamma(a + b + x)
    alive = -(r + x) * np.log(alpha + age)
    gone = np.log(a) - np.log(b + np.maximum(x, 1) - 1) - (r + x) * np.log(alpha + t)
    return float(np.sum(counts + stayed + np.where(x > 0, np.logaddexp(alive, gone), alive)))


def _gamma_gamma_ll(parameters: Vector, x: Vector, m: Vector) -> float:
    p, q, gamma = parameters
    shape = log_gamma(p * x + q) - log_gamma(p * x) - log_gamma(q)
    rest = q * np.log(gamma) + (p * x - 1) * np.log(m) + p * x * np.log(x)
    return float(np.sum(shape + rest - (p * x + q) * np.log(gamma + x * m)))
