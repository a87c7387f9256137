"""Indices of several items: contributions add up, gaps in the answers are no answers, bootstrap agrees."""

from __future__ import annotations

import numpy as np
import pytest

from ohlas.metrics import BadSetting, BadTally
from ohlas.metrics.acsi import acsi
from ohlas.metrics.csi import csi
from ohlas.metrics.tests.recipes_models import csi_of_mobi

NAMES = ("speed", "staff", "price")


def answers(n=200, seed=4):
    rng = np.random.default_rng(seed)
    return rng.integers(1, 11, (n, 3)).astype(float), rng.integers(1, 11, (n, 3)).astype(float)


def index(importance, performance, **more):
    return csi(NAMES, importance, performance, scale=(1, 10), rng=np.random.default_rng(1), **more)


def test_contributions_make_the_index_and_what_is_missing_makes_a_hundred():
    found = index(*answers())
    assert sum(item.contribution for item in found.items) == pytest.approx(found.value)
    assert sum(item.contribution + item.could_add for item in found.items) == pytest.approx(100)
    assert sum(item.weight for item in found.items) == pytest.approx(1)
    assert found.low < found.value < found.high


def test_the_bootstrap_agrees_with_the_linearised_error():
    found = csi_of_mobi()
    assert found.bootstrap_se == pytest.approx(found.se, rel=0.05)
    assert found.bootstraps == 2000


def test_a_weight_of_two_counts_as_two_people():
    importance, performance = answers(40)
    twice = index(np.vstack([importance, importance[:10]]), np.vstack([performance, performance[:10]]))
    weighted = index(importance, performance, weights=[2.0] * 10 + [1.0] * 30)
    assert weighted.value == pytest.approx(twice.value)


def test_a_skipped_item_is_not_a_low_one():
    importance, performance = answers()
    full = index(importance, performance).value
    performance[:50, 1] = np.nan
    skipped = index(importance, performance)
    assert skipped.value == pytest.approx(full, abs=3)
    assert skipped.n == 200


def test_the_gap_is_shown_only_on_one_common_scale():
    assert index(*answers()).items[0].gap is None
    found = index(*answers(), common_scale=True).items[0]
    assert found.gap == pytest.approx(found.importance - found.performance)


def test_equal_people_make_a_certain_index():
    found = index(np.full((20, 3), 5.0), np.full((20, 3), 10.0))
    assert (found.value, found.low, found.high) == pytest.approx((100, 100, 100))


@pytest.mark.parametrize(
    ("importance", "performance", "scale", "error"),
    [
        (np.ones((5, 2)), np.ones((5, 3)), (1, 10), BadSetting),
        (np.ones((5, 3)), np.ones((5, 3)), (5, 5), BadSetting),
        (np.zeros((5, 3)), np.ones((5, 3)), (1, 10), BadSetting),
        (np.full((5, 3), np.nan), np.ones((5, 3)), (1, 10), BadTally),
        (np.full((5, 3), np.inf), np.ones((5, 3)), (1, 10), BadTally),
    ],
)
def test_an_index_that_means_nothing_is_refused(importance, performance, scale, error):
    with pytest.raises(error):
        csi(NAMES, importance, performance, scale=scale, rng=np.random.default_rng(1))


def test_the_american_index_says_where_its_weights_come_from():
    found = acsi([[7, 8, 9], [8, 9, 10], [5, 6, 6]], item_weights=(1, 2, 1), weights_from="PLS, 2026")
    assert found.weights_from == "PLS, 2026"
    assert found.item_weights == pytest.approx((0.25, 0.5, 0.25))
    assert found.figure.low < found.figure.value < found.figure.high


def test_the_american_index_uses_everybody_who_answered_an_item():
    found = acsi([[10, 10, 10], [10, np.nan, 10], [np.nan, np.nan, np.nan], [10, 1, 10]])
    assert found.item_means == (10, 5.5, 10)
    assert found.figure.n == 3


@pytest.mark.parametrize("items", [[[0, 5, 5]], [[11, 5, 5]], [[5, 5]]])
def test_answers_off_one_to_ten_are_refused(items):
    with pytest.raises(BadSetting):
        acsi(items)
