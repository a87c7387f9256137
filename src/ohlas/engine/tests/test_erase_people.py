from pathlib import Path

import pyarrow.parquet as pq

from ohlas.engine import Query, answers_table, run
from ohlas.engine.tests.conftest import answer

GONE = "0190dead-0000-7000-8000-00000000dead"


def places_with(store, text):
    """Files that hold the text, as bytes or inside Parquet's compression."""
    files = [path for path in Path(store.url).rglob("*") if path.is_file()]
    return [path for path in files if text.encode() in path.read_bytes() or text in _decoded(path)]


def _decoded(path):
    return repr(pq.read_table(path, partitioning=None).to_pylist()) if path.suffix == ".parquet" else ""


def fill(store):
    rows = [answer(number) for number in range(5)]
    store.append("answers", 1, answers_table([*rows, answer(5, signal=GONE, customer="customer-dead")]))


def test_an_erased_person_is_in_no_file_after_the_vacuum(store):
    fill(store)
    assert places_with(store, GONE)
    assert places_with(store, "customer-dead")
    assert store.erase("answers", "sova", [GONE]) == 1
    store.vacuum("answers", now=True)
    assert places_with(store, GONE) == []
    assert places_with(store, "customer-dead") == []
    assert run(store, Query("sova", "nps_0_10")).n == 5


def test_erasing_by_a_numbered_batch_leaves_nothing_either(store):
    fill(store)
    store.merge("answers", 2, answers_table([]), [("sova", GONE)])
    store.vacuum("answers", now=True)
    assert places_with(store, GONE) == []
    assert store.last_batch("answers") == 2


def test_without_the_hour_gone_by_readers_keep_their_files(store):
    fill(store)
    store.erase("answers", "sova", [GONE])
    assert store.vacuum("answers") == 0


def test_erasing_again_or_elsewhere_removes_nothing(store):
    fill(store)
    assert store.erase("answers", "lev", [GONE]) == 0
    assert store.erase("answers", "sova", [GONE]) == 1
    assert store.erase("answers", "sova", [GONE]) == 0


def test_the_writer_goes_on_after_a_vacuum(store):
    fill(store)
    reader = type(store)(store.url)
    assert run(reader, Query("sova", "nps_0_10")).n == 6
    store.erase("answers", "sova", [GONE])
    store.vacuum("answers", now=True)
    assert not store.append("answers", 1, answers_table([answer(9)]))
    assert store.append("answers", 2, answers_table([answer(9)]))
    assert run(reader, Query("sova", "nps_0_10")).n == 6
