import subprocess
import sys
from threading import Thread

import pytest

from ohlas.engine import FactStore, Query, UnknownEngine, answers_table, run
from ohlas.engine.tests.conftest import answer

NPS = Query("sova", "nps_0_10", group_by=("channel",))


def test_an_engine_that_is_not_built_in_is_named(store):
    store.append("answers", 1, answers_table([answer(1)]))
    with pytest.raises(UnknownEngine, match="spark://"):
        run(FactStore(store.url, "spark://host:7077"), NPS)


def test_many_threads_ask_at_once(store):
    store.append("answers", 1, answers_table([answer(number) for number in range(100)]))
    store.append("answers", 2, answers_table([answer(200, organisation="lev")]))
    found = []

    def ask():
        found.extend((run(store, NPS).n, run(store, Query("lev", "nps_0_10")).n) for _ in range(5))

    threads = [Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [(100, 1)] * 30


def test_what_is_appended_is_seen_at_once(store):
    for number in range(5):
        store.append("answers", number, answers_table([answer(number)]))
        assert run(store, NPS).n == number + 1
        assert run(store, NPS).version == store.version("answers")


def test_an_empty_store_gives_an_empty_result(store):
    found = run(store, NPS)
    assert (found.rows, found.n, found.version, found.freshness, found.warnings) == ((), 0, None, None, ())


def test_idle_processes_carry_no_heavy_library():
    heavy = "{'pyarrow', 'deltalake', 'duckdb', 'ibis', 'numpy'} & set(sys.modules)"
    code = f"import sys, ohlas.engine; print({heavy} or 'light')"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert shown.stdout.strip() == "light"
