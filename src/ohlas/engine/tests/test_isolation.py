import pytest

from ohlas.engine import Filter, Query, UnknownField, answers_table, rows, run
from ohlas.engine.tests.conftest import answer

NAMES = [
    "sova",
    "lev",
    "sova' OR '1'='1",
    "a/b",
    "../sova",
    "organisation=lev",
    "100 %",
    "%2F",
    "*",
    "[a-z]?",
    'quo"te',
    "Žluťoučký",
    "сова",
    "line\nbreak",
    "a:b;c#d&e",
    " ",
]


@pytest.fixture
def shared(store):
    """Organisation i has i + 1 answers of value i % 11."""
    everybody = [
        answer(100 * i + k, organisation=name, value=float(i % 11))
        for i, name in enumerate(NAMES)
        for k in range(i + 1)
    ]
    store.append("answers", 1, answers_table(everybody))
    return store


@pytest.mark.parametrize(("place", "name"), list(enumerate(NAMES)), ids=ascii)
def test_an_organisation_sees_its_own_answers_and_no_other(shared, place, name):
    found = run(shared, Query(name, "nps_0_10"))
    assert {value: cell.n for value, cell in found.total.cells.items()} == {float(place % 11): place + 1}
    page = rows(shared, Query(name, "nps_0_10"), limit=100)
    assert page.total == len(page.rows) == place + 1


@pytest.mark.parametrize("name", ["", "SOVA", "sov", "%", "sova'--", "__HIVE_DEFAULT_PARTITION__", "../lev"])
def test_a_name_nobody_has_sees_nothing(shared, name):
    assert run(shared, Query(name, "nps_0_10")).n == 0


@pytest.mark.parametrize(
    "crafted",
    [
        Filter("channel", "in", ("web", "x') OR ('1'='1")),
        Filter("channel", "not in", ("web' OR organisation = 'lev",)),
        Filter("signal", "contains", ("",)),
        Filter("a_x", "in", ("1",)),
        Filter("organisation", "in", ("lev",)),
        Filter("organisation", "not in", ("sova",)),
        Filter('channel" OR 1=1 --', "in", ("web",)),
    ],
)
def test_no_filter_reaches_another_organisation(shared, crafted):
    try:
        found = run(shared, Query("sova", "nps_0_10", where=(crafted,)))
    except UnknownField:
        return
    assert found.n <= 1


def test_erasing_at_one_leaves_the_others(shared):
    assert (
        shared.erase("answers", NAMES[2], [answer(200).signal, answer(201).signal, answer(100).signal]) == 2
    )
    assert run(shared, Query(NAMES[2], "nps_0_10")).n == 1
    assert run(shared, Query("lev", "nps_0_10")).n == 2


def test_a_scope_of_units_is_a_wall_too(store):
    answers = [answer(1, unit="north"), answer(2, unit="south"), answer(3)]
    store.append("answers", 1, answers_table(answers))

    def seen(scope, *where):
        return run(store, Query("sova", "nps_0_10", scope_units=scope, where=where)).n

    assert seen(None) == 3
    assert seen(frozenset({"north"})) == 1
    assert seen(frozenset({"north"}), Filter("unit", "in", ("south", None))) == 0
    assert seen(frozenset()) == 0
