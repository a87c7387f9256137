import pytest

from ohlas.engine import BadAddress, FactStore, Filter, Query, answers_table, open_store, run
from ohlas.engine.tests.conftest import answer


@pytest.mark.parametrize("folder", ["Jiří Novák", "a'b", "100 %", "a#b;c&d", "*", "what?", "{x}", "~"])
def test_a_folder_may_have_any_honest_name(tmp_path, folder):
    store = FactStore(str(tmp_path / folder / "facts"))
    store.append("answers", 1, answers_table([answer(1)]))
    store.append("answers", 2, answers_table([answer(2, attributes={"region": "north"})]))
    north = Query("sova", "nps_0_10", where=(Filter("a_region", "in", ("north",)),))
    assert run(store, north).n == 1
    store.compact("answers")
    store.vacuum("answers", now=True)
    assert run(store, north).n == 1


@pytest.mark.parametrize("folder", ["[a]", "a%20b", "a\\b"])
def test_a_folder_delta_cannot_find_again_is_refused_at_once(tmp_path, folder):
    with pytest.raises(BadAddress, match="choose a path"):
        FactStore(str(tmp_path / folder))


def test_a_file_address_is_a_folder(tmp_path):
    store = FactStore(f"file://{tmp_path}/facts")
    store.append("answers", 1, answers_table([answer(1)]))
    assert run(FactStore(str(tmp_path / "facts")), Query("sova", "nps_0_10")).n == 1


def test_one_process_opens_one_store(tmp_path):
    assert open_store(str(tmp_path)) is open_store(str(tmp_path))
