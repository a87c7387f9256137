"""Messages that failed: looked at, chosen, and sent again once it is confirmed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.outreach.actions.doubts import drop_failed, send_again_many
from ohlas.outreach.pages.failed import failed_page
from ohlas.outreach.queries.failed import SHOWN


@require_GET
@staff(Permission.RUN_PROGRAMMES)
def failed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The list; with messages chosen in the address, those alone and the question whether to send them."""
    page = failed_page(actor, timezone.now(), _chosen(request.GET.getlist("message")))
    return TemplateResponse(request, "outreach/failed.html", {"page": page})


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def send_failed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What was confirmed; the same press again finds nothing left to send."""
    done, left = send_again_many(
        actor=actor, message_ids=_chosen(request.POST.getlist("message")), now=timezone.now()
    )
    if done:
        said = ngettext("%(n)s message is on its way.", "%(n)s messages are on their way.", done)
        messages.success(request, said % {"n": done})
    if left or not done:
        messages.warning(request, _("%(n)s were not sent: over, or sent again already.") % {"n": left})
    return redirect("outreach:failed", slug=actor.organisation.slug)


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def leave_failed(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Off the list, not sent."""
    done = drop_failed(actor=actor, message_ids=_chosen(request.POST.getlist("message")), now=timezone.now())
    said = ngettext("%(n)s message stays unsent.", "%(n)s messages stay unsent.", done)
    messages.success(request, said % {"n": done})
    return redirect("outreach:failed", slug=actor.organisation.slug)


def _chosen(given: list[str]) -> list[UUID]:
    found = []
    for one in given[:SHOWN]:
        try:
            found.append(UUID(one))
        except ValueError:
            continue
    return found
