"""Logos: taken from whoever builds a survey, shown to everybody."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.lib.pictures import LOGO_BYTES
from ohlas.surveys.access import survey_for
from ohlas.surveys.actions import upload_logo
from ohlas.surveys.errors import NotAllowed, StaleRevision
from ohlas.surveys.queries import logo_content

SHOWN = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Content-Disposition": "inline",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",  # mails and pages of the brand may show it
}
"""The name is made from the content, so a browser never asks twice; nothing in it can run."""


@require_POST
@staff(Permission.EDIT_SURVEYS)
def take_logo(request: HttpRequest, actor: Actor, survey_id: UUID) -> HttpResponse:
    survey_for(actor, survey_id, Permission.EDIT_SURVEYS)
    given = request.FILES.get("logo")
    try:
        upload_logo(
            actor=actor,
            survey_id=survey_id,
            revision=request.POST.get("revision", ""),
            content=given.read(LOGO_BYTES + 1) if given else b"",
            now=timezone.now(),
        )
    except NotAllowed as refused:
        messages.error(request, str(refused))
    except StaleRevision:
        messages.error(request, _("Somebody else changed the survey in the meantime. Look, then try again."))
    return redirect("surveys:settings", slug=actor.organisation.slug, survey_id=survey_id)


@require_safe
def logo(_request: HttpRequest, name: str) -> HttpResponse:
    """The picture; unknown names are not remembered, since one may be uploaded tomorrow."""
    content = logo_content(name)
    if content is None:
        return HttpResponse(status=HTTPStatus.NOT_FOUND, headers={"Cache-Control": "no-store"})
    return HttpResponse(content, content_type="image/webp", headers=SHOWN)
