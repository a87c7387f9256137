"""The survey as its respondents will see it, in a frame of our own."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.surveys.access import survey_for
from ohlas.surveys.pages.builder import frame_page, preview_page

FRAMED = (
    "default-src 'none'; style-src 'nonce-{nonce}'; img-src 'self' data:; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)
"""Nothing runs and nothing is sent from a preview; only our own pages may frame it."""


@require_GET
@staff(Permission.SEE_SURVEYS)
def preview(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    asked = request.GET
    page = frame_page(
        survey_for(actor, survey_id),
        asked.get("in", ""),
        asked.get("width", ""),
        asked.get("variant", ""),
        shows_all=asked.get("all") == "1",
    )
    return TemplateResponse(request, "surveys/builder/preview.html", {"page": page})


@require_GET
@xframe_options_sameorigin
@staff(Permission.SEE_SURVEYS)
def preview_inside(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    nonce: str = request.csp_nonce  # type: ignore[attr-defined]  # set by our middleware
    page = preview_page(
        survey_for(actor, survey_id),
        actor.organisation.name,
        request.GET.get("in", ""),
        request.GET.get("variant", ""),
        nonce,
        shows_all=request.GET.get("all") == "1",
    )
    response = TemplateResponse(request, "surveys/respond/page.html", {"page": page})
    response.headers["Content-Security-Policy"] = FRAMED.format(nonce=nonce)
    return response
