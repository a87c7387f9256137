"""A score clicked in a message: shown chosen, kept as an intent, and an answer only when a person stands by it."""

from datetime import datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import override, pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ohlas.feedback.actions.choosing import (
    Doubt,
    choose_score,
    doubt_reader,
    has_intent,
    is_doubted,
    stand_by,
)
from ohlas.feedback.actions.invitations import note_opened
from ohlas.feedback.queries.links import LinkView
from ohlas.feedback.rules.robots import SHORTEST
from ohlas.feedback.sources.form.limits import SAVES, is_too_fast
from ohlas.feedback.sources.form.opening import Shut, is_closed, is_full, link_for, visit_for
from ohlas.feedback.sources.form.sending import HEADERS, is_foreign
from ohlas.feedback.sources.form.showing import send_form, send_refusal
from ohlas.feedback.sources.form.visit import Visit
from ohlas.surveys.pages import Part, answers_in
from ohlas.surveys.rules import Question, one_click_question, scores_of


@require_http_methods(["GET", "HEAD"])
def choose(request: HttpRequest, key: str, score: int) -> HttpResponse:
    """The form with the score chosen. Opening it records nothing: programs open every address of a message."""
    now = timezone.now()
    link = link_for(key, now)
    if isinstance(link, Shut):
        return send_refusal(request)
    if is_too_fast(request, SAVES):
        return HttpResponse(status=429, headers={**HEADERS, "Retry-After": "60"})
    if request.method == "HEAD":
        return _note_head(link, key, now)
    chosen = _chosen(request, link, score, now)
    if chosen is None:
        return _to_form(key)
    visit, part = chosen
    choose_score(link, key, score, now)
    with override(visit.language):
        note = pgettext("respondent", "The score from the message is chosen. It can still be changed.")
    return send_form(request, visit, part, now, note=note, action=_form(key))


@require_http_methods(["GET", "HEAD"])
def trap(request: HttpRequest, key: str) -> HttpResponse:
    """An address that no reader of the message can see: whoever opens it opens everything."""
    now = timezone.now()
    link = link_for(key, now)
    if not isinstance(link, Shut) and not link.is_open and not is_too_fast(request, SAVES):
        doubt_reader(link, key, Doubt.TRAP, now)
    return send_refusal(request)


@csrf_exempt
@require_POST
def seen(request: HttpRequest, key: str) -> HttpResponse:
    """The page's script says that it was looked at long enough, or touched."""
    now = timezone.now()
    link = link_for(key, now)
    if isinstance(link, Shut) or link.is_open or is_foreign(request):
        return HttpResponse(status=404, headers=HEADERS)
    if is_too_fast(request, SAVES):
        return HttpResponse(status=429, headers={**HEADERS, "Retry-After": "60"})
    found = visit_for(request, link, now)
    if found is not None and not _takes_none(found[0], now) and _is_long_enough(request, found[0], now):
        _stand_by(request, found[0], key, now)
    return HttpResponse(status=204, headers=HEADERS)


def _chosen(request: HttpRequest, link: LinkView, score: int, now: datetime) -> tuple[Visit, Part] | None:
    """The visit with this score and the page that asks for it; None where it cannot be chosen."""
    found = None if link.is_open else visit_for(request, link, now)
    if found is None or _takes_none(found[0], now):
        return None
    visit = found[0]
    question = one_click_question(visit.version.definition)
    if question is None or score not in scores_of(question):
        return None
    visit = visit.with_answers({question.id: score})
    part = _part_of(visit, question)
    return (visit, part) if part else None


def _stand_by(request: HttpRequest, visit: Visit, key: str, now: datetime) -> None:
    question = one_click_question(visit.version.definition)
    if question is None or not has_intent(key):
        if not is_doubted(key):
            note_opened(visit.link, now)
        return
    given = answers_in([question], request.POST)
    checked = visit.with_answers(given).checked.answers.get(question.id)
    if checked is not None:
        stand_by(visit.given({question.id: checked}), key, now)


def _is_long_enough(request: HttpRequest, visit: Visit, now: datetime) -> bool:
    age = visit.seal.age("page", request.POST.get("stamp", ""), now)
    return age is not None and (age >= SHORTEST or request.POST.get("touched") == "1")


def _note_head(link: LinkView, key: str, now: datetime) -> HttpResponse:
    if not link.is_open:
        doubt_reader(link, key, Doubt.HEAD, now)
    return HttpResponse(headers=HEADERS)


def _takes_none(visit: Visit, now: datetime) -> bool:
    return visit.is_sent or is_closed(visit, now) or is_full(visit)


def _part_of(visit: Visit, question: Question) -> Part | None:
    named = (
        part for part in visit.parts if any(question.id == q.id for s in part.steps for q in s.questions)
    )
    return next(named, None)


def _to_form(key: str) -> HttpResponse:
    """What cannot be chosen is answered where everything else is."""
    return HttpResponse(status=302, headers={**HEADERS, "Location": _form(key)})


def _form(key: str) -> str:
    return f"/s/{quote(key, safe='')}"
