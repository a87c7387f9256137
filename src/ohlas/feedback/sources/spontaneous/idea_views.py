"""Staff pages about ideas: parse, access, one deed or one read, answer."""

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
from ohlas.feedback.access import idea_for, ideas_for, response_for
from ohlas.feedback.actions.ideas import (
    change_idea,
    merge_idea,
    part_idea,
    publish_idea,
    show_idea,
    withdraw_idea,
)
from ohlas.feedback.errors import BadIdea
from ohlas.feedback.queries.ideas import idea_views
from ohlas.feedback.sources.spontaneous.forms import IdeaForm, MergeForm
from ohlas.feedback.sources.spontaneous.staff_pages import idea_page, ideas_page, others_of, publish_page

DEEDS = {"withdraw": withdraw_idea, "show": show_idea, "part": part_idea}


@require_GET
@staff(Permission.SEE_ANSWERS)
def ideas(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(request, "feedback/spontaneous/ideas.html", {"page": ideas_page(actor)})


@require_http_methods(["GET", "POST"])
@staff(Permission.PUBLISH_IDEAS)
def publish(request: HttpRequest, actor: Actor, response_id: UUID) -> HttpResponse:
    response_for(actor, response_id, Permission.PUBLISH_IDEAS)
    form = IdeaForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            publish_idea(actor=actor, response_id=response_id, words=form.words(), now=timezone.now())
        except BadIdea as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("The idea is on the public board."))
            return redirect("feedback:ideas", slug=actor.organisation.slug)
    page = publish_page(actor, response_id, form)
    return TemplateResponse(
        request, "feedback/spontaneous/publish.html", {"page": page}, status=422 if form else 200
    )


@require_http_methods(["GET", "POST"])
@staff(Permission.PUBLISH_IDEAS)
def idea(request: HttpRequest, actor: Actor, idea_id: UUID) -> HttpResponse:
    idea_for(actor, idea_id)
    form = IdeaForm(request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        try:
            change_idea(actor=actor, idea_id=idea_id, words=form.words(), now=timezone.now())
        except BadIdea as error:
            form.add_error(error.field, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("feedback:ideas", slug=actor.organisation.slug)
    page = idea_page(actor, idea_id, form)
    return TemplateResponse(
        request, "feedback/spontaneous/idea.html", {"page": page}, status=422 if form else 200
    )


@require_POST
@staff(Permission.PUBLISH_IDEAS)
def merge(request: HttpRequest, actor: Actor, idea_id: UUID) -> HttpResponse:
    idea_for(actor, idea_id)
    views = idea_views(ideas_for(actor))
    own = next(one for one in views if one.id == idea_id)
    form = MergeForm(request.POST, others=others_of(views, own))
    if form.is_valid():
        into = UUID(form.cleaned_data["into"])
        try:
            merge_idea(actor=actor, idea_id=idea_id, into=into, now=timezone.now())
        except BadIdea as error:
            form.add_error("into", str(error))
        else:
            messages.success(request, _("Merged: who voted for either counts once."))
            return redirect("feedback:idea", slug=actor.organisation.slug, idea_id=into)
    page = idea_page(actor, idea_id, merge=form)
    return TemplateResponse(request, "feedback/spontaneous/idea.html", {"page": page}, status=422)


@require_POST
@staff(Permission.PUBLISH_IDEAS)
def change(request: HttpRequest, actor: Actor, idea_id: UUID, deed: str) -> HttpResponse:
    DEEDS[deed](actor=actor, idea_id=idea_id, now=timezone.now())
    messages.success(request, _("Saved."))
    return redirect("feedback:idea", slug=actor.organisation.slug, idea_id=idea_id)
