"""A form posted by a respondent is read in a shorter way, to the same end as Django's."""

import pytest
from django.conf import settings
from django.core.exceptions import TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory

from ohlas.site.lane import SMALL, RespondentLane

FORMS = (
    b"",
    b"q%3Anps=9&q%3Anps=8&why=P%C5%99%C3%ADjemn%C3%A1+obsluha&at=&&lone&=",
    b"broken=%FF%FE&plain=\xff\xfe",
    "přímo=ž".encode(),
)
PLAIN = "application/x-www-form-urlencoded"


class _Lane(RespondentLane):
    """Its own view only keeps what it was asked."""

    def __init__(self):
        super().__init__(lambda _: HttpResponse())
        self.seen: list[HttpRequest] = []

    @property
    def _routes(self):
        return self

    def resolve(self, _path):
        return type("Match", (), {"func": self._view, "args": (), "kwargs": {}})

    def _view(self, request):
        self.seen.append(request)
        return HttpResponse()


def posted(body, kind=PLAIN, **more):
    lane = _Lane()
    lane(RequestFactory().post("/s/abc", body, content_type=kind, **more))
    return lane.seen[0]


@pytest.mark.parametrize("body", FORMS)
def test_fields_are_those_django_reads(body):
    form = posted(body).POST
    assert dict(form.lists()) == dict(QueryDict(body, encoding="utf-8").lists())
    with pytest.raises(AttributeError):
        form.appendlist("more", "x")


def test_too_many_fields_are_refused_as_ever():
    with pytest.raises(TooManyFieldsSent):
        posted(b"&".join([b"a="] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)))


def test_large_forms_and_other_kinds_are_left_to_django():
    assert type(posted(b"a=" + b"x" * SMALL).POST) is QueryDict
    assert type(posted(b"{}", "application/json").POST) is QueryDict
