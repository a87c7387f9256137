import pytest

from ohlas.engine import FactStore, Filter, Query, UnknownField, answers_table, attributes, rows, run
from ohlas.engine.tests.conftest import answer

BY_REGION = Query("sova", "nps_0_10", group_by=("a_region",))


def regions(store):
    return {group.key["a_region"]: group.counts.n for group in run(store, BY_REGION).rows}


@pytest.fixture(params=["facts", "facts *?"], ids=["DuckDB reads files", "DuckDB reads Arrow"])
def either_store(tmp_path, request):
    """A path that looks like a pattern is read the way object stores are."""
    return FactStore(str(tmp_path / request.param))


def test_answers_older_than_an_attribute_count_as_unknown(either_store):
    either_store.append("answers", 1, answers_table([answer(1), answer(2)]))
    either_store.append("answers", 2, answers_table([answer(3, attributes={"region": "north"})]))
    assert regions(either_store) == {"north": 1, None: 2}
    assert either_store.compact("answers") == 2
    assert regions(either_store) == {"north": 1, None: 2}


def test_an_attribute_may_be_left_out_again(either_store):
    either_store.append("answers", 1, answers_table([answer(3, attributes={"region": "north"})]))
    either_store.append("answers", 2, answers_table([answer(4), answer(5, attributes={"age": "40"})]))
    assert regions(either_store) == {"north": 1, None: 2}
    only = Query("sova", "nps_0_10", where=(Filter("a_age", "is null"),))
    assert run(either_store, only).n == 2


def test_an_attribute_is_offered_once_a_value_occurs(store):
    assert attributes(store, "sova") == ()
    store.append("answers", 1, answers_table([answer(1, attributes={"age": None})]))
    assert attributes(store, "sova") == ()
    store.append("answers", 2, answers_table([answer(2, attributes={"region": "north", "age": None})]))
    assert attributes(store, "sova") == ("a_region",)


def test_the_attributes_of_others_are_neither_known_nor_suggested(store):
    store.append(
        "answers", 1, answers_table([answer(1), answer(2, organisation="lev", attributes={"secret": "x"})])
    )
    assert attributes(store, "sova") == ()
    with pytest.raises(UnknownField) as refusal:
        run(store, Query("sova", "nps_0_10", group_by=("a_secre",)))
    assert refusal.value.nearest != "a_secret"


def test_drilling_shows_attributes_by_their_keys(store):
    store.append("answers", 1, answers_table([answer(1, attributes={"region": "north"})]))
    assert rows(store, BY_REGION).rows[0].attributes == {"region": "north"}


def test_forty_attributes_keep_their_statistics(store):
    many = {f"key{number}": "x" for number in range(40)}
    store.append("answers", 1, answers_table([answer(1, attributes=many)]))
    assert len(attributes(store, "sova")) == 40
