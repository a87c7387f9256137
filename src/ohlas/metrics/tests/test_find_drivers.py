"""Drivers: shares sum to R², gaps and ties are said openly, statsmodels is the reference."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
import statsmodels.api as sm

from ohlas.metrics import BadSetting, BadTally
from ohlas.metrics.crossproducts import correlations, cross_products, resampled
from ohlas.metrics.drivers import Remark, drivers
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.relative_weights import johnson_shares
from ohlas.metrics.subsets import shapley_shares
from ohlas.metrics.tests.golden import read
from ohlas.metrics.tests.recipes_models import DRIVERS_14


def answers(n=600, k=4, seed=3):
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(n, 1)) + rng.normal(size=(n, k))
    return x, x @ np.arange(k) * 0.5 + rng.normal(size=n)


def found(x, y, **more):
    names = [f"d{i}" for i in range(np.shape(x)[1])]
    return drivers(names, x, y, rng=np.random.default_rng(1), **({"bootstraps": 200} | more))


def by_name(report):
    return {driver.name: driver for driver in report.drivers}


def test_shares_equal_the_mean_over_all_orders():
    x, y = answers(k=3)
    gained = np.zeros(3)
    for order in permutations(range(3)):
        before = 0.0
        for place, j in enumerate(order):
            r2 = sm.OLS(y, sm.add_constant(x[:, order[: place + 1]])).fit().rsquared
            gained[j] += (r2 - before) / 6
            before = r2
    report = by_name(found(x, y))
    assert [report[f"d{j}"].importance for j in range(3)] == pytest.approx(gained)


def test_coefficients_and_fit_equal_statsmodels_weighted_or_not():
    x, y = answers()
    w = np.random.default_rng(5).uniform(0.2, 3, len(y))
    for weights in (None, w):
        reference = sm.WLS(
            y, sm.add_constant(x), weights=np.ones(len(y)) if weights is None else weights
        ).fit()
        report = found(x, y, weights=weights)
        assert report.r2 == pytest.approx(reference.rsquared, abs=1e-9)
        values = [by_name(report)[f"d{j}"].coefficient for j in range(4)]
        assert values == pytest.approx(reference.params[1:], abs=1e-9)


def test_the_bootstrap_agrees_with_least_squares():
    x, y = answers()
    reference = sm.OLS(y, sm.add_constant(x)).fit()
    for j, driver in by_name(found(x, y, bootstraps=1000)).items():
        half = (driver.coefficient_high - driver.coefficient_low) / 2
        assert half == pytest.approx(1.96 * reference.bse[1 + int(j[1])], rel=0.12)


def test_drivers_come_by_importance_with_intervals_signs_and_gains():
    x, y = answers()
    report = found(x, -y, target=2.0)
    assert [d.importance for d in report.drivers] == sorted(
        (d.importance for d in report.drivers), reverse=True
    )
    assert sum(d.importance for d in report.drivers) == pytest.approx(report.r2)
    assert all(0 <= d.low <= d.importance <= d.high for d in report.drivers)
    strongest = report.drivers[0]
    assert strongest.coefficient < 0
    assert strongest.gain is None
    helping = by_name(found(x, y, target=2.0))["d3"]
    assert helping.gain == pytest.approx(helping.coefficient * (2.0 - helping.mean))
    assert by_name(found(x, y))["d3"].gain is None


def test_a_driver_that_adds_nothing_has_no_evidence():
    x, y = answers()
    noise = np.random.default_rng(11).normal(size=(len(y), 1))
    report = by_name(found(np.hstack([x, noise]), y))
    assert report["d3"].has_evidence
    assert not report["d4"].has_evidence


def test_the_same_seed_gives_the_same_figures():
    x, y = answers()
    assert found(x, y) == found(x, y)


def test_incomplete_answers_are_left_out_and_counted():
    x, y = answers()
    x[:60, 0] = np.nan
    report = found(x, y)
    assert (report.n, report.lost) == (540, 60)
    assert Remark.IMPUTED not in report.remarks
    complete = found(x[60:], y[60:])
    assert report.drivers[0].importance == pytest.approx(complete.drivers[0].importance)


def test_above_a_fifth_lost_gaps_are_filled_and_it_is_said():
    x, y = answers(n=1500)
    truth = by_name(found(x, y))
    gaps = np.random.default_rng(6).random(x.shape) < 0.12
    report = found(np.where(gaps, np.nan, x), y)
    assert report.n == 1500
    assert report.lost > 300
    assert Remark.IMPUTED in report.remarks
    for driver in report.drivers:
        assert driver.coefficient == pytest.approx(truth[driver.name].coefficient, abs=0.1)
        assert driver.importance == pytest.approx(truth[driver.name].importance, abs=0.05)


def test_an_outcome_nobody_gave_is_no_gap_to_fill():
    x, y = answers()
    y[:100] = np.nan
    assert (found(x, y).n, found(x, y).lost) == (500, 0)


def test_a_driver_without_variance_is_left_out_by_name():
    x, y = answers()
    x[:, 2] = 4.0
    report = found(x, y)
    assert report.remarks[Remark.NO_VARIANCE] == ("d2",)
    assert [d.name for d in report.drivers if d.name == "d2"] == []


def test_perfectly_collinear_drivers_share_and_are_named():
    x, y = answers()
    report = found(np.column_stack([x, x[:, 3]]), y)
    rows = by_name(report)
    assert set(report.remarks[Remark.COLLINEAR]) == {"d3", "d4"}
    assert rows["d3"].importance == pytest.approx(rows["d4"].importance)
    assert rows["d3"].coefficient == pytest.approx(rows["d4"].coefficient)
    assert sum(d.importance for d in report.drivers) == pytest.approx(report.r2)
    assert report.r2 == pytest.approx(found(x, y).r2)


def test_few_answers_are_said():
    x, y = answers(n=35)
    assert Remark.FEW_ANSWERS in found(x, y).remarks
    x, y = answers(n=45)
    assert Remark.FEW_ANSWERS not in found(x, y).remarks


def test_beyond_sixteen_drivers_johnson_stands_in():
    x, y = answers(n=900, k=17)
    report = found(x, y)
    assert report.method == "Johnson"
    assert Remark.APPROXIMATE in report.remarks
    assert sum(d.importance for d in report.drivers) == pytest.approx(report.r2)


def test_johnson_is_near_shapley_and_both_sum_to_the_fit():
    x, y = answers(k=8)
    matrix = correlations(cross_products(np.column_stack([x, y]), np.ones(len(y))).covariances)[None]
    exact, near = shapley_shares(matrix)[0], johnson_shares(matrix)[0]
    assert exact.sum() == pytest.approx(near.sum())
    assert near == pytest.approx(exact, abs=0.02)


def test_resampled_covariances_scatter_around_those_of_all():
    x, _ = answers(n=20_000)
    means, covariances = resampled(x, np.ones(len(x)), np.random.default_rng(2), 300)
    assert means.mean(axis=0) == pytest.approx(x.mean(axis=0), abs=0.005)
    assert means.std(axis=0) == pytest.approx(x.std(axis=0) / np.sqrt(len(x)), rel=0.15)
    assert covariances.mean(axis=0) == pytest.approx(np.cov(x.T, ddof=0), abs=0.01)


@pytest.mark.parametrize(
    ("x", "y", "error"),
    [
        (np.ones((50, 2)), np.arange(50.0), CannotFit),
        (np.arange(100.0).reshape(50, 2), np.ones(50), CannotFit),
        (np.arange(6.0).reshape(3, 2) ** 2, np.arange(3.0), CannotFit),
        (np.full((50, 2), np.nan), np.arange(50.0), CannotFit),
        (np.full((50, 2), np.inf), np.arange(50.0), BadTally),
        (np.arange(100.0).reshape(50, 2), np.arange(49.0), BadSetting),
    ],
)
def test_what_explains_nothing_is_refused(x, y, error):
    with pytest.raises(error):
        found(x, y)


def test_airline_touchpoints_are_ranked_with_zero_as_not_applicable():
    rows = read("business/airline_satisfaction/airline_passenger_satisfaction_test.csv")
    x = np.array([[float(r[name]) or np.nan for name in DRIVERS_14] for r in rows])
    y = np.array([float(r["satisfaction"] == "satisfied") for r in rows])
    report = drivers(DRIVERS_14, x, y, rng=np.random.default_rng(1), bootstraps=200, target=5)
    assert report.drivers[0].name == "Online boarding"
    assert report.lost == len(rows) - 23_863
    assert all(driver.low < driver.high for driver in report.drivers)


def test_fourteen_drivers_of_a_hundred_thousand_people_share_all_that_is_explained():
    rng = np.random.default_rng(0)
    x = np.round(3 + rng.normal(size=(100_000, 1)) + rng.normal(size=(100_000, 14)))
    y = x @ np.linspace(0, 1, 14) + rng.normal(size=100_000)
    report = found(x, y)
    assert sum(driver.importance for driver in report.drivers) == pytest.approx(report.r2)
