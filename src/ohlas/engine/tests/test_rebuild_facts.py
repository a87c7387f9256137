import shutil

import pytest

from ohlas.engine import BadFact, FactStore, Query, RebuildOvertaken, answers_table, run
from ohlas.engine.tests.conftest import answer

BY_CHANNEL = Query("sova", "nps_0_10", group_by=("channel",), bucket="day")
RECORD = [answer(n, channel="web" if n % 3 else "sms", weight=n / 7 if n % 2 else None) for n in range(60)]


def test_rebuilt_facts_give_equal_numbers_and_the_next_batch_follows(store):
    for batch in range(6):
        store.append("answers", batch, answers_table(RECORD[batch * 10 : batch * 10 + 10]))
    before = run(store, BY_CHANNEL)
    with store.rebuild("answers") as fresh:
        fresh.append(answers_table(RECORD[:30]))
        fresh.append(answers_table(RECORD[30:]))
        assert run(store, BY_CHANNEL).rows == before.rows
    after = run(store, BY_CHANNEL)
    assert [(g.key, g.bucket, _counts(g)) for g in after.rows] == [
        (g.key, g.bucket, _counts(g)) for g in before.rows
    ]
    assert not store.append("answers", 5, answers_table(RECORD))
    assert store.append("answers", 6, answers_table([answer(99)]))
    assert run(store, BY_CHANNEL).n == 61


def _counts(group):
    cells = group.counts.cells.items()
    return {value: (cell.n, pytest.approx(cell.w), pytest.approx(cell.w2)) for value, cell in cells}


def test_a_reader_in_another_process_follows_the_switch(store):
    store.append("answers", 1, answers_table([answer(1)]))
    reader = FactStore(store.url)
    assert run(reader, BY_CHANNEL).n == 1
    with store.rebuild("answers") as fresh:
        fresh.append(answers_table([answer(1), answer(2)]))
    assert run(reader, BY_CHANNEL).n == 2


def test_a_rebuild_that_fails_changes_nothing_and_can_start_again(store):
    store.append("answers", 1, answers_table([answer(1)]))
    with pytest.raises(BadFact), store.rebuild("answers") as fresh:
        _fill_and_fail(fresh)
    assert run(store, BY_CHANNEL).n == 1
    with store.rebuild("answers") as fresh:
        fresh.append(answers_table([answer(4)]))
    assert run(store, BY_CHANNEL).n == 1
    assert store.last_batch("answers") == 1


def _fill_and_fail(fresh):
    fresh.append(answers_table([answer(2), answer(3)]))
    fresh.append(answers_table([answer(4, weight=-1.0)]))


def test_facts_written_during_a_rebuild_are_not_lost(store):
    store.append("answers", 1, answers_table([answer(1)]))
    with pytest.raises(RebuildOvertaken), store.rebuild("answers"):
        store.append("answers", 2, answers_table([answer(2)]))
    assert run(store, BY_CHANNEL).n == 2


def test_a_rebuild_of_nothing_gives_an_empty_table(store):
    with store.rebuild("answers"):
        pass
    assert run(store, BY_CHANNEL).n == 0
    assert store.last_batch("answers") is None
    assert store.append("answers", 1, answers_table([answer(1)]))
    assert run(store, BY_CHANNEL).n == 1


@pytest.mark.machine_clock
def test_the_old_folder_goes_with_the_vacuum(store, tmp_path):
    store.append("answers", 1, answers_table([answer(1)]))
    with store.rebuild("answers") as fresh:
        fresh.append(answers_table([answer(1)]))
    store.vacuum("answers")
    assert len(list((tmp_path / "facts/answers").glob("0*"))) == 2
    store.vacuum("answers", now=True)
    assert len(list((tmp_path / "facts/answers").glob("0*"))) == 1
    assert run(store, BY_CHANNEL).n == 1


def test_facts_deleted_under_an_open_store_read_as_none_until_made_anew(store, tmp_path):
    store.append("answers", 1, answers_table([answer(1), answer(2)]))
    assert run(store, BY_CHANNEL).n == 2
    shutil.rmtree(tmp_path / "facts")
    assert (run(store, BY_CHANNEL).n, store.last_batch("answers")) == (0, None)
    with FactStore(store.url).rebuild("answers") as fresh:
        fresh.append(answers_table([answer(1), answer(2), answer(3)]))
    assert run(store, BY_CHANNEL).n == 3
    assert store.append("answers", 2, answers_table([answer(4)]))
    assert run(store, BY_CHANNEL).n == 4
