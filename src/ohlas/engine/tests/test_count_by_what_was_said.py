"""Answers counted by the topics and the sentiment of the comment beside them, joined inside the engine."""

from dataclasses import replace

import pytest

from ohlas.engine import CommentRow, Filter, Query, answers_table, comments_table, rows, run
from ohlas.engine.tests.conftest import answer


def _comment(number, sentiment, *topics, **changes):
    """The rows of the comment beside answer `number`."""
    plain = answer(number)
    shape = {name: getattr(plain, name) for name in ("signal", "survey", "version", "at", "zone", "channel")}
    whole = CommentRow(
        **(shape | {"organisation": "sova"} | changes),
        question="why",
        scale="number",
        value=0.0,
        language="cs",
        sentiment=sentiment,
    )
    return [whole, *(replace(whole, topic=topic, topic_sentiment=sentiment) for topic in topics)]


@pytest.fixture
def told(store):
    """Scores 0, 1, 2, 3: on delivery and price, on delivery, on nothing, and without a comment."""
    store.append("answers", 1, answers_table([answer(number) for number in range(4)]))
    said = [
        *_comment(0, "negative", "delivery", "price"),
        *_comment(1, "positive", "delivery"),
        *_comment(2, "positive"),
    ]
    store.append("comments", 1, comments_table(said))
    return store


def _scores(found):
    return sorted(found.total.cells)


def _groups(found, name):
    return {row.key[name]: sorted(row.counts.cells) for row in found.rows}


def test_answers_stand_in_the_group_of_each_of_their_topics(told):
    found = run(told, Query("sova", "nps_0_10", group_by=("topic",)))
    assert _groups(found, "topic") == {"delivery": [0.0, 1.0], "price": [0.0], None: [2.0, 3.0]}


def test_groups_by_topic_do_not_swell_the_whole(told):
    found = run(told, Query("sova", "nps_0_10", group_by=("topic",)))
    assert (found.n, _scores(found)) == (4, [0.0, 1.0, 2.0, 3.0])


def test_sentiment_groups_answers_and_leaves_the_silent_unknown(told):
    found = run(told, Query("sova", "nps_0_10", group_by=("sentiment",)))
    assert _groups(found, "sentiment") == {"negative": [0.0], "positive": [1.0, 2.0], None: [3.0]}


@pytest.mark.parametrize(
    ("op", "values", "scores"),
    [
        ("in", ("delivery", "price"), [0.0, 1.0]),
        ("in", ("price", None), [0.0, 2.0, 3.0]),
        ("not in", ("price",), [1.0, 2.0, 3.0]),
        ("not in", ("price", None), [1.0]),
        ("is null", (), [2.0, 3.0]),
        ("is null", (False,), [0.0, 1.0]),
    ],
)
def test_each_answer_is_counted_once_however_many_topics_fit(told, op, values, scores):
    found = run(told, Query("sova", "nps_0_10", where=(Filter("topic", op, values),)))
    assert _scores(found) == scores


def test_the_answers_behind_are_as_many_as_the_figure_says(told):
    query = Query("sova", "nps_0_10", where=(Filter("topic", "in", ("delivery",)),))
    page = rows(told, query)
    assert (page.total, {row.value for row in page.rows}) == (run(told, query).n, {0.0, 1.0})


def test_without_comments_nobody_has_a_topic(store):
    store.append("answers", 1, answers_table([answer(0)]))
    assert run(store, Query("sova", "nps_0_10", where=(Filter("topic", "in", ("price",)),))).n == 0
    found = run(store, Query("sova", "nps_0_10", group_by=("topic",)))
    assert _groups(found, "topic") == {None: [0.0]}


def test_comments_of_another_organisation_tell_nothing_about_ours(told):
    told.append("comments", 2, comments_table(_comment(3, "negative", "price", organisation="jinde")))
    found = run(told, Query("sova", "nps_0_10", where=(Filter("topic", "in", ("price",)),)))
    assert _scores(found) == [0.0]
    told.append("answers", 2, answers_table([answer(9, organisation="jinde")]))
    told.erase("comments", "jinde", [answer(3).signal])
    assert run(told, Query("jinde", "nps_0_10", where=(Filter("topic", "in", ("price",)),))).n == 0


def test_comments_are_counted_by_the_rows_without_a_topic(told):
    whole = Query("sova", "number", table="comments", where=(Filter("topic", "is null"),))
    assert run(told, whole).n == 3
    found = run(told, Query("sova", "number", table="comments", group_by=("topic",)))
    assert {row.key["topic"]: row.counts.n for row in found.rows} == {None: 3, "delivery": 2, "price": 1}
