from datetime import date

import pytest

from ohlas.engine import BadQuery, Filter, Query, UnknownField, answers_table, rows, run
from ohlas.engine.tests.conftest import NOON, answer
from ohlas.metrics import UnknownScale

ODD = "x'; DROP VIEW facts; --"


@pytest.fixture
def four(store):
    """Values 1 to 4, one answer each."""
    store.append(
        "answers",
        1,
        answers_table(
            [
                answer(1, channel="web", unit="North", version=1),
                answer(2, channel="sms", unit="north-west", version=2, has_text=True),
                answer(3, channel=ODD, unit=None, version=10),
                answer(4, channel="100%_", unit="South", version=2),
                answer(5, complete=False),
                answer(6, value=None, has_text=True),
            ]
        ),
    )
    return store


def counted(store, *where, **more):
    return [int(value) for value in run(store, Query("sova", "nps_0_10", where=where, **more)).total.cells]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Filter("channel", "in", ("web", "sms")), [1, 2]),
        (Filter("channel", "in", (ODD,)), [3]),
        (Filter("channel", "in", ()), []),
        (Filter("channel", "not in", ("web", ODD)), [2, 4]),
        (Filter("channel", "not in", ()), [1, 2, 3, 4]),
        (Filter("unit", "in", ("North", None)), [1, 3]),
        (Filter("unit", "in", (None,)), [3]),
        (Filter("unit", "not in", ("North",)), [2, 3, 4]),
        (Filter("unit", "not in", ("North", None)), [2, 4]),
        (Filter("unit", "not in", (None,)), [1, 2, 4]),
        (Filter("unit", "is null"), [3]),
        (Filter("unit", "is null", (True,)), [3]),
        (Filter("unit", "is null", (False,)), [1, 2, 4]),
        (Filter("unit", "contains", ("NORTH",)), [1, 2]),
        (Filter("unit", "contains", ("west", "south")), [2, 4]),
        (Filter("unit", "contains", ()), []),
        (Filter("channel", "contains", ("%",)), [4]),
        (Filter("channel", "contains", ("0%_",)), [4]),
        (Filter("value", "between", (2, 3)), [2, 3]),
        (Filter("value", "between", ("2", None)), [2, 3, 4]),
        (Filter("value", "between", (None, 1.5)), [1]),
        (Filter("value", "in", ("4",)), [4]),
        (Filter("version", "between", ("2", "9")), [2, 4]),
        (Filter("local_date", "between", ("2026-03-02", date(2026, 3, 2))), [1, 2, 3, 4]),
        (Filter("at", "between", (None, NOON.isoformat())), []),
        (Filter("has_text", "in", ("true",)), [2]),
        (Filter("complete", "in", (False,)), [5]),
        (Filter("complete", "in", (True, False)), [1, 2, 3, 4, 5]),
    ],
    ids=str,
)
def test_a_filter_keeps_what_it_says(four, where, expected):
    assert counted(four, where) == expected


def test_filters_hold_together(four):
    assert counted(four, Filter("version", "in", (2,)), Filter("unit", "contains", ("south",))) == [4]


def test_what_is_in_and_what_is_not_in_make_up_all(four):
    for values in [("North",), (None,), ("North", None), ()]:
        inside = counted(four, Filter("unit", "in", values))
        outside = counted(four, Filter("unit", "not in", values))
        assert sorted(inside + outside) == [1, 2, 3, 4]


def test_a_window_begins_with_since_and_ends_before_until(four):
    assert counted(four, since=date(2026, 3, 2), until=date(2026, 3, 3)) == [1, 2, 3, 4]
    assert counted(four, since=date(2026, 3, 3)) == []
    assert counted(four, until=date(2026, 3, 2)) == []


def test_surveys_and_questions_narrow(four):
    assert counted(four, surveys=("delivery",), questions=("nps",)) == [1, 2, 3, 4]
    assert counted(four, surveys=("other",)) == []
    assert counted(four, questions=("other",)) == []


def test_a_condition_every_file_meets_is_not_run(four):
    found = run(four, Query("sova", "nps_0_10", surveys=("delivery",), since=date(2020, 1, 1)))
    assert {condition.field for condition in found.conditions} == {"complete", "value"}


def test_odd_values_are_only_values(four):
    found = run(four, Query("sova", "nps_0_10", group_by=("channel",)))
    assert {group.key["channel"] for group in found.rows} == {"web", "sms", ODD, "100%_"}


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        (Query("sova", group_by=("tuchpoint",)), "touchpoint"),
        (Query("sova", where=(Filter("chanel", "in", ("web",)),)), "channel"),
        (Query("sova", where=(Filter("a_nothing", "is null"),)), "a_nothing"),
    ],
)
def test_an_unknown_field_names_the_nearest(four, query, complaint):
    with pytest.raises(UnknownField, match=complaint):
        run(four, query)


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        (Query("sova", where=(Filter("value", "in", ("ten",)),)), "a number"),
        (Query("sova", where=(Filter("version", "in", (1.5,)),)), "whole number"),
        (Query("sova", where=(Filter("local_date", "in", ("29. 3. 2026",)),)), "2026-03-29"),
        (Query("sova", where=(Filter("at", "in", ("2026-03-29T01:00",)),)), "zone"),
        (Query("sova", where=(Filter("has_text", "in", ("perhaps",)),)), "true or false"),
        (Query("sova", where=(Filter("value", "between", (1,)),)), "two ends"),
        (Query("sova", where=(Filter("value", "contains", ("1",)),)), "no text"),
        (Query("sova", where=(Filter("channel", "contains", (None,)),)), "no text"),
        (Query("sova", where=(Filter("channel", "like", ("web",)),)), "no comparison"),
        (Query("sova", group_by=("unit", "unit")), "once"),
        (Query("sova", bucket="fortnight"), "no bucket"),
        (Query("sova", since=date(2026, 3, 2), until=date(2026, 3, 1)), "before it begins"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused_with_a_cure(four, query, complaint):
    with pytest.raises(BadQuery, match=complaint):
        run(four, query)


def test_an_unknown_scale_is_refused(four):
    with pytest.raises(UnknownScale):
        run(four, Query("sova", "nps_0_11"))


def test_lists_and_sets_serve_as_well_as_tuples(four):
    where = [Filter("channel", "in", ["web", "sms"])]
    query = Query("sova", "nps_0_10", where, ["version"], questions=["nps"], scope_units={"North"})
    assert [group.key for group in run(four, query).rows] == [{"version": "1"}]


def test_a_text_in_place_of_values_is_refused():
    with pytest.raises(BadQuery, match="tuple"):
        Filter("channel", "in", "web")


def test_a_table_without_answers_cannot_be_counted(four):
    with pytest.raises(BadQuery, match="no answers"):
        run(four, Query("sova", "nps_0_10", table="units"))


@pytest.mark.parametrize(("limit", "offset"), [(0, 0), (-1, 0), (10, -1)])
def test_a_page_that_cannot_be_is_refused(four, limit, offset):
    with pytest.raises(BadQuery, match="page"):
        rows(four, Query("sova", "nps_0_10"), limit=limit, offset=offset)
