"""Comments found by what they mean: prepared when somebody wants it, within own units, words where it cannot be had."""

import re

import numpy as np
import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from ohlas.accounts.models import AuditEntry
from ohlas.feedback.actions.meanings import learn_meanings, learn_where_wanted
from ohlas.feedback.models import MeaningIndex, Response, TextMeaning
from ohlas.feedback.queries.meanings import comments_like, meaning_state
from ohlas.feedback.rules import meanings
from ohlas.outbox.relay import relay_once

LATE, COFFEE, OTHER = np.eye(3, 8, dtype=np.float32)
MARKED = (("doručení", LATE), ("slow shipping", LATE), ("káva", COFFEE))
ASKED = "comments/?period=all&how=meaning&q=slow+shipping"


class Pretended:
    """Two meanings and the rest; what it was shown is kept."""

    shown: list[str]

    def __init__(self):
        self.shown = []

    def embed(self, texts):
        self.shown += texts
        return np.stack(
            [next((point for mark, point in MARKED if mark in text.lower()), OTHER) for text in texts]
        )


@pytest.fixture
def model():
    found = Pretended()
    meanings.use_points(lambda: found)
    yield found
    meanings.use_points(None)


@pytest.fixture
def bare(monkeypatch):
    """A server without the model."""
    meanings.use_points(None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)


def _text(page):
    return re.sub(r"\s+", " ", strip_tags(page))


def _want(wrote, deed="want"):
    return wrote.client.post("/o/sova/comments/meaning/", {"deed": deed})


def _relay():
    while relay_once(timezone.now(), worker="test"):
        pass


@pytest.fixture
def prepared(wrote, model):
    _want(wrote)
    while TextMeaning.objects.count() < 165:
        learn_meanings.func(str(wrote.world.organisation.id))
    return wrote


def test_comments_that_say_the_same_in_another_language_are_found(prepared, opened):
    page = _text(opened(ASKED))
    assert "45 comments" in page
    assert "Comments, nearest in meaning first" in page
    assert "Nearest in meaning first, in every language" in page


def test_one_word_brings_the_comments_that_hold_it_and_those_of_its_topic_first(prepared):
    owner = prepared.world.organisation.id
    signals = {str(one.id): one.answers for one in Response.objects.all()}

    def grades(asked):
        return [signals[signal]["nps"] for signal, _ in comments_like(owner, asked)]

    # To the model here all three are as far from every comment as any other word is.
    assert set(grades("kávy")[:120]) == {10}, "held in another form"
    assert set(grades("zpoždění")[:45]) == {2}, "the topic that the word names"
    assert set(grades("rychle")[:45]) != {2}, "the same topic, praised: these comments blame"


def test_other_filters_narrow_what_was_found(prepared, opened):
    assert "40 comments" in _text(opened(f"{ASKED}&since=2026-07-01".replace("&period=all", "")))
    assert "No comments here" in _text(opened(f"{ASKED}&score_class=high"))


def test_a_unit_manager_finds_comments_of_own_units_only(prepared):
    bob = prepared.world.signed_in(prepared.world.bob)
    page = _text(bob.get(f"/o/sova/{ASKED}").content.decode())
    assert "doručení" not in page.lower().replace("delivery", "")
    found = comments_like(
        prepared.world.organisation.id, "slow shipping", frozenset({prepared.world.brno.id})
    )
    assert len(found) == 45


def test_before_it_is_prepared_words_are_used_and_it_can_be_switched_on(wrote, opened, model):
    page = _text(opened("comments/?period=all&how=meaning&q=doruceni"))
    assert "45 comments" in page
    assert "Prepare search by meaning" in page
    assert _want(wrote).status_code == 302
    page = _text(opened("comments/?period=all&how=meaning&q=doruceni"))
    assert "0 of 165 comments can be found by meaning so far" in page
    assert AuditEntry.objects.filter(deed="want_meanings").count() == 1


def test_where_the_model_is_missing_the_page_says_so_and_uses_words(wrote, opened, bare):
    page = _text(opened("comments/?period=all&how=meaning&q=doruceni"))
    assert "needs a model that is not installed" in page
    assert "45 comments" in page


def test_only_text_without_personal_data_is_learnt(prepared, model):
    assert any("[name]" in text for text in model.shown)
    assert not any("Nováková" in text for text in model.shown)


def test_nobody_who_did_not_ask_for_it_pays_for_it(wrote, model):
    learn_where_wanted.func()
    _relay()
    assert not model.shown


def test_what_is_written_later_is_learnt_too(prepared, model):
    owner = prepared.world.organisation.id
    some = list(TextMeaning.objects.values_list("number", flat=True)[:5])
    TextMeaning.objects.filter(number__in=some).delete()
    assert meaning_state(owner).ready == 160
    learn_where_wanted.func()
    _relay()
    assert meaning_state(owner).is_ready


def test_an_erased_answer_is_not_found_by_meaning(prepared):
    gone = Response.objects.filter(answers__nps=2).first()
    gone.delete()
    assert len(comments_like(prepared.world.organisation.id, "slow shipping")) == 44


def test_switched_off_nothing_of_it_is_left(prepared):
    assert _want(prepared, "forget").status_code == 302
    assert not TextMeaning.objects.exists()
    assert not MeaningIndex.objects.exists()


def test_what_is_nearer_is_found_and_nothing_among_nothing():
    points = [meanings.matrix_of([bytes([100, 0])])[0].astype(np.int8).tobytes()] * 2 + [bytes([0, 100])] * 2
    found = meanings.nearest(bytes([120, 0]), [[(at, point) for at, point in enumerate(points)]])
    assert found == [0, 1]
    assert meanings.nearest(bytes([1, 1]), [[]]) == []
