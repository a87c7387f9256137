"""An answer sent again changes nothing and is acknowledged the same way; another under its id is refused."""

import pytest

from ohlas.feedback.models import Response
from ohlas.lib.ids import new_id
from ohlas.outbox.models import Event
from ohlas.surveys.actions import close_survey

URL = "/responses"


def _body(**more):
    return {"survey": "After a visit", "answers": {"nps": 9, "why": "PĹ™Ă­liĹˇ dlouhĂ© ÄŤekĂˇnĂ­"}, **more}


@pytest.mark.parametrize("how", ["client_id", "header", "words"])
def test_the_same_answer_again_is_replayed(program, survey, how):
    key = "till 7, receipt 4711" if how == "words" else str(new_id())
    body = _body(client_id=key) if how == "client_id" else _body()
    headers = {} if how == "client_id" else {"Idempotency_Key": key}
    first, second = (program.post(URL, body, **headers) for _ in range(2))
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert first.json()["warnings"]
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert Response.objects.count() == 1
    assert Event.objects.filter(name="feedback.response_recorded").count() == 1


def test_spacing_and_order_do_not_make_another_answer(program, survey):
    key = str(new_id())
    program.post(URL, b'{"survey":"After a visit","answers":{"nps":9,"clean":5}}', Idempotency_Key=key)
    again = program.post(
        URL, b'{ "answers": {"clean":5, "nps":9}, "survey":"After a visit"}', Idempotency_Key=key
    )
    assert again.headers["Idempotent-Replayed"] == "true"


def test_another_answer_under_the_same_id_is_refused(program, survey):
    key = str(new_id())
    assert program.post(URL, _body(client_id=key)).status_code == 201
    other = program.post(URL, _body(client_id=key, channel="kiosk"))
    assert (other.status_code, other.json()["reason"]) == (422, "duplicate")
    assert Response.objects.count() == 1


def test_an_acknowledged_answer_is_replayed_even_after_the_survey_closed(program, survey, world):
    key = str(new_id())
    first = program.post(URL, _body(client_id=key))
    close_survey(actor=program.actor, survey_id=survey, now=world.now)
    again = program.post(URL, _body(client_id=key))
    assert (again.status_code, again.json()) == (201, first.json())
    assert program.post(URL, _body(client_id=str(new_id()))).status_code == 409


def test_without_an_id_every_answer_is_new(program, survey):
    assert {program.post(URL, _body()).status_code for _ in range(2)} == {201}
    assert Response.objects.count() == 2


def test_two_different_ids_in_one_request_are_refused(program, survey):
    same = str(new_id())
    assert program.post(URL, _body(client_id=same), Idempotency_Key=same).status_code == 201
    other = program.post(URL, _body(client_id=str(new_id())), Idempotency_Key=str(new_id()))
    assert other.status_code == 422


def test_each_item_of_a_batch_stands_alone(program, survey):
    key = str(new_id())
    items = [_body(), _body(answers={"nps": 12}), _body(answers={"nps": 3})]
    first = program.post("/responses/batch", {"responses": items}, Idempotency_Key=key).json()
    assert (first["recorded"], first["replayed"], first["refused"]) == (2, 0, 1)
    assert first["items"][1]["problem"]["problems"][0]["field"] == "answers.nps"
    again = program.post("/responses/batch", {"responses": items}, Idempotency_Key=key).json()
    assert (again["recorded"], again["replayed"], again["refused"]) == (0, 2, 1)
    assert again["items"][0]["id"] == first["items"][0]["id"]
    assert Response.objects.count() == 2


@pytest.mark.parametrize("body", [{}, [], {"responses": []}, {"responses": "x"}, {"responses": [{}] * 1001}])
def test_a_batch_has_one_to_a_thousand_items(program, survey, body):
    assert program.post("/responses/batch", {"responses": [_body()]}).status_code == 200
    assert program.post("/responses/batch", body).status_code == 422
    assert Response.objects.count() == 1
