"""Staff pages about a survey's links: parse, access, one deed or one read, answer."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.feedback.actions import close_link, create_link, reopen_link
from ohlas.feedback.errors import BadLink
from ohlas.feedback.sources.form.collect import OpenLink, PersonalLink, collect_page
from ohlas.lib.config import config
from ohlas.surveys.access import survey_for

DEEDS = {"close": close_link, "reopen": reopen_link}


@require_GET
@staff(Permission.SEE_SURVEYS)
def collect(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    survey_for(actor, survey_id)
    page = collect_page(actor, survey_id, base_of(request), timezone.now())
    return TemplateResponse(request, "feedback/form/collect.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def new_open_link(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    survey_for(actor, survey_id)
    form = OpenLink(request.POST, actor=actor)
    now = timezone.now()
    if form.is_valid():
        try:
            create_link(actor=actor, survey_id=survey_id, wish=form.wish(), now=now)
        except BadLink as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("The link is ready."))
            return redirect("feedback:collect", slug=actor.organisation.slug, survey_id=survey_id)
    page = collect_page(actor, survey_id, base_of(request), now, open_form=form)
    return TemplateResponse(request, "feedback/form/collect.html", {"page": page}, status=422)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def new_personal_link(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """The address is in this answer and nowhere else; a page loaded anew makes another one."""
    survey_for(actor, survey_id)
    form = PersonalLink(request.POST, actor=actor)
    now, made = timezone.now(), ""
    if form.is_valid():
        try:
            link = create_link(actor=actor, survey_id=survey_id, wish=form.wish(now), now=now)
            made = base_of(request) + link.path
        except BadLink as error:
            form.add_error(None, str(error))
    page = collect_page(actor, survey_id, base_of(request), now, made=made, personal_form=form)
    status = 200 if made else 422
    response = TemplateResponse(request, "feedback/form/collect.html", {"page": page}, status=status)
    response.headers["Cache-Control"] = "no-store"
    return response


@require_POST
@staff(Permission.EDIT_SURVEYS)
def change_link(request: HttpRequest, actor: Actor, link_id: UUID, deed: str) -> HttpResponse:
    link = DEEDS[deed](actor=actor, link_id=link_id, now=timezone.now())
    messages.success(request, _("Done."))
    if request.POST.get("from") == "links":
        return redirect("feedback:links", slug=actor.organisation.slug)
    return redirect("feedback:collect", slug=actor.organisation.slug, survey_id=link.survey_id)


def base_of(request: HttpRequest) -> str:
    """The address people reach Ohlas under."""
    return config().public_url or f"{request.scheme}://{request.get_host()}"
