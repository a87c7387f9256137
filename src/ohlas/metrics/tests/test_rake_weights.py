"""Raking meets its margins and bounds, or refuses by name."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from ohlas.metrics import BadSetting, BadTally
from ohlas.metrics.errors import CannotRake
from ohlas.metrics.raking import Margin, contact_weights, rake

GENDERS = ["m"] * 70 + ["f"] * 30
AGES = (["young"] * 20 + ["old"] * 15) * 2 + ["young"] * 10 + ["old"] * 20
HALF = {"m": 0.5, "f": 0.5}


def shares(weights, categories):
    return {
        c: sum(w for w, k in zip(weights, categories, strict=True) if k == c) / sum(weights)
        for c in set(categories)
    }


@given(st.floats(0.45, 0.65), st.floats(0.4, 0.6), st.lists(st.floats(0.7, 1.4), min_size=100, max_size=100))
def test_margins_are_met_within_bounds(men, young, start):
    margins = [
        Margin("gender", GENDERS, {"m": men, "f": 1 - men}),
        Margin("age", AGES, {"young": young, "old": 1 - young}),
    ]
    raked = rake(margins, start)
    assert shares(raked.weights, GENDERS)["m"] == pytest.approx(men, abs=1e-8)
    assert shares(raked.weights, AGES)["young"] == pytest.approx(young, abs=1e-8)
    assert raked.weights.mean() == pytest.approx(1)
    assert 0.3 - 1e-8 <= raked.weights.min() <= raked.weights.max() <= 3.0 + 1e-8


def test_targets_may_be_counts():
    counted = rake([Margin("gender", GENDERS, {"m": 12_000, "f": 12_000})])
    assert np.allclose(counted.weights, rake([Margin("gender", GENDERS, HALF)]).weights)


def test_trimming_pulls_a_heavy_answer_into_the_bounds():
    start = [1.0] * 99 + [9.0]
    free = rake([Margin("gender", GENDERS, HALF)], start, bounds=None)
    trimmed = rake([Margin("gender", GENDERS, HALF)], start)
    assert free.weights.max() > 3
    assert trimmed.weights.max() == pytest.approx(3, abs=1e-8)
    assert shares(trimmed.weights, GENDERS)["f"] == pytest.approx(0.5)


def is_feasible(men, young, low, high):
    """Whether weights within bounds exist at all, by linear programming over the four groups."""
    groups = [(g, a) for g in ("m", "f") for a in ("young", "old")]
    sizes = [sum(pair == group for pair in zip(GENDERS, AGES, strict=True)) for group in groups]
    rows = [[g == "m" for g, _ in groups], [a == "young" for _, a in groups], [1] * 4]
    ends = [(low * n, high * n) for n in sizes]
    return linprog([0] * 4, A_eq=rows, b_eq=[100 * men, 100 * young, 100], bounds=ends).success


@given(st.floats(0.05, 0.95), st.floats(0.05, 0.95))
def test_bounds_are_refused_only_where_no_weights_can_meet_them(men, young):
    margins = [
        Margin("gender", GENDERS, {"m": men, "f": 1 - men}),
        Margin("age", AGES, {"young": young, "old": 1 - young}),
    ]
    if is_feasible(men, young, 0.33, 2.8):
        assert rake(margins).weights.max() <= 3
    elif not is_feasible(men, young, 0.3, 3.0):
        with pytest.raises(CannotRake, match="widen the bounds"):
            rake(margins)


def refused(*margins, **more):
    with pytest.raises(CannotRake) as caught:
        rake(list(margins), **more)
    return str(caught.value)


def test_an_empty_category_with_a_target_is_refused_by_name():
    targets = {"m": 0.4, "f": 0.4, "x": 0.2}
    assert "“gender”" in refused(Margin("gender", GENDERS, targets))
    assert "“x”" in refused(Margin("gender", GENDERS, targets))
    assert rake([Margin("gender", GENDERS, {"m": 0.5, "f": 0.5, "x": 0.0})])


def test_people_without_a_target_are_refused_by_name():
    assert "“f”" in refused(Margin("gender", GENDERS, {"m": 1.0}))


def test_bounds_that_cannot_be_met_are_refused_by_name():
    message = refused(Margin("gender", GENDERS, {"m": 0.02, "f": 0.98}))
    assert "gender “m”" in message
    assert "widen the bounds" in message


def test_margins_that_contradict_each_other_are_refused_by_name():
    same = Margin("again", GENDERS, {"m": 0.6, "f": 0.4})
    assert "contradict" in refused(Margin("gender", GENDERS, HALF), same, bounds=None)


def test_nobody_cannot_be_raked():
    assert "nobody" in refused(Margin("gender", [], HALF))


@pytest.mark.parametrize("bounds", [(1.2, 3), (0.3, 0.9), (-1, 3)])
def test_bounds_without_the_mean_weight_are_refused(bounds):
    with pytest.raises(BadSetting, match="mean weight"):
        rake([Margin("gender", GENDERS, HALF)], bounds=bounds)


@pytest.mark.parametrize("start", [[1.0] * 99, [-1.0] + [1.0] * 99, [np.nan] + [1.0] * 99])
def test_impossible_start_weights_are_refused(start):
    with pytest.raises(BadTally):
        rake([Margin("gender", GENDERS, HALF)], start)


def test_contact_weights_are_bounded():
    weights = contact_weights([0.5, 0.25, 0.001])
    assert weights / weights[0] == pytest.approx([1, 2, 10])
    assert weights.mean() == pytest.approx(1)
    with pytest.raises(BadSetting):
        contact_weights([0.0])
