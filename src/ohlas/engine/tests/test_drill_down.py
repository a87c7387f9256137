from ohlas.engine import Filter, Query, answers_table, rows, run
from ohlas.engine.tests.conftest import answer

NPS = Query("sova", "nps_0_10")


def fill(store):
    for batch in range(3):
        answers = [answer(10 * batch + number, attributes={"n": str(number)}) for number in range(10)]
        store.append("answers", batch, answers_table(answers))


def test_pages_go_from_new_to_old_and_miss_none(store):
    fill(store)
    pages = [rows(store, NPS, limit=7, offset=offset) for offset in range(0, 35, 7)]
    shown = [row.signal for page in pages for row in page.rows]
    assert shown == [answer(number).signal for number in range(29, -1, -1)]
    assert {page.total for page in pages} == {30}


def test_as_many_answers_lie_behind_a_bar_as_the_bar_says(store):
    fill(store)
    for group in run(store, Query("sova", "nps_0_10", group_by=("a_n",))).rows:
        behind = Query("sova", "nps_0_10", where=(Filter("a_n", "in", (group.key["a_n"],)),))
        assert rows(store, behind).total == group.counts.n == 3


def test_a_row_carries_what_was_stored(store):
    given = answer(
        7, unit="u1", employee="e1", touchpoint="till", customer="c1", weight=1.5, batch="b", has_text=True
    )
    store.append("answers", 1, answers_table([given]))
    (found,) = rows(store, NPS).rows
    for name in (
        "signal",
        "question",
        "value",
        "at",
        "unit",
        "employee",
        "touchpoint",
        "customer",
        "weight",
        "batch",
    ):
        assert getattr(found, name) == getattr(given, name)
    assert (found.has_text, found.complete, found.local_hour) == (True, True, 19)


def test_an_empty_store_has_an_empty_page(store):
    assert (rows(store, NPS).rows, rows(store, NPS).total) == ((), 0)
