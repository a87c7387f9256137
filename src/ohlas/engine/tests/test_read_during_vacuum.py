import pytest

from ohlas.engine import FactStore, Query, ReadFailed, answers_table, rows, run
from ohlas.engine.tests.conftest import answer

NPS = Query("sova", "nps_0_10")


class Slow(FactStore):
    """A reader whose list is overtaken: the vacuum comes between the list and the first read."""

    meanwhile = None

    def snapshot(self, table):
        found = super().snapshot(table)
        happens, self.meanwhile = self.meanwhile, None
        if happens:
            happens()
        return found


def fill(store):
    store.append("answers", 1, answers_table([answer(1), answer(2)]))
    store.append("answers", 2, answers_table([answer(3)]))


def rewrite_and_vacuum(store):
    store.compact("answers")
    assert store.vacuum("answers", now=True) > 0


@pytest.mark.parametrize("ask", [lambda s: run(s, NPS).n, lambda s: rows(s, NPS).total])
def test_a_reader_overtaken_by_a_vacuum_reads_the_newest_list(store, ask):
    fill(store)
    reader = Slow(store.url)
    reader.meanwhile = lambda: rewrite_and_vacuum(store)
    assert ask(reader) == 3


@pytest.mark.machine_clock
def test_a_reader_overtaken_by_a_rebuild_reads_the_new_folder(store):
    fill(store)

    def rebuild():
        with store.rebuild("answers") as fresh:
            fresh.append(answers_table([answer(1)]))
        store.vacuum("answers", now=True)

    reader = Slow(store.url)
    reader.meanwhile = rebuild
    assert run(reader, NPS).n == 1


def test_files_lost_for_good_are_an_error_not_a_smaller_number(store, tmp_path):
    fill(store)
    next((tmp_path / "facts").rglob("part-*.parquet")).unlink()
    with pytest.raises(ReadFailed):
        run(FactStore(store.url), NPS)
