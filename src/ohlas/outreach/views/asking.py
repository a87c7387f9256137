"""Asking by hand: whom, how far they have been looked at, and stopping it."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.rules import Permission
from ohlas.customers.errors import BadCondition
from ohlas.customers.queries import contact_named
from ohlas.customers.rules import country_of_zone
from ohlas.outreach.access import programme_for
from ohlas.outreach.actions.choosing import choose_contacts, choose_segment, stop_choosing
from ohlas.outreach.errors import WrongState
from ohlas.outreach.forms.policy import AskForm
from ohlas.outreach.pages.programmes import AskPage, line_of
from ohlas.outreach.queries.programmes import programme_view


@require_http_methods(["GET", "POST"])
@staff(Permission.RUN_PROGRAMMES)
def ask(request: HttpRequest, actor: Actor, programme_id: UUID) -> HttpResponse:
    """A segment or people by name, asked today as far as pacing allows; they are looked at in the background."""
    now = timezone.now()
    row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
    form = AskForm(request.POST if request.method == "POST" else None, actor=actor)
    if form.is_valid() and _begun(actor, programme_id, form, now):
        messages.success(request, _("They are being looked at; this page shows how far it is."))
        return redirect("outreach:programme", slug=actor.organisation.slug, programme_id=programme_id)
    page = AskPage(line_of(programme_view(row, actor.organisation.zone, now)), form)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "outreach/programmes/ask.html", {"page": page}, status=status)


@require_POST
@staff(Permission.RUN_PROGRAMMES)
def stop(request: HttpRequest, actor: Actor, programme_id: UUID, choosing_id: UUID) -> HttpResponse:
    try:
        stop_choosing(actor=actor, choosing_id=choosing_id, now=timezone.now())
        messages.success(request, _("Stopped: nobody more is chosen."))
    except WrongState as late:
        messages.error(request, str(late))
    return redirect("outreach:programme", slug=actor.organisation.slug, programme_id=programme_id)


def _begun(actor: Actor, programme_id: UUID, form: AskForm, now: datetime) -> bool:
    own = form.cleaned_data
    try:
        if own["segment"]:
            choose_segment(actor=actor, programme_id=programme_id, segment_id=UUID(own["segment"]), now=now)
            return True
        ids = _named(actor, form)
        if ids:
            choose_contacts(actor=actor, programme_id=programme_id, contact_ids=ids, now=now)
    except (WrongState, BadCondition) as refused:
        form.add_error(None, str(refused))
    return not form.errors


def _named(actor: Actor, form: AskForm) -> list[UUID]:
    """Those named, one a line; nobody while somebody among them is unknown."""
    country = country_of_zone(actor.organisation.zone)
    lines = [one.strip() for one in form.cleaned_data["contacts"].splitlines() if one.strip()]
    found = {line: contact_named(actor.organisation.id, line, country) for line in lines}
    unknown = [line for line, contact_id in found.items() if contact_id is None]
    if unknown:
        said = _("Nobody, or several, are known as: %(names)s") % {"names": ", ".join(unknown[:10])}
        form.add_error("contacts", said)
        return []
    return [one for one in found.values() if one is not None]
