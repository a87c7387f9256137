"""A survey's A/B test: its page, the choice of a winner, and taking the choice back."""

from collections.abc import Callable
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
from ohlas.insight.pages.trial import trial_page
from ohlas.insight.queries.trials import USUAL_WORTH, WORTH
from ohlas.surveys.access import survey_for
from ohlas.surveys.actions import end_variants, resume_variants
from ohlas.surveys.errors import BadDefinition, NotAllowed


@require_GET
@staff(Permission.SEE_FIGURES)
def trial(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    survey = survey_for(actor, survey_id, Permission.SEE_FIGURES)
    wished = request.GET.get("worth", "")
    worth = next((one for one in WORTH if str(one) == wished), USUAL_WORTH)
    page = trial_page(actor, survey, request.GET.get("question", ""), worth)
    return TemplateResponse(request, "insight/trial.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def end_trial(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    winner = request.POST.get("variant", "")
    return _turn(
        request,
        actor,
        survey_id,
        lambda: end_variants(actor=actor, survey_id=survey_id, winner=winner, now=timezone.now()),
        _("Everybody sees this variant now. You can take that back below."),
    )


@require_POST
@staff(Permission.EDIT_SURVEYS)
def resume_trial(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    return _turn(
        request,
        actor,
        survey_id,
        lambda: resume_variants(actor=actor, survey_id=survey_id, now=timezone.now()),
        _("The test goes on where it stood."),
    )


def _turn(
    request: HttpRequest, actor: Actor, survey_id: UUID, deed: Callable[[], object], said: str
) -> HttpResponse:
    survey_for(actor, survey_id, Permission.EDIT_SURVEYS)
    try:
        deed()
    except (NotAllowed, BadDefinition) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)
    return redirect("insight:trial", slug=actor.organisation.slug, survey_id=survey_id)
