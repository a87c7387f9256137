"""Pages about invitations: the list, one with its history, and taking one back."""

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
from ohlas.outreach.actions.cancelling import cancel_invitation
from ohlas.outreach.errors import WrongState
from ohlas.outreach.pages.invitations import invitation_page, invitations_page
from ohlas.outreach.queries.invitations import InvitationWanted
from ohlas.outreach.rules import Carrier, InvitationState

LAST = 1_000_000
"""Nobody turns pages further; larger numbers are no place in a list."""


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def invitations(request: HttpRequest, actor: Actor) -> HttpResponse:
    given = request.GET
    wanted = InvitationWanted(
        state=next((one.value for one in InvitationState if one == given.get("state")), ""),
        carrier=next((one.value for one in Carrier if one == given.get("carrier")), ""),
        programme_id=_uuid(given.get("programme", "")),
        contact_id=_uuid(given.get("contact", "")),
        scope=actor.scope,
    )
    start = given.get("from", "0")
    kept = given.copy()
    kept.pop("from", None)
    address = f"{kept.urlencode()}&" if kept else ""
    number = int(start) if start.isascii() and start.isdigit() and len(start) < len(str(LAST)) else 0
    page = invitations_page(actor, wanted, number, address)
    return TemplateResponse(request, "outreach/invitations.html", {"page": page})


@require_GET
@staff(Permission.SEE_PROGRAMMES)
def invitation(request: HttpRequest, actor: Actor, invitation_id: UUID) -> HttpResponse:
    page = invitation_page(actor, invitation_id)
    return TemplateResponse(request, "outreach/invitation.html", {"page": page})


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def cancel(request: HttpRequest, actor: Actor, invitation_id: UUID) -> HttpResponse:
    try:
        cancel_invitation(actor=actor, invitation_id=invitation_id, now=timezone.now())
    except WrongState as late:
        messages.error(request, str(late))
    else:
        messages.success(request, _("Cancelled. Nothing more is sent; who holds a message may still answer."))
    return redirect("outreach:invitation", slug=actor.organisation.slug, invitation_id=invitation_id)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
