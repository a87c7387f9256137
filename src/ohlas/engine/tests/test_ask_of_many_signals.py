"""A filter of many values: a search may find a hundred thousand comments, and each of them counts."""

import pytest

from ohlas.engine import Filter, Query, answers_table, rows, run
from ohlas.engine.plan import MANY
from ohlas.engine.tests.conftest import answer


@pytest.fixture
def told(store):
    store.append("answers", 1, answers_table([answer(number) for number in range(4)]))
    return store


def _among(told, kept, *others):
    signals = (*(answer(number).signal for number in kept), *others)
    return Query("sova", "nps_0_10", where=(Filter("signal", "in", signals),))


@pytest.mark.parametrize("strangers", [0, 3, MANY, 20_000])
def test_however_many_are_listed_the_same_are_found(told, strangers):
    query = _among(told, (1, 3), *(f"stranger {number}" for number in range(strangers)))
    found = run(told, query)
    assert sorted(found.total.cells) == [1.0, 3.0]
    assert rows(told, query).total == 2


def test_a_listed_unknown_finds_those_without_a_value(told):
    many = tuple(f"stranger {number}" for number in range(MANY))
    assert run(told, Query("sova", "nps_0_10", where=(Filter("unit", "in", (None, *many)),))).n == 4


def test_a_name_with_any_sign_in_it_is_found_among_many(told):
    many = tuple(f"it's \x1f {number}" for number in range(MANY))
    assert run(told, _among(told, (2,), *many)).n == 1
