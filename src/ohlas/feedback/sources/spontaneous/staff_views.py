"""Staff pages about spontaneous feedback: parse, access, one deed or one read, answer."""

from io import BytesIO
from uuid import UUID

import segno
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import open_link_for
from ohlas.feedback.actions import close_link, reopen_link
from ohlas.feedback.actions.spontaneous import attend, open_again, open_page, open_pages_of_units
from ohlas.feedback.errors import BadLink
from ohlas.feedback.rules.links import path_of
from ohlas.feedback.sources.form.staff_views import base_of
from ohlas.feedback.sources.spontaneous.forms import NewPage
from ohlas.feedback.sources.spontaneous.staff_pages import card_page, public_pages_page, tellings_page

STATES = {"attend": attend, "reopen": open_again}
DEEDS = {"retire": close_link, "reopen": reopen_link}
KINDS = {"svg": "image/svg+xml", "png": "image/png"}
SCALE = 20
"""Dots of the printer's picture to a module of the code: sharp at the size of a hand."""


@require_GET
@staff(Permission.SEE_ANSWERS)
def tellings(request: HttpRequest, actor: Actor) -> HttpResponse:
    page = tellings_page(actor, request.GET)
    return TemplateResponse(request, "feedback/spontaneous/tellings.html", {"page": page})


@require_POST
@staff(Permission.SEE_ANSWERS)
def change_telling(request: HttpRequest, actor: Actor, response_id: UUID, deed: str) -> HttpResponse:
    STATES[deed](actor=actor, response_id=response_id, now=timezone.now())
    messages.success(request, _("Marked as dealt with.") if deed == "attend" else _("Waiting again."))
    return redirect("feedback:spontaneous", slug=actor.organisation.slug)


@require_GET
@staff(Permission.SEE_SURVEYS)
def public_pages(request: HttpRequest, actor: Actor) -> HttpResponse:
    page = public_pages_page(actor, base_of(request))
    return TemplateResponse(request, "feedback/spontaneous/pages.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
def new_page(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Opens a page; whoever comes by the address alone, say after signing in, gets the form where it stands."""
    if request.method != "POST":
        return redirect("feedback:public_pages", slug=actor.organisation.slug)
    form = NewPage(request.POST, actor=actor)
    if form.is_valid():
        try:
            open_page(actor=actor, wish=form.wish(), now=timezone.now())
        except BadLink as error:
            form.add_error(error.field if error.field in form.fields else None, str(error))
        else:
            messages.success(request, _("The page is open. Print its card or its code."))
            return redirect("feedback:public_pages", slug=actor.organisation.slug)
    page = public_pages_page(actor, base_of(request), form)
    return TemplateResponse(request, "feedback/spontaneous/pages.html", {"page": page}, status=422)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def pages_of_branches(request: HttpRequest, actor: Actor) -> HttpResponse:
    made = open_pages_of_units(actor=actor, now=timezone.now())
    words = ngettext("%(count)d page was opened.", "%(count)d pages were opened.", made) % {"count": made}
    messages.success(request, words if made else _("Every branch has its page already."))
    return redirect("feedback:public_pages", slug=actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def change_page(request: HttpRequest, actor: Actor, link_id: UUID, deed: str) -> HttpResponse:
    DEEDS[deed](actor=actor, link_id=link_id, now=timezone.now())
    messages.success(request, _("The page is retired.") if deed == "retire" else _("The page is open again."))
    return redirect("feedback:public_pages", slug=actor.organisation.slug)


@require_GET
@staff(Permission.SEE_SURVEYS)
def card(request: HttpRequest, actor: Actor, link_id: UUID) -> HttpResponse:
    link = open_link_for(actor, link_id)
    wished = request.GET.get("lang", "") or next(iter(actor.organisation.languages), "")
    page = card_page(link, base_of(request), wished)
    return TemplateResponse(request, "feedback/spontaneous/card.html", {"page": page})


@require_GET
@staff(Permission.SEE_SURVEYS)
def qr_file(request: HttpRequest, actor: Actor, link_id: UUID, kind: str) -> HttpResponse:
    """The code of any open link, to be put into a poster or a receipt."""
    if kind not in KINDS:
        raise Http404
    link = open_link_for(actor, link_id)
    drawn = BytesIO()
    code = segno.make(base_of(request) + path_of(link.channel, link.code), error="m")
    code.save(drawn, kind=kind, scale=SCALE, border=4)
    name = f"qr-{link.code}.{kind}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(drawn.getvalue(), content_type=KINDS[kind], headers=headers)
