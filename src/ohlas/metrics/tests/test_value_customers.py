"""Customer value and survival: simulated truth is recovered, published figures are met."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from statsmodels.duration.survfunc import SurvfuncRight

from ohlas.metrics import BadTally
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.lifetime_value import (
    BgNbd,
    GammaGamma,
    Histories,
    expected_order_value,
    expected_purchases,
    fit_bg_nbd,
    fit_gamma_gamma,
    probability_alive,
)
from ohlas.metrics.orders import order_histories
from ohlas.metrics.survival import kaplan_meier

CDNOW = BgNbd(0.243, 4.414, 0.793, 2.426, 0.0)


def simulated(model, customers, weeks, ahead, seed=1):
    """Customers who buy and leave as the model says: their histories, and what they really buy ahead."""
    rng = np.random.default_rng(seed)
    rates, leaves = rng.gamma(model.r, 1 / model.alpha, customers), rng.beta(model.a, model.b, customers)
    rows, later = [], []
    for rate, leave in zip(rates, leaves, strict=True):
        time, times = 0.0, []
        while (time := time + rng.exponential(1 / rate)) < weeks + ahead:
            times.append(time)
            if rng.random() < leave:
                break
        seen = [t for t in times if t <= weeks]
        rows.append((len(seen), seen[-1] if seen else 0.0, weeks))
        later.append(len(times) - len(seen))
    return Histories.of(*np.array(rows).T), np.array(later)


def test_simulated_customers_give_back_their_parameters_and_their_future():
    truth = BgNbd(0.8, 6.0, 0.9, 3.0, 0.0)
    histories, later = simulated(truth, 6000, weeks=52, ahead=26)
    found = fit_bg_nbd(histories)
    assert (found.r, found.alpha) == pytest.approx((truth.r, truth.alpha), rel=0.12)
    assert found.a / (found.a + found.b) == pytest.approx(truth.a / (truth.a + truth.b), rel=0.15)
    assert expected_purchases(found, histories, 26).sum() == pytest.approx(later.sum(), rel=0.05)


def test_the_published_customer_is_expected_to_buy_as_published():
    # Fader, Hardie & Lee (2005): x = 2, t_x = 30.43, T = 38.86 → 1.226 purchases in 39 weeks
    customer = Histories.of([2], [30.43], [38.86])
    assert expected_purchases(CDNOW, customer, 39)[0] == pytest.approx(1.226, abs=0.001)


def test_who_never_came_back_may_still_be_there():
    alive = probability_alive(CDNOW, Histories.of([0, 2, 2], [0, 30, 3], [38, 38, 38]))
    assert alive[0] == 1
    assert 0 < alive[2] < alive[1] < 1


def test_spend_per_order_is_recovered_and_drawn_towards_all():
    rng = np.random.default_rng(3)
    orders = rng.integers(1, 12, 5000)
    means = rng.gamma(6.0 * orders, 1 / (rng.gamma(4.0, 1 / 15.0, 5000) * orders))
    found = fit_gamma_gamma(orders, means)
    assert found.p * found.gamma / (found.q - 1) == pytest.approx(6 * 15 / 3, rel=0.05)
    once, often = expected_order_value(found, [1, 50], [300.0, 300.0])
    assert once < often < 300
    nobody = expected_order_value(found, [0], [0.0])[0]
    assert nobody == pytest.approx(found.p * found.gamma / (found.q - 1))


def test_orders_of_one_day_are_one_order():
    orders = [
        ("a", date(2026, 1, 1), 10.0), ("a", date(2026, 1, 15), 20.0), ("a", date(2026, 1, 15), 5.0),
        ("b", date(2026, 1, 8), 9.0), ("c", date(2026, 3, 1), 1.0),
    ]  # fmt: skip
    first, second = order_histories(orders, date(2026, 1, 29))
    assert (first.customer, first.repeats, first.recency_weeks, first.age_weeks) == ("a", 1, 2, 4)
    assert first.mean_repeat_value == 25
    assert (second.repeats, second.mean_repeat_value) == (0, None)


@pytest.mark.parametrize(
    "history", [([1], [5], [4]), ([-1], [0], [4]), ([1], [np.nan], [4]), ([1, 2], [1], [4])]
)
def test_an_impossible_history_is_refused(history):
    with pytest.raises(BadTally):
        Histories.of(*history)


def test_too_little_history_is_refused():
    with pytest.raises(CannotFit):
        fit_bg_nbd(Histories.of([0] * 20, [0] * 20, [5] * 20))
    with pytest.raises(CannotFit):
        fit_gamma_gamma([1, 2], [3.0, 4.0])
    with pytest.raises(BadTally):
        fit_gamma_gamma([1] * 10, [0.0] * 10)
    with pytest.raises(CannotFit):
        expected_order_value(GammaGamma(1, 0.9, 1, 0), [1], [1.0])


def test_survival_equals_statsmodels():
    rng = np.random.default_rng(5)
    times, ended = rng.integers(1, 30, 300), rng.random(300) < 0.6
    ours, theirs = kaplan_meier(times, ended), SurvfuncRight(times, ended)
    at = dict(zip(theirs.surv_times, theirs.surv_prob, strict=True))
    for step in ours.steps:
        assert step.survival == pytest.approx(at[step.time])
        assert 0 <= step.low <= step.survival <= step.high <= 1
    assert ours.median == theirs.quantile(0.5)


def test_contracts_that_never_ended_leave_nothing_to_say():
    running = kaplan_meier([3, 5, 9], [False, False, False])
    assert running.steps == ()
    assert running.median is None
    assert running.at(4) is None


def test_nothing_is_said_beyond_the_last_observation():
    found = kaplan_meier([1, 2, 3], [True, True, False])
    assert found.at(0.5) is None
    assert found.at(2.5).survival == pytest.approx(1 / 3)
    assert found.at(4) is None


def test_when_everybody_left_nobody_is_left():
    last = kaplan_meier([1, 2], [True, True]).steps[-1]
    assert (last.survival, last.low, last.high) == (0, 0, 0)


def test_unknown_times_are_refused():
    with pytest.raises(BadTally):
        kaplan_meier([1, np.nan], [True, True])
    with pytest.raises(BadTally):
        kaplan_meier([1, 2, 3], [True, True])
