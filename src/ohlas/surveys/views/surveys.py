"""The list of surveys, one survey, a new one."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.surveys.access import survey_for
from ohlas.surveys.actions import (
    archive_survey,
    close_survey,
    create_survey,
    publish_version,
    reopen_survey,
    restore_survey,
)
from ohlas.surveys.errors import BadDefinition, NotAllowed
from ohlas.surveys.forms import NewSurvey
from ohlas.surveys.pages import new_survey_page, survey_page, surveys_page

DEEDS = {
    "publish": publish_version,
    "close": close_survey,
    "reopen": reopen_survey,
    "archive": archive_survey,
    "restore": restore_survey,
}


@require_GET
@staff(Permission.SEE_SURVEYS)
def surveys(request: HttpRequest, actor: Actor) -> HttpResponse:
    return TemplateResponse(request, "surveys/surveys.html", {"page": surveys_page(actor)})


@require_GET
@staff(Permission.SEE_SURVEYS)
def survey(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    page = survey_page(actor, survey_for(actor, survey_id), get_language() or "en")
    return TemplateResponse(request, "surveys/survey.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
def new_survey(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = NewSurvey(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = create_survey(
                actor=actor,
                name=form.cleaned_data["name"],
                definition=form.definition(actor.organisation.languages),
                now=timezone.now(),
                publish=form.cleaned_data["publish"],
            )
        except NotAllowed as error:
            form.add_error("name", str(error))
        else:
            where = "survey" if form.cleaned_data["publish"] else "builder"
            return redirect(f"surveys:{where}", slug=actor.organisation.slug, survey_id=made)
    page = new_survey_page(form, get_language() or "en")
    return TemplateResponse(request, "surveys/new.html", {"page": page}, status=422 if form.errors else 200)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def change(request: HttpRequest, actor: Actor, survey_id: UUID, deed: str) -> HttpResponse:
    try:
        DEEDS[deed](actor=actor, survey_id=survey_id, now=timezone.now())
    except (NotAllowed, BadDefinition) as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Done."))
    if deed == "archive":
        return redirect("surveys:surveys", slug=actor.organisation.slug)
    return redirect("surveys:survey", slug=actor.organisation.slug, survey_id=survey_id)
