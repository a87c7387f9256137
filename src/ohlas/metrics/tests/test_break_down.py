"""Breakdowns mark only what differs from the rest, and maps put the weak and important first."""

from __future__ import annotations

from functools import reduce
from operator import add

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohlas.metrics import UnlikeScales, counts_of, measure_of
from ohlas.metrics.breakdown import breakdown
from ohlas.metrics.drivers import drivers
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.priority_map import Quadrant, priority_map
from ohlas.metrics.tests.strategies import plain_counts

CSAT = measure_of("csat")


@given(st.lists(plain_counts(1, 5), min_size=2, max_size=6))
def test_each_group_is_compared_with_all_others(groups):
    marks = breakdown(CSAT, {str(i): counts for i, counts in enumerate(groups)})
    for i, mark in enumerate(marks):
        rest = reduce(add, groups[:i] + groups[i + 1 :])
        assert mark.figure == CSAT.score(groups[i])
        assert mark.against_rest == CSAT.compare(groups[i], rest)


def test_the_group_that_differs_is_marked_and_the_others_are_not():
    usual = {f"branch {i}": counts_of({5: 80 + i % 3, 1: 20}) for i in range(8)}
    marks = breakdown(CSAT, usual | {"late": counts_of({5: 55, 1: 45})})
    assert [mark.name for mark in marks if mark.is_marked] == ["late"]
    assert marks[-1].against_rest.difference == pytest.approx(0.55 - 8.07 / 10.07, abs=0.01)


def test_a_group_under_thirty_answers_is_never_marked():
    marks = breakdown(CSAT, {"many": counts_of({5: 900, 1: 100}), "few": counts_of({1: 29})})
    assert marks[1].against_rest.p < 1e-6
    assert not any(mark.is_marked for mark in marks)


def test_one_group_has_no_rest():
    (only,) = breakdown(CSAT, {"all": counts_of({5: 50})})
    assert only.against_rest is None
    assert not only.is_marked
    assert breakdown(CSAT, {}) == ()


def test_groups_of_unlike_scales_are_refused():
    with pytest.raises(UnlikeScales):
        breakdown(CSAT, {"a": counts_of({5: 1}, "csat_1_5"), "b": counts_of({5: 1}, "stars_1_5")})


def test_ten_thousand_units_are_no_trouble():
    groups = {str(i): counts_of({5: 20 + i % 7, 3: 5, 1: 10}) for i in range(10_000)}
    assert len(breakdown(CSAT, groups)) == 10_000


def test_what_matters_and_is_weak_is_where_to_concentrate():
    rng = np.random.default_rng(2)
    weak, strong = rng.integers(1, 4, 300), rng.integers(3, 6, 300)
    idle, idle_strong = rng.integers(1, 4, 300), rng.integers(3, 6, 300)
    outcome = 2 * weak + 2 * strong + rng.normal(size=300)
    names = ["weak", "strong", "idle", "idle strong"]
    report = drivers(names, np.column_stack([weak, strong, idle, idle_strong]), outcome,
                     rng=np.random.default_rng(1), bootstraps=50)  # fmt: skip
    places = {place.name: place.quadrant for place in priority_map(report.drivers).places}
    assert places == {
        "weak": Quadrant.CONCENTRATE,
        "strong": Quadrant.KEEP_UP,
        "idle": Quadrant.LOW_PRIORITY,
        "idle strong": Quadrant.POSSIBLE_OVERKILL,
    }


def test_no_drivers_make_no_map():
    with pytest.raises(CannotFit):
        priority_map([])
