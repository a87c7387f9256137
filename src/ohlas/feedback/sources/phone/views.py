"""The interviewer's pages: parse, access, one deed or one read, answer."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions import record_response, save_draft, submission_of
from ohlas.feedback.rules import Refusal, RefusalReason
from ohlas.feedback.sources.form.visit import Visit
from ohlas.feedback.sources.phone.pages import call_page, calls_page, visit_on_the_line
from ohlas.outreach.actions.calling import claim_next, claimed_call, release_call, settle_call
from ohlas.outreach.errors import WrongState
from ohlas.outreach.queries.calls import CallView
from ohlas.outreach.rules.calls import Disposition
from ohlas.surveys.pages import answers_in, sentences

SAID = {
    RefusalReason.SURVEY_CLOSED: "The survey is closed; it takes no more answers.",
    RefusalReason.QUOTA_FULL: "Enough such answers were taken already: the quota is full.",
}


@require_GET
@staff(Permission.RECORD_ANSWERS)
def calls(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(request, "feedback/phone/calls.html", {"page": calls_page(actor, timezone.now())})


@require_POST
@staff(Permission.RECORD_ANSWERS)
def next_call(request: HttpRequest, actor: Actor) -> HttpResponse:
    call_id = claim_next(actor=actor, now=timezone.now())
    if call_id is None:
        messages.info(request, _("Nobody may be called just now."))
        return redirect("feedback:calls", slug=actor.organisation.slug)
    return redirect("feedback:call", slug=actor.organisation.slug, call_id=call_id)


@require_http_methods(["GET", "POST"])
@staff(Permission.RECORD_ANSWERS)
def call(request: HttpRequest, actor: Actor, call_id: UUID) -> HttpResponse:
    now = timezone.now()
    try:
        held = claimed_call(actor=actor, call_id=call_id, now=now)
    except WrongState:
        return _passed_on(request, actor)
    visit = visit_on_the_line(held, now)
    if request.method == "POST" and visit is not None and not visit.is_sent:
        return _take(request, actor, held, visit, now)
    part = visit.part(request.GET.get("at", "")) if visit and not visit.is_sent else None
    return _show(request, call_page(held, visit, part))


@require_POST
@staff(Permission.RECORD_ANSWERS)
def settle(request: HttpRequest, actor: Actor, call_id: UUID) -> HttpResponse:
    """How the call went; a break-off stores what was answered so far."""
    now = timezone.now()
    try:
        held = claimed_call(actor=actor, call_id=call_id, now=now)
        how = Disposition(request.POST.get("how", ""))
        call_at = _moment(request.POST.get("call_at", ""), held)
        note = request.POST.get("note", "")
        visit = visit_on_the_line(held, now)
        if visit is not None and visit.answers and not visit.is_sent and how is not Disposition.COMPLETE:
            _store(visit, now, is_complete=False)
        is_again = settle_call(actor=actor, call_id=call_id, how=how, now=now, call_at=call_at, note=note)
    except ValueError:
        messages.error(request, _("Choose how the call went."))
        return redirect("feedback:call", slug=actor.organisation.slug, call_id=call_id)
    except WrongState as wrong:
        messages.error(request, str(wrong))
        return redirect("feedback:call", slug=actor.organisation.slug, call_id=call_id)
    said = (
        _("Noted; the person comes again later.") if is_again else _("Noted; the person is not called again.")
    )
    messages.success(request, said)
    return redirect("feedback:calls", slug=actor.organisation.slug)


@require_POST
@staff(Permission.RECORD_ANSWERS)
def release(request: HttpRequest, actor: Actor, call_id: UUID) -> HttpResponse:
    try:
        release_call(actor=actor, call_id=call_id, now=timezone.now())
    except WrongState:
        return _passed_on(request, actor)
    return redirect("feedback:calls", slug=actor.organisation.slug)


def _take(request: HttpRequest, actor: Actor, held: CallView, visit: Visit, now: datetime) -> HttpResponse:
    seen = request.POST.get("seen", "").split()
    known = visit.definition.by_id
    offered = {one.id: one for one in visit.path.questions}
    answers = answers_in([offered.get(name, known[name]) for name in seen if name in known], request.POST)
    visit = visit.with_answers(answers)
    kept = {name: visit.checked.answers.get(name) for name in answers}
    save_draft(visit.given({**answers, **kept}), now)
    part = visit.part(request.POST.get("at", ""))
    if part is None:
        return _show(request, call_page(held, visit, None))
    if request.POST.get("go") == "back":
        return _to(actor, held, part.before or "")
    found = visit.problems_in(part)
    if found:
        with override(visit.language):
            words = sentences(visit.definition, found)
        return _show(request, call_page(held, visit, part, words), 422)
    if part.after is not None:
        return _to(actor, held, part.after)
    earlier = next((one for one in visit.parts if visit.problems_in(one)), None)
    if earlier is not None:
        return _to(actor, held, earlier.at)
    return _finish(request, actor, held, visit, now)


def _finish(request: HttpRequest, actor: Actor, held: CallView, visit: Visit, now: datetime) -> HttpResponse:
    refusal = _store(visit, now, is_complete=True)
    if refusal is not None and refusal.reason is not RefusalReason.DUPLICATE:
        said = SAID.get(refusal.reason, refusal.detail)
        return _show(
            request, call_page(held, visit, visit.part(request.POST.get("at", "")), problem=said), 409
        )
    settle_call(actor=actor, call_id=held.id, how=Disposition.COMPLETE, now=now)
    messages.success(request, _("The interview is stored. Thank you."))
    return redirect("feedback:calls", slug=actor.organisation.slug)


def _store(visit: Visit, now: datetime, *, is_complete: bool) -> Refusal | None:
    given = visit.given(visit.path.answers)
    outcome = record_response(submission_of(given, is_complete=is_complete, edit_for=timedelta(0)), now)
    return outcome if isinstance(outcome, Refusal) else None


def _moment(text: str, held: CallView) -> datetime | None:
    """The time promised, by the person's own clock."""
    if not text:
        return None
    try:
        local = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise WrongState(_("This is not a time.")) from wrong
    return local.replace(tzinfo=ZoneInfo(held.zone)) if local.tzinfo is None else local


def _to(actor: Actor, held: CallView, at: str) -> HttpResponse:
    response = redirect("feedback:call", slug=actor.organisation.slug, call_id=held.id)
    if at:
        response["Location"] += f"?at={at}"
    return response


def _passed_on(request: HttpRequest, actor: Actor) -> HttpResponse:
    messages.warning(request, _("This person is not yours to call now. Take the next one."))
    return redirect("feedback:calls", slug=actor.organisation.slug)


def _show(request: HttpRequest, page: object, status: int = 200) -> HttpResponse:
    response = TemplateResponse(request, "feedback/phone/call.html", {"page": page}, status=status)
    response.headers["Cache-Control"] = (
        "no-store"  # name and number are shown only while the person is claimed
    )
    return response
