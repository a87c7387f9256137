"""Doors to direction: the vision and its readers, and the yearly self-check. Everybody of staff may read."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.errors import Refused
from ohlas.accounts.rules import Permission
from ohlas.insight.actions.direction import (
    answer_self_check,
    close_self_check,
    confirm_reading,
    draft_vision,
    open_self_check,
    publish_vision,
    remind_readers,
)
from ohlas.insight.pages.direction import vision_form, vision_page
from ohlas.insight.pages.self_check import answer_page, check_page
from ohlas.insight.queries.direction import CheckFound, VisionFound, check_found, today_of, vision_found
from ohlas.insight.rules.direction import read_vision
from ohlas.insight.rules.maturity import statements

VISION, CHECK = "insight:vision", "insight:self_check"


@require_GET
@staff(None)
def vision(request: HttpRequest, actor: Actor, edition_id: UUID | None = None) -> HttpResponse:
    """The edition that holds, or an older one."""
    page = vision_page(
        _vision(actor, edition_id),
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        is_person=actor.user_id is not None,
    )
    return render(request, "insight/direction/vision.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
def edit_vision(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The next edition: kept as a draft, or published with the same press."""
    found = _vision(actor, None)
    if request.method == "GET":
        return render(request, "insight/direction/vision_edit.html", {"page": vision_form(found, {})})
    typed = {name: request.POST.get(name, "") for name in ("promise", "principles", "changes")}
    now = timezone.now()
    try:
        draft_vision(actor=actor, wish=read_vision(**typed), now=now)
        if request.POST.get("deed") == "publish":
            number = publish_vision(actor=actor, now=now)
            messages.success(
                request, _("Edition %(n)s is published; everybody is asked to read it.") % {"n": number}
            )
        else:
            messages.success(request, _("Kept as a draft; nobody else sees it yet."))
    except Refused as refusal:
        page = vision_form(found, typed, str(refusal), refusal.field or "")
        return render(request, "insight/direction/vision_edit.html", {"page": page}, status=422)
    return redirect(VISION, actor.organisation.slug)


@require_POST
@staff(None)
def confirm_reading_view(request: HttpRequest, actor: Actor, edition_id: UUID) -> HttpResponseBase:
    try:
        confirm_reading(actor=actor, edition_id=edition_id, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Thank you. Your reading is confirmed."))
    return redirect(VISION, actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def remind_readers_view(request: HttpRequest, actor: Actor, edition_id: UUID) -> HttpResponseBase:
    remind_readers(actor=actor, edition_id=edition_id, now=timezone.now())
    messages.success(request, _("Whoever has not read it sees a reminder on every page from now on."))
    return redirect(VISION, actor.organisation.slug)


@require_GET
@staff(None)
def self_check(request: HttpRequest, actor: Actor, check_id: UUID | None = None) -> HttpResponse:
    """Where we stand, area by area, and what to do next."""
    found = check_found(actor, check_id)
    if check_id is not None and found is None:
        raise Http404
    page = check_page(
        found,
        today_of(actor, timezone.now()).year,
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        sees_results=actor.may(Permission.SEE_FIGURES),
    )
    return render(request, "insight/direction/self_check.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def open_self_check_view(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    now = timezone.now()
    open_self_check(actor=actor, year=today_of(actor, now).year, now=now)
    messages.success(request, _("Open: everybody who works with Ohlas here may answer."))
    return redirect(CHECK, actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def close_self_check_view(request: HttpRequest, actor: Actor, check_id: UUID) -> HttpResponseBase:
    close_self_check(actor=actor, check_id=check_id, now=timezone.now())
    messages.success(request, _("Closed; the result stands."))
    return redirect("insight:self_check_of", actor.organisation.slug, check_id)


@require_http_methods(["GET", "POST"])
@staff(None)
def answer_self_check_view(request: HttpRequest, actor: Actor, check_id: UUID) -> HttpResponseBase:
    """The statements, each with five levels; open ones stay open."""
    found = _check(actor, check_id)
    template = "insight/direction/self_check_answer.html"
    if request.method == "GET":
        return render(request, template, {"page": answer_page(found, {})})
    given = {name: request.POST.get(name, "") for name in statements()}
    try:
        answer_self_check(actor=actor, check_id=check_id, given=given, now=timezone.now())
    except Refused as refusal:
        return render(request, template, {"page": answer_page(found, given, str(refusal))}, status=422)
    messages.success(request, _("Thank you. You may change your answers until the self-check is closed."))
    return redirect("insight:self_check_of", actor.organisation.slug, check_id)


def _vision(actor: Actor, edition_id: UUID | None) -> VisionFound:
    found = vision_found(actor, edition_id, timezone.now())
    if found is None:
        raise Http404
    return found


def _check(actor: Actor, check_id: UUID) -> CheckFound:
    found = check_found(actor, check_id)
    if found is None:
        raise Http404
    return found
