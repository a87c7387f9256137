"""The end of an answer: who sends it is judged, it is recorded, and thanks are said; or why it is not taken."""

from dataclasses import replace
from datetime import datetime
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import override, pgettext

from ohlas.feedback.actions import count_refusal, drop_draft, record_response, save_draft, submission_of
from ohlas.feedback.rules import Refusal, RefusalReason, Submission
from ohlas.feedback.rules.robots import Signs, Verdict, verdict
from ohlas.feedback.sources.form.limits import SUBMITS, is_too_fast
from ohlas.feedback.sources.form.opening import is_screened
from ohlas.feedback.sources.form.sending import HEADERS
from ohlas.feedback.sources.form.showing import (
    send_closed,
    send_confirm,
    send_form,
    send_full,
    send_refusal,
    send_screened,
)
from ohlas.feedback.sources.form.signs import device_of, is_by_staff
from ohlas.feedback.sources.form.visit import Visit
from ohlas.surveys.pages import Part


def finish(request: HttpRequest, visit: Visit, now: datetime) -> HttpResponse:
    """Takes the answers, once a person has shown to be one."""
    judged = _judge(request, visit, now)
    if judged is Verdict.ROBOT:
        count_refusal(visit.link.organisation_id, RefusalReason.ROBOT, now)
        return send_refusal(request)
    if judged is Verdict.UNSURE:
        save_draft(visit.given(), now)
        return send_confirm(request, visit, now)
    if is_too_fast(request, SUBMITS):
        count_refusal(visit.link.organisation_id, RefusalReason.TOO_FAST, now)
        part = visit.part(request.POST.get("at", ""))
        return slow_down(request, visit, part, now) if part else send_refusal(request)
    given = visit.given(visit.path.answers)
    submission = submission_of(given, is_complete=True, edit_for=visit.edit_for)
    outcome = record_response(_signed(request, visit, submission, now), now)
    if isinstance(outcome, Refusal):
        return _refused(request, visit, outcome, now)
    if visit.is_sent:
        drop_draft(given)
    return see_other(request, visit, sent=visit.seal.receipt(now))


def _signed(request: HttpRequest, visit: Visit, given: Submission, now: datetime) -> Submission:
    """With what the integrity watch looks at; of anonymous surveys nothing is taken in the first place."""
    if visit.version.definition.anonymous:
        return given
    owner = visit.link.organisation_id
    return replace(given, device=device_of(request, owner, now), by_staff=is_by_staff(request, owner))


def _refused(request: HttpRequest, visit: Visit, refusal: Refusal, now: datetime) -> HttpResponse:
    """Intake has the last word; a second tab's answer is no error to whoever gave it."""
    if refusal.reason is RefusalReason.DUPLICATE:
        return see_other(request, visit, sent=visit.seal.receipt(now))
    if refusal.reason is RefusalReason.QUOTA_FULL:
        return send_screened(request, visit) if is_screened(visit) else send_full(request, visit)
    if refusal.reason is RefusalReason.SURVEY_CLOSED:
        return send_closed(request, visit)
    part = visit.part("")
    if part is None:
        return send_refusal(request)
    with override(visit.language):
        note = pgettext("respondent", "At least one answer is needed.")
        if refusal.reason is RefusalReason.TOO_LARGE:
            note = pgettext("respondent", "The texts are too long together.")
    return send_form(request, visit, part, now, note=note, status=422)


def _judge(request: HttpRequest, visit: Visit, now: datetime) -> Verdict:
    """Whoever holds a personal link has shown enough."""
    if not visit.link.is_open:
        return Verdict.PERSON
    form = request.POST
    signs = Signs(
        stamp=form.get("stamp", ""),
        work=form.get("work", ""),
        trap=form.get("url", ""),
        confirmed=form.get("confirmed", ""),
    )
    return verdict(signs, visit.seal, now)


def slow_down(request: HttpRequest, visit: Visit, part: Part, now: datetime) -> HttpResponse:
    with override(visit.language):
        note = pgettext(
            "respondent", "Too many answers come from this network now. Please send again in a minute."
        )
    response = send_form(request, visit, part, now, note=note, status=429)
    response.headers["Retry-After"] = "60"
    return response


def see_other(request: HttpRequest, visit: Visit, **where: str) -> HttpResponse:
    """See other: what was posted is never posted again by going back or loading anew."""
    own = {"answer": visit.render, **where} if visit.link.is_open else where
    query = "&".join(f"{name}={quote(value, safe='')}" for name, value in own.items() if value)
    headers = {**HEADERS, "Location": f"{request.path}?{query}" if query else request.path}
    return HttpResponse(status=303, headers=headers)
