from threading import Barrier, Thread

import pyarrow as pa
import pytest

from ohlas.engine import BadFact, FactStore, Query, UnknownTable, answers_table, run
from ohlas.engine.tests.conftest import answer

NPS = Query("sova", "nps_0_10")


def test_a_batch_delivered_twice_is_written_once(store):
    batch = answers_table([answer(1), answer(2)])
    assert store.append("answers", 7, batch)
    assert not store.append("answers", 7, batch)
    assert run(store, NPS).n == 2


def test_an_older_batch_is_not_written_after_a_newer_one(store):
    store.append("answers", 7, answers_table([answer(1)]))
    assert not store.append("answers", 6, answers_table([answer(2)]))
    assert store.last_batch("answers") == 7
    assert run(store, NPS).n == 1


def test_two_writers_of_one_batch_write_it_once(store):
    store.append("answers", 1, answers_table([answer(0)]))
    start, written = Barrier(2), []

    def write(writer):
        start.wait()
        written.append(writer.append("answers", 2, answers_table([answer(1)])))

    threads = [Thread(target=write, args=(FactStore(store.url),)) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(written) == [False, True]
    assert run(store, NPS).n == 2


def test_an_empty_batch_keeps_its_number(store):
    assert store.append("answers", 3, answers_table([]))
    assert store.last_batch("answers") == 3
    assert run(store, NPS).n == 0


def test_before_the_first_write_there_is_no_version_and_no_batch(store):
    assert (store.version("answers"), store.last_batch("answers")) == (None, None)
    assert (store.compact("answers"), store.vacuum("answers"), store.erase("answers", "sova", ["x"])) == (
        0,
        0,
        0,
    )


def test_columns_nobody_declared_are_refused_and_nothing_is_written(store):
    rows = answers_table([answer(1)]).append_column("mood", pa.array(["fine"]))
    with pytest.raises(BadFact, match="mood"):
        store.append("answers", 1, rows)
    assert store.last_batch("answers") is None


def test_an_answer_without_an_organisation_is_refused(store):
    rows = answers_table([answer(1)])
    nobody = rows.set_column(1, "organisation", pa.array([None], pa.string()))
    with pytest.raises(BadFact, match="organisation"):
        store.append("answers", 1, nobody)


def test_an_unknown_table_is_named_with_those_there_are(store):
    with pytest.raises(UnknownTable, match="answers, comments, cube, left_out, units"):
        store.append("anwsers", 1, answers_table([]))


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"value": float("nan")}, "finite"),
        ({"weight": -1.0}, "negative"),
        ({"weight": float("inf")}, "finite"),
        ({"attributes": {"Region": "N"}}, "Region"),
        ({"attributes": {"x" * 41: "N"}}, "key"),
        ({"organisation": ""}, "organisation"),
        ({"zone": "Europe/Praha"}, "Europe/Praha"),
        ({"zone": "../etc/passwd"}, "time zone"),
    ],
)
def test_a_row_that_breaks_a_rule_names_it(changes, complaint):
    with pytest.raises(BadFact, match=complaint):
        answers_table([answer(1, **changes)])


def test_compaction_joins_files_and_changes_no_number(store):
    for number in range(6):
        store.append("answers", number, answers_table([answer(number)]))
    before = run(store, NPS)
    assert store.compact("answers") == 6
    after = run(store, NPS)
    assert len(store.snapshot("answers").slice("sova").files) == 1
    assert after.total == before.total
    assert store.last_batch("answers") == 5
