"""Penalty and reward: what hurts and what helps are told apart, by intervals only."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from ohlas.metrics import BadSetting
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.penalty_reward import Kind, penalty_reward
from ohlas.metrics.regression import least_squares

NAMES = ("basic", "exciting", "both", "nothing")


def people(n=1500):
    rng = np.random.default_rng(4)
    x = rng.integers(1, 11, (n, 4)).astype(float)
    low, high = x <= 4, x >= 8
    y = 7 - low[:, 0] + high[:, 1] - low[:, 2] + high[:, 2] + rng.normal(size=n)
    return x, y


def test_kinds_are_told_from_intervals():
    found = penalty_reward(NAMES, *people(), low_until=4, high_from=8)
    assert [item.kind for item in found.items] == [Kind.BASIC, Kind.EXCITING, Kind.PERFORMANCE, Kind.UNCLEAR]
    assert found.constant == pytest.approx(7, abs=0.2)


def test_what_is_hardly_known_of_one_side_is_no_verdict():
    x, y = people()
    rare = np.where(x[:, 1] <= 4, 6, x[:, 1])
    rare[:3] = 1
    x[:, 1] = rare
    y[:3] = y.mean() + np.array([-3.0, 0.0, 3.0])
    found = {item.name: item for item in penalty_reward(NAMES, x, y, low_until=4, high_from=8).items}
    exciting = found["exciting"]
    assert exciting.penalty.low < -exciting.reward.value, "three low grades prove nothing"
    assert exciting.kind is Kind.HELPS
    turned = penalty_reward(NAMES, 11 - x, -y, low_until=3, high_from=7).items[1]
    assert turned.kind is Kind.HURTS, "the same seen from the other end"


def test_incomplete_rows_are_left_out_and_counted():
    x, y = people()
    x[:10, 0], y[10:15] = np.nan, np.nan
    found = penalty_reward(NAMES, x, y, low_until=4, high_from=8)
    assert (found.n, found.lost) == (1485, 15)


def test_an_item_nobody_rated_low_is_refused_by_name():
    x, y = people()
    x[:, 3] = np.maximum(x[:, 3], 5)
    with pytest.raises(CannotFit, match="“nothing” low"):
        penalty_reward(NAMES, x, y, low_until=4, high_from=8)


def test_cutoffs_in_the_wrong_order_are_refused():
    with pytest.raises(BadSetting, match="low to high"):
        penalty_reward(NAMES, *people(), low_until=8, high_from=4)


def test_least_squares_equals_statsmodels():
    x, y = people(200)
    columns = np.column_stack([np.ones(200), x])
    ours, theirs = least_squares(["c", *NAMES], columns, y), sm.OLS(y, columns).fit()
    assert [c.value for c in ours.coefficients] == pytest.approx(theirs.params, abs=1e-10)
    assert [c.se for c in ours.coefficients] == pytest.approx(theirs.bse, abs=1e-10)
    assert [(c.low, c.high) for c in ours.coefficients] == [pytest.approx(ends) for ends in theirs.conf_int()]
    assert ours.r2 == pytest.approx(theirs.rsquared)


def test_a_collinear_column_is_refused_by_name():
    x, y = people(200)
    with pytest.raises(CannotFit, match="“again”"):
        least_squares(["a", "again"], np.column_stack([x[:, 0], 2 * x[:, 0]]), y)


def test_too_few_people_are_refused():
    with pytest.raises(CannotFit, match="3 people"):
        least_squares(["a", "b", "c"], np.eye(3), np.ones(3))
