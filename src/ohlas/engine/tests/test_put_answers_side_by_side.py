"""Answers of one signal stand in one row, and only in their own."""

import numpy as np
import pytest

from ohlas.engine import Filter, Query, answers_table, matrix
from ohlas.engine.tests.conftest import answer

NPS, COFFEE = ("nps", "nps_0_10"), ("coffee", "rating_1_5")


def both(number, nps, coffee, **more):
    first = answer(number, value=nps, **more)
    second = answer(number, question="coffee", scale="rating_1_5", value=coffee, **more)
    return [first] + ([second] if coffee is not None else [])


def test_answers_of_one_signal_stand_in_one_row_and_gaps_are_unknown(store):
    rows = [*both(1, 9, 5), *both(2, 3, None), *both(3, 0, 1)]
    store.append("answers", 1, answers_table(rows))
    found = matrix(store, Query("sova"), (NPS, COFFEE))
    np.testing.assert_array_equal(found.values, [[9, 5], [3, np.nan], [0, 1]])
    assert found.weights is None


def test_a_zero_is_an_answer_and_a_gap_is_not(store):
    store.append("answers", 1, answers_table(both(1, 0, None)))
    found = matrix(store, Query("sova"), (NPS, COFFEE))
    assert found.values[0, 0] == 0
    assert np.isnan(found.values[0, 1])


def test_the_same_question_on_another_scale_is_another_item(store):
    rows = [*both(1, 9, 5), answer(2, question="coffee", scale="rating_1_10", value=10)]
    store.append("answers", 1, answers_table(rows))
    found = matrix(store, Query("sova"), (COFFEE,))
    assert np.nanmax(found.values) == 5


def test_filters_scope_and_weights_hold(store):
    rows = [*both(1, 9, 5, unit="prague", weight=2.0), *both(2, 3, 1, unit="brno"), *both(3, 6, 2)]
    store.append("answers", 1, answers_table(rows))
    seen = matrix(store, Query("sova", scope_units={"prague", "brno"}), (NPS, COFFEE))
    assert seen.values[:, 0].tolist() == [9, 3]
    assert seen.weights.tolist() == [2, 1]
    one = matrix(store, Query("sova", where=(Filter("unit", "in", ("brno",)),)), (NPS,))
    assert one.values.tolist() == [[3]]
    assert len(matrix(store, Query("foreign"), (NPS,)).values) == 0


@pytest.mark.parametrize("filled", [False, True])
def test_nobody_gives_no_rows(store, filled):
    if filled:
        store.append("answers", 1, answers_table(both(1, 9, 5)))
    assert matrix(store, Query("sova"), (("other", "nps_0_10"),)).values.shape == (0, 1)
