"""Staff pages about kiosks: parse, access, one deed or one read, answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions.kiosks import change_kiosk, close_kiosk, make_kiosk, renew_kiosk
from ohlas.feedback.errors import BadKiosk
from ohlas.feedback.sources.kiosk.making import (
    NewKiosk,
    kiosks_page,
    new_kiosk_page,
    settings_for,
    staff_kiosk_page,
)
from ohlas.lib.config import config


@require_GET
@staff(Permission.RUN_KIOSKS)
def kiosks(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(request, "feedback/kiosk/kiosks.html", {"page": kiosks_page(actor)})


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_KIOSKS)
def new_kiosk(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The address is in the answer to the post and nowhere else."""
    form = NewKiosk(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid():
        own = form.cleaned_data
        try:
            made = make_kiosk(
                actor=actor,
                survey_id=own["survey"],
                unit=own["unit"],
                wish=form.wish(),
                now=timezone.now(),
            )
        except BadKiosk as error:
            form.refuse(error)
        else:
            return _shown_once(request, actor, made.id, made.path)
    page = new_kiosk_page(actor, form)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "feedback/kiosk/new.html", {"page": page}, status=status)


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_KIOSKS)
def kiosk(request: HttpRequest, actor: Actor, kiosk_id: UUID) -> HttpResponse:
    form = settings_for(actor, kiosk_id, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            change_kiosk(actor=actor, kiosk_id=kiosk_id, wish=form.wish(), now=timezone.now())
        except BadKiosk as error:
            form.refuse(error)
        else:
            messages.success(request, _("Saved. The tablet takes it over between two people."))
            return redirect("feedback:kiosk", slug=actor.organisation.slug, kiosk_id=kiosk_id)
    page = staff_kiosk_page(actor, kiosk_id, form=form)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "feedback/kiosk/kiosk.html", {"page": page}, status=status)


@require_POST
@staff(Permission.RUN_KIOSKS)
def renew(request: HttpRequest, actor: Actor, kiosk_id: UUID) -> HttpResponse:
    made = renew_kiosk(actor=actor, kiosk_id=kiosk_id, now=timezone.now())
    return _shown_once(request, actor, made.id, made.path)


@require_POST
@staff(Permission.RUN_KIOSKS)
def switch_off(request: HttpRequest, actor: Actor, kiosk_id: UUID) -> HttpResponse:
    close_kiosk(actor=actor, kiosk_id=kiosk_id, now=timezone.now())
    messages.success(request, _("The kiosk is off."))
    return redirect("feedback:kiosks", slug=actor.organisation.slug)


def _shown_once(request: HttpRequest, actor: Actor, kiosk_id: UUID, path: str) -> HttpResponse:
    base = config().public_url or f"{request.scheme}://{request.get_host()}"
    page = staff_kiosk_page(actor, kiosk_id, address=base + path)
    response = TemplateResponse(request, "feedback/kiosk/kiosk.html", {"page": page})
    response.headers["Cache-Control"] = "no-store"
    return response
