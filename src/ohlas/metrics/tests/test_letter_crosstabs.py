"""Crosstabs: a letter stands where a column is clearly above another, and nowhere else."""

from __future__ import annotations

import pytest

from ohlas.metrics import BadSetting, compare_shares, counts_of, counts_of_answers, measure_of
from ohlas.metrics.crosstab import column_letters, crosstab


def table(a, b, c):
    return crosstab(
        {
            "Prague": counts_of({1: a, 0: 100 - a}),
            "Brno": counts_of({1: b, 0: 100 - b}),
            "Plzeň": counts_of({1: c, 0: 100 - c}),
        }
    )


def letters(found, answer):
    return [cell.letters for cell in found.rows[answer]]


def test_small_letters_at_five_and_capitals_at_one_percent():
    found = table(60, 44, 40)
    assert found.letters == ("A", "B", "C")
    assert letters(found, 1.0) == ["bC", "", ""]
    assert letters(found, 0.0) == ["", "a", "A"]


def test_columns_that_hardly_differ_get_no_letter():
    assert letters(table(50, 52, 49), 1.0) == ["", "", ""]


def test_shares_of_a_column_make_one():
    found = table(60, 44, 40)
    for column in range(3):
        assert sum(found.rows[answer][column].figure.value for answer in found.rows) == pytest.approx(1)


def test_small_columns_neither_get_nor_give_letters():
    found = crosstab({"many": counts_of({1: 10, 0: 90}), "few": counts_of({1: 20})})
    assert letters(found, 1.0) == ["", ""]


def test_uneven_weights_take_letters_away():
    answers = [1] * 60 + [0] * 40 + [1] * 44 + [0] * 56
    even = {"a": counts_of_answers(answers[:100]), "b": counts_of_answers(answers[100:])}
    uneven = {
        name: counts_of_answers(values, [0.2, 3.0] * 50)
        for name, values in (("a", answers[:100]), ("b", answers[100:]))
    }
    assert letters(crosstab(even), 1.0) == ["b", ""]
    assert letters(crosstab(uneven), 1.0) == ["", ""]


def test_means_and_nps_can_be_lettered_by_their_own_test():
    columns = [counts_of({9: 80, 3: 20}), counts_of({9: 40, 3: 60})]
    assert column_letters(columns, measure_of("nps").compare, [100, 100]) == ("B", "")


def test_an_empty_crosstab_is_empty():
    assert crosstab({}).rows == {}


def test_more_columns_than_letters_are_refused():
    with pytest.raises(BadSetting, match="27 columns"):
        column_letters([None] * 27, compare_shares, [100] * 27)


def test_a_corrected_table_keeps_plain_letters_and_drops_those_of_chance():
    import numpy as np

    rng = np.random.default_rng(7)
    same = {f"g{i}": counts_of(dict(enumerate(rng.multinomial(200, [0.2] * 5).tolist()))) for i in range(12)}
    plain, corrected = crosstab(same), crosstab(same, corrected=True)
    letters = [
        sum(len(cell.letters) for line in table.rows.values() for cell in line)
        for table in (plain, corrected)
    ]
    assert letters[0] > 3
    assert letters[1] == 0
    apart = {"a": counts_of({1: 90, 2: 10}), "b": counts_of({1: 20, 2: 80}), "c": counts_of({1: 22, 2: 78})}
    table = crosstab(apart, corrected=True)
    assert [cell.letters for cell in table.rows[1]] == ["BC", "", ""]
    assert [cell.letters for cell in table.rows[2]] == ["", "A", "A"]
