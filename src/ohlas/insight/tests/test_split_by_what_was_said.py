"""Sentiment and topics filter and split every figure, though an answer may have several of them."""

from dataclasses import replace

import pytest

from ohlas.engine import CommentRow, comments_table
from ohlas.feedback.models import Response
from ohlas.insight.queries import ask_for, breakdown
from ohlas.insight.rules import Window
from ohlas.metrics import MEASURES


def _say(told, score, sentiment, *topics):
    """Everybody who gave this score wrote a comment of this sentiment on these topics."""
    rows = []
    for person in Response.objects.filter(answers__nps=score):
        whole = CommentRow(
            signal=str(person.id),
            organisation=str(person.organisation_id),
            survey=str(told.survey.id),
            version=1,
            question="why",
            scale="number",
            value=0.0,
            at=person.answered_at,
            zone="Europe/Prague",
            channel=person.channel,
            language="cs",
            sentiment=sentiment,
        )
        rows += [whole, *(replace(whole, topic=topic, topic_sentiment=sentiment) for topic in topics)]
    told.store.append("comments", (told.store.last_batch("comments") or 0) + 1, comments_table(rows))


@pytest.fixture
def said(silent):
    silent.tell(40, {"nps": 10})
    silent.tell(30, {"nps": 9})
    silent.tell(40, {"nps": 1})
    _say(silent, 10, "positive", "staff", "price")
    _say(silent, 1, "negative", "price")
    return silent


def _groups(said):
    ask = ask_for(said.alice, MEASURES["nps"], "nps_0_10", {}, Window())
    return breakdown(said.store, ask, "topic")


def test_an_answer_counts_in_each_of_its_topics_and_once_in_the_whole(said):
    found = _groups(said)
    assert {group.key: group.figure.n for group in found.groups} == {"price": 80, "staff": 40, None: 30}
    assert found.total.n == 110


def test_a_topic_is_tested_against_everybody_who_did_not_speak_of_it(said):
    (staff,) = (group for group in _groups(said).groups if group.key == "staff")
    # Outside of it: 30 promoters who wrote nothing and 40 detractors, an NPS of -14.3.
    assert staff.test.comparison.difference == pytest.approx(100 - (30 - 40) / 70 * 100)


def test_a_dashboard_may_be_narrowed_to_a_topic_and_split_by_sentiment(said):
    page = said.client.get("/o/sova/dashboard/?topic=price&by=sentiment&period=all").content.decode()
    assert "Price and value" in page
    assert "Negative" in page
    assert "80 answers" in page


def test_who_wrote_nothing_is_a_group_of_its_own(said):
    page = said.client.get("/o/sova/dashboard/?sentiment=~&period=all").content.decode()
    assert "no comment" in page
    assert "30 answers" in page
