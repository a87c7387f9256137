"""All rows of one import leave the facts at once; others' stay."""

import pytest

from ohlas.engine import Query, UnknownField, answers_table, run
from ohlas.engine.tests.conftest import answer


def test_rows_of_one_import_go_and_others_stay(store):
    given = [
        answer(9, batch="jan"),
        answer(3, batch="feb"),
        answer(5),
        answer(7, batch="jan", organisation="lev"),
    ]
    store.append("answers", 1, answers_table(given))
    assert store.erase_where("answers", "sova", "batch", "jan") == 1
    assert store.erase_where("answers", "sova", "batch", "jan") == 0
    assert run(store, Query("sova", "nps_0_10")).n == 2
    assert run(store, Query("lev", "nps_0_10")).n == 1


def test_before_the_first_write_there_is_nothing_to_undo(store):
    assert store.erase_where("answers", "sova", "batch", "jan") == 0


def test_an_unknown_column_is_refused(store):
    with pytest.raises(UnknownField, match="batch"):
        store.erase_where("answers", "sova", "batches", "jan")
