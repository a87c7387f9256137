"""Staff pages about programmes: parse, access, one deed or one read, answer."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.customers.queries import segments_of
from ohlas.outreach.access import programme_for
from ohlas.outreach.actions.programmes import (
    change_programme,
    end_programme,
    make_programme,
    pause_programme,
    start_programme,
)
from ohlas.outreach.errors import BadProgramme, WrongState
from ohlas.outreach.forms.programmes import ProgrammeForm, initial_of
from ohlas.outreach.pages.programmes import (
    edit_page,
    one_programme_page,
    programmes_page,
    start_page,
)
from ohlas.outreach.queries.programmes import programme_view

FRESH = {
    "kind": "event",
    "event": "delivery",
    "delay_hours": 24,
    "months": 3,
    "waves": 12,
    "priority": 5,
    "carrier_0": "email",
    "sample": 100,
    "every_days": 90,
    "wait_days": 14,
    "expires_days": 14,
    "reminders": 1,
    "after_days": 4,
    "quiet_from": "20:00",
    "quiet_to": "09:00",
    "days": [0, 1, 2, 3, 4, 5, 6],
    "keeps_holidays": True,
    "random_percent": 50,
}
"""What a new programme begins with."""


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def programmes(request: HttpRequest, actor: Actor) -> HttpResponse:
    page = programmes_page(actor, timezone.now())
    return TemplateResponse(request, "outreach/programmes/programmes.html", {"page": page})


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def programme(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    page = one_programme_page(actor, programme_id, timezone.now())
    return TemplateResponse(request, "outreach/programmes/programme.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_PROGRAMMES)
def new_programme(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = timezone.now()
    fresh = {**FRESH, "starts_on": timezone.localdate(now)}
    form = ProgrammeForm(_sent(request), actor=actor, initial=fresh)

    def save(own: dict[str, Any]) -> UUID:
        row = make_programme(
            actor=actor, name=own["name"], survey_id=UUID(own["survey"]), settings=form.document(), now=now
        )
        changes = {"priority": own["priority"], "segment_id": _uuid(own["segment"])}
        return change_programme(actor=actor, programme_id=row.id, changes=changes, now=now).id

    back = reverse("outreach:programmes", kwargs={"slug": actor.organisation.slug})
    return _edited(request, actor, form, save, (_("New programme"), back, now))


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_PROGRAMMES)
def edit_programme(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    now = timezone.now()
    row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
    view = programme_view(row, actor.organisation.zone, now)
    conditions = {str(one.id): one.condition for one in segments_of(actor.organisation.id)}
    initial = {**FRESH, **initial_of(view, conditions)}
    form = ProgrammeForm(_sent(request), actor=actor, initial=initial)

    def save(own: dict[str, Any]) -> UUID:
        changes = {
            "name": own["name"],
            "priority": own["priority"],
            "segment_id": _uuid(own["segment"]),
            "survey_id": UUID(own["survey"]),
            "settings": form.document(),
        }
        return change_programme(actor=actor, programme_id=programme_id, changes=changes, now=now).id

    back = _address(actor, "programme", programme_id)
    return _edited(request, actor, form, save, (view.name, back, now))


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_PROGRAMMES)
def start(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    """What must stand before it, then the deed; resuming is the same."""
    now = timezone.now()
    if request.method == "POST":
        try:
            start_programme(actor=actor, programme_id=programme_id, now=now)
        except (WrongState, BadProgramme) as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("It runs: whoever falls due is asked within the hour."))
            return redirect(_address(actor, "programme", programme_id))
    page = start_page(actor, programme_id, now)
    status = 409 if request.method == "POST" else 200
    return TemplateResponse(request, "outreach/programmes/start.html", {"page": page}, status=status)


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def pause(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    try:
        pause_programme(actor=actor, programme_id=programme_id, now=timezone.now())
        messages.success(request, _("Paused: nobody new is asked until it is resumed."))
    except WrongState as refused:
        messages.error(request, str(refused))
    return redirect(_address(actor, "programme", programme_id))


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_PROGRAMMES)
def end(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    """Asks first: an ended programme does not start again."""
    if request.method == "POST":
        try:
            n = end_programme(actor=actor, programme_id=programme_id, now=timezone.now())
        except WrongState as refused:
            messages.error(request, str(refused))
        else:
            words = ngettext(
                "Ended; %(n)s invitation was taken back.", "Ended; %(n)s invitations were taken back.", n
            )
            messages.success(request, words % {"n": n})
        return redirect(_address(actor, "programme", programme_id))
    page = one_programme_page(actor, programme_id, timezone.now())
    return TemplateResponse(request, "outreach/programmes/end.html", {"page": page})


def _edited(
    request: HttpRequest,
    actor: Actor,
    form: ProgrammeForm,
    save: Callable[[dict[str, Any]], UUID],
    words: tuple[str, str, datetime],
) -> HttpResponse:
    title, back, now = words
    if form.is_valid():
        try:
            programme_id = save(form.cleaned_data)
        except BadProgramme as fault:
            form.refuse(fault)
        except WrongState as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(_address(actor, "programme", programme_id))
    page = edit_page(actor, form, title, back, now)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "outreach/programmes/edit.html", {"page": page}, status=status)


def _address(actor: Actor, name: str, programme_id: UUID) -> str:
    return reverse(f"outreach:{name}", kwargs={"slug": actor.organisation.slug, "programme_id": programme_id})


def _sent(request: HttpRequest) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _uuid(text: str) -> UUID | None:
    return UUID(text) if text else None
