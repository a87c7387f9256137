"""On one SQLite file small posts of respondents take turns over one connection; everything else goes on beside it."""

import io
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from ohlas.site.answers_in_turn import AnswersInTurn
from ohlas.site.lane import SMALL

pytestmark = pytest.mark.django_db
FORM = "application/x-www-form-urlencoded"


class _Answer(list):
    is_closed = False

    def close(self):
        self.is_closed = True


class _Application:
    """Notes which connection a request was given, and how many were taken at once."""

    def __init__(self):
        self.answer = _Answer([b"said"])
        self.given, self.inside, self.most = [], 0, 0

    def __call__(self, environ, start_response):
        self.given.append(connections["default"])
        self.inside += 1
        self.most = max(self.most, self.inside)
        if environ["PATH_INFO"].endswith("/broken"):
            self.inside -= 1
            raise RuntimeError("broken")
        self.body = environ["wsgi.input"].read()
        time.sleep(0)  # others may come in here, if they are let
        start_response("303 See Other", [("Location", "/s/thanks")])
        self.inside -= 1
        return self.answer


def _sent(application, path="/s/key", method="POST", body=b"nps=9", **environ):
    begun = []
    given = {"CONTENT_LENGTH": str(len(body)), "CONTENT_TYPE": FORM, **environ}
    given |= {"REQUEST_METHOD": method, "PATH_INFO": path, "wsgi.input": io.BytesIO(body)}
    answer = application(given, lambda *head: begun.append(head))
    return begun[0], [*answer]


def test_a_post_is_answered_as_the_application_answers():
    inner = _Application()
    head, body = _sent(AnswersInTurn(inner))
    assert head == ("303 See Other", [("Location", "/s/thanks")])
    assert body == [b"said"]
    assert inner.body == b"nps=9"
    assert inner.answer.is_closed


def test_many_at_once_are_taken_one_after_another_over_one_connection():
    inner = _Application()
    turns = AnswersInTurn(inner)
    with ThreadPoolExecutor(8) as crowd:
        found = [*crowd.map(lambda n: _sent(turns, f"/s/key{n}"), range(200))]
    assert len(found) == 200
    assert {head[0] for head, _ in found} == {"303 See Other"}
    assert inner.most == 1
    assert len({id(one) for one in inner.given}) == 1
    assert inner.given[0] is not connections["default"]


@pytest.mark.parametrize(
    "request_of_another_kind",
    [
        {"method": "GET"},
        {"path": "/o/acme/surveys/"},
        {"path": "/api/v1/responses"},
        {"body": b"x" * (SMALL + 1)},
        {"CONTENT_LENGTH": ""},
        {"CONTENT_LENGTH": "5 "},
        {"CONTENT_LENGTH": "-5"},
        {"CONTENT_LENGTH": "٥"},
        {"CONTENT_LENGTH": "9" * 5_000},
    ],
    ids=["read", "staff", "programs", "large", "no length", "space", "below zero", "other digits", "endless"],
)
def test_everything_else_keeps_its_own_connection(request_of_another_kind):
    inner = _Application()
    _sent(AnswersInTurn(inner), **request_of_another_kind)
    assert inner.given == [connections["default"]]


def test_a_post_that_breaks_off_is_not_taken():
    inner = _Application()
    head, body = _sent(AnswersInTurn(inner), CONTENT_LENGTH="6")
    assert head[0] == "400 Bad Request"
    assert body == []
    assert inner.given == []


def test_an_error_comes_to_whoever_asked_and_stops_nobody_else():
    turns, own = AnswersInTurn(_Application()), connections["default"]
    with pytest.raises(RuntimeError, match="broken"):
        _sent(turns, "/s/broken")
    assert connections["default"] is own
    assert _sent(turns)[0][0] == "303 See Other"
