import pytest

from ohlas.engine import BadFact, Query, UnitRow, answers_table, rows, run, units_table
from ohlas.engine.tests.conftest import answer

NPS = Query("sova", "nps_0_10")


def signals(store):
    return {row.signal: row.value for row in rows(store, NPS).rows}


def key(row):
    return (row.organisation, row.signal)


def test_a_changed_signal_replaces_all_of_its_rows(store):
    first, second = answer(1, value=3.0), answer(2, value=9.0)
    other = answer(1, question="nps_again", value=4.0)
    store.append("answers", 1, answers_table([first, other, second]))
    changed = answer(1, value=10.0)
    assert store.merge("answers", 2, answers_table([changed]), [key(first)])
    assert signals(store) == {first.signal: 10.0, second.signal: 9.0}
    assert run(store, NPS).n == 2


def test_a_replayed_change_changes_nothing_more(store):
    first = answer(1, value=3.0)
    store.append("answers", 1, answers_table([first]))
    change = answers_table([answer(1, value=10.0)])
    assert store.merge("answers", 2, change, [key(first)])
    assert not store.merge("answers", 2, change, [key(first)])
    assert run(store, NPS).total.cells[10.0].n == 1


def test_one_batch_carries_new_changed_and_erased_signals_of_several_organisations(store):
    old, gone, foreign = answer(1), answer(2), answer(1, organisation="it's; --", value=2.0)
    store.append("answers", 1, answers_table([old, gone, foreign]))
    version = store.version("answers")
    fresh, changed = answer(3, value=5.0), answer(1, organisation="it's; --", value=7.0)
    store.merge("answers", 2, answers_table([fresh, changed]), [key(gone), key(fresh), key(changed)])
    assert store.version("answers") == version + 1
    assert set(signals(store)) == {old.signal, fresh.signal}
    assert run(store, Query("it's; --", "nps_0_10")).total.cells[7.0].n == 1


def test_a_change_may_bring_a_new_attribute(store):
    first, second = answer(1), answer(2)
    store.append("answers", 1, answers_table([first, second]))
    store.merge("answers", 2, answers_table([answer(1, attributes={"region": "north"})]), [key(first)])
    found = run(store, Query("sova", "nps_0_10", group_by=("a_region",)))
    assert [(group.key["a_region"], group.counts.n) for group in found.rows] == [("north", 1), (None, 1)]


def test_rows_outside_the_keys_are_refused(store):
    with pytest.raises(BadFact, match="keys"):
        store.merge("answers", 1, answers_table([answer(1)]), [key(answer(2))])
    assert store.last_batch("answers") is None


def test_an_undone_import_of_thousands_is_gone_and_can_be_repeated(store):
    imported = [answer(number) for number in range(2_500)]
    store.append("answers", 1, answers_table([*imported, answer(9_999)]))
    keys = [key(row) for row in imported]
    assert store.merge("answers", 2, answers_table([]), keys)
    assert not store.merge("answers", 2, answers_table([]), keys)
    assert run(store, NPS).n == 1


def test_units_are_replaced_for_one_organisation_only(store):
    store.replace("units", "sova", units_table([UnitRow(id="u1", organisation="sova", path="/u1")]))
    store.replace("units", "lev", units_table([UnitRow(id="l1", organisation="lev", path="/l1")]))
    both = [UnitRow(id=name, organisation="sova", path=f"/{name}") for name in ("u1", "u2")]
    store.replace("units", "sova", units_table(both))
    snapshot = store.snapshot("units")
    assert (snapshot.slice("sova").facts, snapshot.slice("lev").facts) == (2, 1)
    with pytest.raises(BadFact, match="sova"):
        store.replace("units", "sova", units_table([UnitRow(id="l1", organisation="lev", path="/l1")]))
