"""`POST /api/v1/text/analyse`: one object per text, in the shape promised, and plain words for what it cannot take."""

import json

import pytest
from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission

KEYS = {"language", "language_confidence", "repaired", "sentiment", "topics", "urgency", "masked"}


@pytest.fixture
def ask(world):
    actor = system_actor(world.organisation.id)
    secret = issue_api_key(actor=actor, name="till", scopes=(Permission.SEE_FIGURES,), now=world.now).secret

    def ask(body):
        given = body if isinstance(body, bytes) else json.dumps(body)
        return Client().post(
            "/api/v1/text/analyse",
            given,
            content_type="application/json",
            headers={"Authorization": f"Bearer {secret}"},
        )

    return ask


def test_one_text_gives_one_object(ask):
    answer = ask({"text": "Hrozná obsluha, volejte mi na 603 123 456."})
    assert answer.status_code == 200
    found = answer.json()
    assert found.keys() == KEYS
    assert (found["language"], found["sentiment"]["label"]) == ("cs", "negative")
    assert sum(found["sentiment"][name] for name in ("positive", "neutral", "negative")) == pytest.approx(1)
    assert "staff" in {each["topic"] for each in found["topics"]}
    assert found["topics"][0].keys() == {"topic", "sentiment", "phrase"}
    assert "603" in found["repaired"]
    assert "603" not in found["masked"]


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
