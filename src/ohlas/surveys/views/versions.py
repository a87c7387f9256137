"""Checking and publishing a draft, the versions there were, and the survey as a file."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.surveys.access import survey_for
from ohlas.surveys.actions import create_survey_from_file, duplicate_survey, publish_version, share_survey
from ohlas.surveys.errors import BadDefinition, NotAllowed
from ohlas.surveys.forms import SurveyFile
from ohlas.surveys.pages.builder import check_page, versions_page
from ohlas.surveys.rules import MAX_FILE


@require_GET
@staff(Permission.EDIT_SURVEYS)
def check(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    page = check_page(survey_for(actor, survey_id, Permission.EDIT_SURVEYS), request.GET.get("in", ""))
    return TemplateResponse(request, "surveys/builder/check.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def publish_draft(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    """Published when nothing is wrong, else the page that says what is wrong where."""
    page = check_page(survey_for(actor, survey_id, Permission.EDIT_SURVEYS), "")
    if page.faults:
        return TemplateResponse(request, "surveys/builder/check.html", {"page": page}, status=422)
    try:
        publish_version(actor=actor, survey_id=survey_id, now=timezone.now())
    except (NotAllowed, BadDefinition) as error:
        messages.error(request, str(error))
        return redirect("surveys:check", slug=actor.organisation.slug, survey_id=survey_id)
    messages.success(request, _("Published. Answers are taken from now on."))
    return redirect("surveys:survey", slug=actor.organisation.slug, survey_id=survey_id)


@require_GET
@staff(Permission.SEE_SURVEYS)
def versions(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    old, new = (_number(request.GET.get(name, "")) for name in ("old", "new"))
    page = versions_page(survey_for(actor, survey_id), "", old, new)
    return TemplateResponse(request, "surveys/builder/versions.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def duplicate(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    try:
        made = duplicate_survey(actor=actor, survey_id=survey_id, now=timezone.now())
    except (NotAllowed, BadDefinition) as error:
        messages.error(request, str(error))
        return redirect("surveys:survey", slug=actor.organisation.slug, survey_id=survey_id)
    return redirect("surveys:builder", slug=actor.organisation.slug, survey_id=made)


@require_GET
@staff(Permission.SEE_SURVEYS)
def survey_file(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:  # noqa: ARG001 - a view
    survey = survey_for(actor, survey_id)
    response = HttpResponse(share_survey(actor=actor, survey_id=survey_id), content_type="application/json")
    response.headers["Content-Disposition"] = (
        f'attachment; filename="{slugify(survey.name) or "survey"}.json"'
    )
    return response


@require_POST
@staff(Permission.EDIT_SURVEYS)
def upload_survey(request: HttpRequest, actor: Actor) -> HttpResponse:
    form = SurveyFile(request.POST, request.FILES)
    given = request.FILES.get("file")
    if not form.is_valid() or given is None or (given.size or 0) > MAX_FILE:
        messages.error(request, _("Choose a file saved by Ohlas, of at most 4 MB."))
        return redirect("surveys:new_survey", slug=actor.organisation.slug)
    try:
        made = create_survey_from_file(actor=actor, content=given.read(), now=timezone.now())
    except (BadDefinition, NotAllowed) as error:
        messages.error(
            request, _("This file cannot be read as a survey: %(why)s") % {"why": str(error)[:300]}
        )
        return redirect("surveys:new_survey", slug=actor.organisation.slug)
    return redirect("surveys:builder", slug=actor.organisation.slug, survey_id=made)


def _number(given: str) -> int | None:
    return int(given) if given.isdecimal() and len(given) < 10 else None  # noqa: PLR2004 - versions are fewer
