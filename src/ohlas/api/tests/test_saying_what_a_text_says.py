"""`POST /api/v1/text/analyse`: one object per text, in the shape promised, and plain words for what it cannot take."""

import json

import pytest
from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission

KEYS = ["language", "language_confidence", "repaired", "sentiment", "topics", "urgency", "masked"]
NAMED = "Hrozná obsluha, paní Nováková, volejte mi na 603 123 456."


@pytest.fixture
def ask(world):
    actor = system_actor(world.organisation.id)
    rights = (Permission.SEE_FIGURES,), (Permission.SEE_FIGURES, Permission.SEE_CONTACTS)
    secrets = [issue_api_key(actor=actor, name="till", scopes=own, now=world.now).secret for own in rights]

    def ask(body, *, sees_people=False):
        secret = secrets[sees_people]
        given = body if isinstance(body, bytes) else json.dumps(body)
        return Client().post(
            "/api/v1/text/analyse",
            given,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )

    return ask


def test_one_text_gives_one_object(ask):
    answer = ask({"text": NAMED}, sees_people=True)
    assert answer.status_code == 200
    found = answer.json()
    assert list(found) == KEYS
    assert list(found["sentiment"]) == ["label", "positive", "neutral", "negative"]
    assert [list(each) for each in found["urgency"]] == [["kind", "phrase", "confidence"]] * len(
        found["urgency"]
    )
    assert (found["language"], found["sentiment"]["label"]) == ("cs", "negative")
    assert sum(found["sentiment"][name] for name in ("positive", "neutral", "negative")) == pytest.approx(1)
    assert "staff" in {each["topic"] for each in found["topics"]}
    assert list(found["topics"][0]) == ["topic", "sentiment", "phrase"]
    assert found["repaired"] == NAMED
    assert "603" not in found["masked"]
    assert "Nováková" not in found["masked"]


def test_a_key_without_the_right_to_see_contacts_gets_no_personal_data(ask):
    answer = ask({"text": NAMED})
    assert "603" not in answer.content.decode()
    assert "Nováková" not in answer.content.decode()
    found = answer.json()
    assert list(found) == KEYS
    assert found["repaired"] == found["masked"]


def test_the_three_probabilities_sum_to_one_whatever_is_said(ask):
    texts = [
        NAMED,
        "",
        "😀",
        "Ok.",
        "Dobré i špatné.",
        "x" * 5_000,
        "Mixed: great coffee, awful wait!",
        "נהדר",
    ]
    for found in ask({"texts": texts}).json():
        told = found["sentiment"]
        assert told["positive"] + told["neutral"] + told["negative"] == pytest.approx(1, abs=1e-9)
        assert min(told["positive"], told["neutral"], told["negative"]) >= 0


def test_several_texts_give_a_list_in_their_order(ask):
    found = ask({"texts": ["Great coffee!", "", "Okropna obsługa."]}).json()
    assert [one["language"] for one in found] == ["en", "unknown", "pl"]


@pytest.mark.parametrize(
    "body", [{}, [], 3, {"text": 3}, {"texts": []}, {"texts": [1]}, {"text": "a", "texts": ["b"]}]
)
def test_a_body_of_another_shape_is_told_what_to_send(ask, body):
    answer = ask(body)
    assert answer.status_code == 422
    assert "`text`" in answer.json()["detail"]


def test_a_body_that_is_no_json_is_told_so(ask):
    assert ask(b"text=great").status_code == 400


def test_too_many_texts_are_refused(ask):
    assert ask({"texts": ["a"] * 1_001}).status_code == 422
