"""Scores pressed on a keypad are taken once for each call, to the right invitation, and never guessed."""

import hmac
import json

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.feedback.models import Response
from ohlas.lib.sealing import sealed
from ohlas.outreach.channels.phone.tests.test_calling import people
from ohlas.outreach.models import Sender
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.keypad import score_of
from ohlas.outreach.rules.tokens import key_hash
from ohlas.outreach.tests.scene import NOW, a_survey

TOKEN = "voice"


@pytest.fixture
def survey(world: World):
    actor = system_actor(world.organisation.id)
    survey_id = a_survey(actor, "Po hovoru")
    Sender.objects.create(
        organisation=world.organisation,
        carrier=Carrier.PHONE,
        settings={"ivr_survey": "Po hovoru", "ivr_unit": "praha"},
        hook_hash=key_hash(TOKEN),
        changed_at=NOW,
    )
    return survey_id


def _call(body: object, token: str = TOKEN, **headers: str):
    return Client().post(
        f"/hooks/ivr/{token}/", json.dumps(body), content_type="application/json", headers=headers
    )


def test_a_caller_nobody_invited_answers_for_the_unit(world: World, survey) -> None:
    answer = _call({"call_id": "c1", "from": "+420777111222", "digits": "9"})
    response = Response.objects.get()
    assert (answer.status_code, answer.json()) == (200, {"taken": True, "again": False})
    assert (response.answers, response.channel, response.unit_id, response.contact_id) == (
        {"nps": 9},
        "ivr",
        world.prague.id,
        None,
    )


def test_the_same_call_again_is_one_answer(world: World, survey) -> None:
    bodies = [{"call_id": "c1", "digits": "9"}] * 3
    assert [_call(body).json()["again"] for body in bodies] == [False, True, True]
    assert _call({"call_id": "c1", "digits": "2"}).status_code == 422
    assert Response.objects.get().answers == {"nps": 9}


def test_an_invited_caller_answers_their_own_invitation(world: World) -> None:
    (contact,) = people(world)
    Sender.objects.update(settings={}, hook_hash=key_hash(TOKEN))
    assert _call({"call_id": "c9", "from": "+420777000000", "digits": "1"}).status_code == 422
    assert _call({"call_id": "c1", "from": "+420601000000", "scores": {"nps": "10"}}).status_code == 200
    assert (Response.objects.get().contact_id, Response.objects.get().answers) == (contact.id, {"nps": 10})


def test_a_form_is_taken_as_json_is(survey) -> None:
    answer = Client().post(f"/hooks/ivr/{TOKEN}/", {"call_id": "c1", "digits": "0"})
    assert (answer.status_code, Response.objects.get().answers) == (200, {"nps": 0})


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"digits": "9"}, 422),
        ({"call_id": "c", "digits": "11"}, 422),
        ({"call_id": "c", "digits": "9a"}, 422),
        ({"call_id": "c"}, 422),
        ([], 422),
        ("x", 422),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_reason(survey, body: object, status: int) -> None:
    answer = _call(body)
    assert (answer.status_code, "detail" in answer.json()) == (status, True)
    assert Response.objects.count() == 0


def test_an_unknown_address_is_not_there(survey) -> None:
    assert _call({"call_id": "c", "digits": "9"}, token="other").status_code == 404


def test_where_a_secret_is_kept_only_signed_calls_are_taken(survey) -> None:
    Sender.objects.update(sealed=sealed(json.dumps({"ivr_secret": "s3"})))
    body = {"call_id": "c1", "digits": "9"}
    signature = "sha256=" + hmac.digest(b"s3", json.dumps(body).encode(), "sha256").hex()
    assert _call(body).status_code == 401
    assert _call(body, **{"X-Ohlas-Signature": "sha256=00"}).status_code == 401
    assert _call(body, **{"X-Ohlas-Signature": signature}).status_code == 200


@pytest.mark.parametrize(
    ("keys", "ten", "score"),
    [
        ("0", "two_keys", 0), ("9#", "two_keys", 9), ("10", "two_keys", 10), ("*", "two_keys", None),
        ("*", "star", 10), ("10", "star", None), ("1", "star", 1), ("09", "two_keys", None), ("", "star", None),
        ("11", "two_keys", None), ("#", "star", None), ("٣", "two_keys", None),
    ],
)  # fmt: skip
def test_ten_is_pressed_as_it_was_agreed(keys: str, ten: str, score: int | None) -> None:
    assert score_of(keys, 0, 10, ten) == score
