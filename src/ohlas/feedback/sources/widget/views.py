"""What stands in a widget's frame: the ordinary pages of its survey, for the one origin that was checked."""

from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ohlas.feedback.actions.widgets import link_of_widget
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.widget import around_of, marks_of
from ohlas.feedback.sources.form.framing import Framing, frame_for
from ohlas.feedback.sources.form.opening import Shut
from ohlas.feedback.sources.form.views import answer_at, save_at
from ohlas.outreach.queries.widgets import widget_named

NOWHERE = {"Access-Control-Allow-Origin": "null"}
"""A sandboxed frame has no origin of its own; what it is told it has sent itself, and no cookie comes along."""


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str, around: str) -> HttpResponse:
    now = timezone.now()
    return answer_at(request, key, _link(request, key, around, now), now)


@csrf_exempt
@require_POST
def save(request: HttpRequest, key: str, around: str) -> JsonResponse | HttpResponse:
    now = timezone.now()
    response = save_at(request, _link(request, key, around, now), now)
    for name, value in NOWHERE.items():
        response.headers[name] = value
    return response


def _link(request: HttpRequest, key: str, around: str, now: datetime) -> LinkView | Shut:
    """The widget's link with what its page told; shut for a site that is not on its list."""
    widget, told = widget_named(key, now), around_of(around)
    if widget is None or told is None or not widget.is_open or not widget.settings.allows(told.origin):
        return Shut.UNKNOWN
    link = link_of_widget(widget, now)
    if link.is_over(now):
        return Shut.OVER
    frame_for(request, Framing(widget.key, told.origin))
    return replace(link, attributes={**link.attributes, **marks_of(told, widget.settings.send)})
