"""The two reference views: one insert, and the two rows our own route inserts, in one transaction."""

import json

from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import path
from django.utils import timezone

from benchmarks.bare.models import Bare
from ohlas.feedback.models import Response
from ohlas.lib.ids import new_id
from ohlas.outbox.models import Event
from ohlas.surveys.models import SurveyVersion

_version = None


def one_insert(request: HttpRequest) -> JsonResponse:
    row = Bare.objects.create(id=new_id(), body=json.loads(request.body), at=timezone.now())
    return JsonResponse({"id": str(row.id)}, status=201)


def same_rows(request: HttpRequest) -> JsonResponse:
    global _version  # noqa: PLW0603 - read once: the reference is spared the look-up
    _version = _version or SurveyVersion.objects.get()
    body, now = json.loads(request.body), timezone.now()
    with transaction.atomic():
        row = Response.objects.create(
            id=new_id(),
            organisation_id=_version.organisation_id,
            client_id=body["client_id"],
            body_hash="",
            version_id=_version.id,
            answers=body["answers"],
            answered_at=now,
            received_at=now,
            channel="api",
            language="cs",
        )
        Event.objects.create(
            id=new_id(),
            organisation_id=_version.organisation_id,
            name="feedback.response_recorded",
            body={"response_id": str(row.id)},
            emitted_at=now,
        )
    return JsonResponse({"id": str(row.id)}, status=201)


PAGE = """<!doctype html><html lang="cs"><head><title>{{ title }}</title></head><body><form method="post">
{% for question in questions %}<fieldset><legend>{{ question.text }}</legend>
{% for value in question.values %}<label><input type="radio" name="{{ question.id }}" value="{{ value }}">
<span>{{ value }}</span></label>{% empty %}<textarea name="{{ question.id }}"></textarea>{% endfor %}</fieldset>
{% endfor %}<button>Send</button></form></body></html>"""
QUESTIONS = (
    {"id": "nps", "text": "Doporučíte nás?", "values": tuple(range(11))},
    {"id": "staff", "text": "Obsluha?", "values": tuple(range(1, 6))},
    {"id": "why", "text": "Proč?", "values": ()},
)
_template = engines["django"].from_string(PAGE)


def page(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's shape
    """The same questions from one template, with nothing looked up."""
    return HttpResponse(_template.render({"title": "Bench", "questions": QUESTIONS}))


urlpatterns = [path("one", one_insert), path("two", same_rows), path("page", page)]
