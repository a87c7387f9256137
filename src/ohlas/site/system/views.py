"""The door to system health: one page, two buttons."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.site.system.deeds import discard_letter, retry_letter
from ohlas.site.system.pages import health_page


@require_GET
@staff(Permission.RUN_SYSTEM)
def deliveries(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "site/deliveries.html", {"page": health_page(actor, timezone.now())})


@require_POST
@staff(Permission.RUN_SYSTEM)
def retry_delivery(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    done = retry_letter(actor, delivery_id, timezone.now())
    return _back(request, actor, _("It is being delivered again.") if done else "")


@require_POST
@staff(Permission.RUN_SYSTEM)
def discard_delivery(request: HttpRequest, actor: Actor, delivery_id: UUID) -> HttpResponse:
    done = discard_letter(actor, delivery_id, timezone.now())
    return _back(request, actor, _("It was discarded and will not be delivered.") if done else "")


def _back(request: HttpRequest, actor: Actor, words: str) -> HttpResponse:
    if words:
        messages.success(request, words)
    else:
        messages.info(request, _("Somebody has already done something about it."))
    return redirect("site:health", slug=actor.organisation.slug)
