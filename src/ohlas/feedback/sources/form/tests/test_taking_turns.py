"""Posted answers are worked on one after the other on SQLite; pages and files wait for nobody."""

from contextlib import nullcontext

import pytest
from django.test import RequestFactory

from ohlas.feedback.rules.uploads import MOST_BODY
from ohlas.feedback.sources.form.turns import PLAIN, turn_of

make = RequestFactory()


def test_a_posted_page_takes_its_turn_after_it_was_read():
    request = make.post("/s/abc", "nps=9", content_type=PLAIN)
    turn = turn_of(request)
    assert not isinstance(turn, nullcontext)
    assert request._read_started
    assert request.POST["nps"] == "9"


@pytest.mark.parametrize(
    "request_",
    [
        make.get("/s/abc"),
        make.post("/s/abc", {"nps": "9"}),
        make.post("/s/abc", "nps=9", content_type=PLAIN, CONTENT_LENGTH=str(MOST_BODY + 1)),
    ],
    ids=["a page", "a form with files", "more than is taken"],
)
def test_what_does_not_write_at_once_waits_for_nobody_and_is_not_read(request_):
    assert isinstance(turn_of(request_), nullcontext)
    assert not request_._read_started
