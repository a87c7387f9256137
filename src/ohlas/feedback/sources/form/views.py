"""The pages people answer on: open the link, show what is asked, save, take the answers."""

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import get_template
from django.utils import timezone
from django.utils.translation import override, pgettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from ohlas.feedback.actions import count_refusal, save_draft
from ohlas.feedback.actions.choosing import Doubt, doubt_reader
from ohlas.feedback.actions.openings import count_opening
from ohlas.feedback.queries.links import Given, LinkView
from ohlas.feedback.rules import RefusalReason
from ohlas.feedback.sources.form.finishing import finish, see_other, slow_down
from ohlas.feedback.sources.form.limits import SAVES, is_too_fast
from ohlas.feedback.sources.form.opening import (
    RECEIPT_LIVES,
    Shut,
    is_closed,
    is_full,
    is_screened,
    link_for,
    visit_for,
)
from ohlas.feedback.sources.form.sending import HEADERS, is_foreign
from ohlas.feedback.sources.form.showing import (
    send_closed,
    send_end,
    send_first,
    send_form,
    send_full,
    send_refusal,
    send_screened,
)
from ohlas.feedback.sources.form.uploading import is_too_large, send_too_large, take_files
from ohlas.feedback.sources.form.visit import Visit
from ohlas.surveys.pages import Part, answers_in, asked_question, sentences
from ohlas.surveys.rules import Question


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The survey behind a link. No cookie guards the form: render id, stamp and Origin do."""
    now = timezone.now()
    return answer_at(request, key, link_for(key, now), now)


def answer_at(request: HttpRequest, key: str, link: LinkView | Shut, now: datetime) -> HttpResponse:
    """The survey of a link found already: by its key, or by the page that frames it."""
    if isinstance(link, Shut) or is_foreign(request):
        return send_refusal(request)
    if request.method == "HEAD" and link.invitation_id is not None:
        doubt_reader(link, key, Doubt.HEAD, now)
    if is_too_large(request):
        return send_too_large(request, link)
    found = visit_for(request, link, now)
    if found is None:
        return send_refusal(request)
    visit, given = found
    if request.method == "POST":
        return _take(request, visit, now)
    return _show(request, visit, given, now)


@csrf_exempt
@require_POST
def save(request: HttpRequest, key: str) -> HttpResponse:
    """Keeps the answers given so far; says which questions follow from them."""
    now = timezone.now()
    return save_at(request, link_for(key, now), now)


def save_at(request: HttpRequest, link: LinkView | Shut, now: datetime) -> HttpResponse:
    """As `answer_at`, for answers on their way."""
    if isinstance(link, Shut) or is_foreign(request):
        return JsonResponse({}, status=404)
    if is_too_large(request):
        return JsonResponse({}, status=413)
    found = visit_for(request, link, now)
    if found is None or found[0].is_sent or not _has_render(found[0]) or is_closed(found[0], now):
        return JsonResponse({}, status=409)
    if is_too_fast(request, SAVES):
        return JsonResponse({}, status=429, headers={"Retry-After": "10"})
    visit = found[0]
    answers = _posted(request.POST, visit)
    visit = visit.with_answers(answers)
    save_draft(visit.given({**answers, **_clean(visit, answers)}), now)
    return JsonResponse(_what_follows(request.POST, visit), headers=HEADERS)


def _show(request: HttpRequest, visit: Visit, given: Given | None, now: datetime) -> HttpResponse:
    if visit.is_sent and given is not None:
        return _show_sent(request, visit, given, now)
    if is_closed(visit, now):
        return send_closed(request, visit)
    if is_full(visit):
        return send_full(request, visit)
    part = visit.part(request.GET.get("at", ""))
    if part is None:
        return send_closed(request, visit)
    if visit.link.is_open and not visit.render:
        if request.method == "GET":
            count_opening(visit.link, now)
        return _show_first(request, visit, part, now)
    return send_form(request, visit, part, now, note=_note(request, visit))


def _show_first(request: HttpRequest, visit: Visit, part: Part, now: datetime) -> HttpResponse:
    if not visit.has_chance:
        return send_first(request, visit, part, now)
    own = visit.rendered()
    return send_form(request, own, own.part(part.at) or part, now)


def _show_sent(request: HttpRequest, visit: Visit, given: Given, now: datetime) -> HttpResponse:
    """Thanks for whoever has just sent; the form again while it may be changed; else a used link."""
    may_edit = visit.may_edit(given.at, now) and not is_closed(visit, now)
    if may_edit and request.GET.get("edit"):
        part = visit.part(request.GET.get("at", ""))
        return send_form(request, visit, part, now) if part else send_refusal(request)
    age = visit.seal.age("sent", request.GET.get("sent", ""), now)
    if visit.link.is_open or may_edit or (age is not None and age <= RECEIPT_LIVES):
        return send_end(request, visit, may_edit=may_edit)
    count_refusal(visit.link.organisation_id, RefusalReason.LINK_USED, now)
    return send_refusal(request)


def _take(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    go = request.POST.get("go", "next")
    barred = _barred(request, visit, now)
    if barred is not None or go == "confirm":
        return barred or finish(request, visit, now)
    taken = take_files(request, visit, now)
    if taken.answers:
        save_draft(visit.given(taken.answers), now)  # whatever else is wrong, a file is sent once
    answers = {**_posted(request.POST, visit), **taken.answers}
    visit = visit.with_answers(answers)
    part = visit.part(request.POST.get("at", ""))
    if part is None:
        return send_refusal(request)
    if is_too_fast(request, SAVES):
        return slow_down(request, visit, part, now)
    if go.startswith("lang:") or go == "back":
        return _turn(request, visit, part, answers, now)
    return _go_on(request, visit, answers, now, taken.problems)


def _barred(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse | None:
    """What is said instead of taking anything."""
    if not _has_render(visit):
        return send_refusal(request)
    if visit.is_sent and not visit.definition.edit_minutes:
        return see_other(request, visit, sent=visit.seal.receipt(now))  # a double click, or the back button
    if is_closed(visit, now):
        count_refusal(visit.link.organisation_id, RefusalReason.SURVEY_CLOSED, now)
        return send_closed(request, visit)
    return None


def _turn(
    request: HttpRequest, visit: Visit, part: Part, answers: Mapping[str, object], now: datetime
) -> HttpResponse:
    """Another language, or the page before: nothing is judged, everything is kept."""
    _keep(visit, {**answers, **_clean(visit, answers)}, now)
    go = request.POST.get("go", "")
    if go == "back":
        return see_other(request, visit, at=part.before or "", lang=visit.language)
    return see_other(request, visit, at=part.at, lang=go.removeprefix("lang:"))


def _go_on(
    request: HttpRequest,
    visit: Visit,
    answers: Mapping[str, object],
    now: datetime,
    of_files: Mapping[str, str],
) -> HttpResponse:
    """The next page, or the end; what must be mended is shown first."""
    part = visit.part(request.POST.get("at", ""))
    if part is None:
        return send_refusal(request)
    seen = set(request.POST.get("seen", "").split())
    asked = [question for step in part.steps for question in step.questions]
    unseen = [question.id for question in asked if question.id not in seen]
    problems = [
        problem for problem in visit.problems_in(part) if _question_of(visit, problem.field) not in unseen
    ]
    if problems or of_files:
        _keep(visit, {**answers, **_clean(visit, answers)}, now)
        with override(visit.language):
            words = {**sentences(visit.definition, problems), **of_files}
        return send_form(request, visit, part, now, problems=words, status=422)
    if part.after is not None or unseen:
        _keep(visit, answers, now)
        if is_screened(visit):
            return send_screened(request, visit)
        at = part.at if unseen else part.after or ""
        return see_other(request, visit, at=at, more="1" if unseen else "", edit=_edit(visit))
    earlier = next((one for one in visit.parts if visit.problems_in(one)), None)
    if earlier is not None:
        _keep(visit, answers, now)
        return see_other(request, visit, at=earlier.at)
    return finish(request, visit, now)


def _what_follows(form: QueryDict, visit: Visit) -> dict[str, object]:
    """For the script: the questions that belong on this page now, and those it does not show yet."""
    part = visit.part(form.get("at", ""))
    if part is None or not visit.definition.has_logic:
        return {}
    seen = set(form.get("seen", "").split())
    asked = [question for step in part.steps for question in step.questions]
    with override(visit.language):
        fresh = {one.id: _drawn(one, visit) for one in asked if one.id not in seen}
    return {"order": [question.id for question in asked], "fresh": fresh}


def _drawn(question: Question, visit: Visit) -> str:
    shown = asked_question(question, visit.voice())
    return str(get_template(shown.template).render({"question": shown}))


def _posted(form: QueryDict, visit: Visit) -> dict[str, object]:
    """Answers to the questions the page showed; other fields are nobody's business."""
    seen = form.get("seen", "").split()
    known = visit.definition.by_id
    # Only logic carries choices from one question into another.
    offered = {one.id: one for one in visit.path.questions} if visit.definition.has_logic else {}
    return answers_in([offered.get(name, known[name]) for name in dict.fromkeys(seen) if name in known], form)


def _clean(visit: Visit, answers: Mapping[str, object]) -> dict[str, object]:
    """What of these may be kept: a draft holds no answer that does not fit its question."""
    return {name: visit.checked.answers.get(name) for name in answers}


def _keep(visit: Visit, answers: Mapping[str, object], now: datetime) -> None:
    """Saved with what was sent before, when that is being changed: the other pages' answers stay."""
    save_draft(visit.given({**visit.answers, **answers} if visit.is_sent else answers), now)


def _question_of(visit: Visit, field: str) -> str:
    return visit.definition.item_by_id[field.removeprefix("answers.")].question.id


def _has_render(visit: Visit) -> bool:
    return bool(visit.render) or not visit.link.is_open


def _edit(visit: Visit) -> str:
    return "1" if visit.is_sent else ""


def _note(request: HttpRequest, visit: Visit) -> str:
    if not request.GET.get("more"):
        return ""
    with override(visit.language):
        return pgettext("respondent", "A question follows from the answers.")
