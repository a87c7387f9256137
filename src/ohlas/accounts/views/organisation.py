"""The organisation's settings, its record of deeds, and the user's own account."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import ROLE_NAMES, Actor, staff
from ohlas.accounts.actions import change_organisation, verify_audit
from ohlas.accounts.errors import Refused
from ohlas.accounts.forms import AuditForm, OrganisationForm
from ohlas.accounts.pages import DEEDS, FormPage, MePage, audit_page
from ohlas.accounts.queries import AuditFilter, audit_actors, audit_deeds, units_of
from ohlas.accounts.rules import LineOfBusiness, Permission, Verdict
from ohlas.accounts.views.parts import chosen, day_begins, day_ends, offset_of, status_of

if TYPE_CHECKING:
    from ohlas.accounts.models import User


@staff(Permission.EDIT_ORGANISATION)
def organisation(request: HttpRequest, actor: Actor) -> HttpResponse:
    known = actor.organisation
    form = OrganisationForm(
        request.POST or None,
        initial={
            "name": known.name,
            "zone": known.zone,
            "languages": known.languages,
            "line_of_business": known.line_of_business.value,
        },
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            change_organisation(
                actor=actor,
                name=typed["name"],
                zone=typed["zone"].strip(),
                languages=typed["languages"],
                line_of_business=LineOfBusiness(typed["line_of_business"]),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:organisation", slug=known.slug)
    page = FormPage(form, _("Save"))
    return render(request, "accounts/organisation.html", {"page": page}, status=status_of(form))


@require_GET
@staff(Permission.SEE_AUDIT)
def audit(request: HttpRequest, actor: Actor) -> HttpResponse:
    return _audit(request, actor, None)


@require_POST
@staff(Permission.SEE_AUDIT)
def verify(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A reading, but a long one: the button posts, so that no crawler starts it."""
    return _audit(request, actor, verify_audit(actor.organisation.id))


@require_GET
@staff(None)
def me(request: HttpRequest, actor: Actor) -> HttpResponse:
    person = cast("User", get_user(request))
    scope = actor.scope or frozenset()
    page = MePage(
        name=person.name,
        email=person.email,
        role=str(ROLE_NAMES[actor.role]) if actor.role else "",
        scope=[unit.name for unit in units_of(actor.organisation.id) if unit.id in scope],
        has_password=person.has_usable_password(),
    )
    return render(request, "accounts/me.html", {"page": page})


def _audit(request: HttpRequest, actor: Actor, verdict: Verdict | None) -> HttpResponse:
    organisation_id = actor.organisation.id
    deeds = [("", _("all"))] + [(deed, DEEDS.get(deed, deed)) for deed in audit_deeds(organisation_id)]
    actors = [("", _("all"))] + [(str(known), name) for known, name in audit_actors(organisation_id)]
    form = AuditForm(request.GET, deeds=deeds, actors=actors)
    wanted = AuditFilter()
    if form.is_valid():
        typed = form.cleaned_data
        wanted = AuditFilter(
            deed=typed["deed"] or None,
            actor_id=chosen(typed["actor"]),
            since=day_begins(actor, typed["since"]),
            until=day_ends(actor, typed["until"]),
        )
    page = audit_page(actor, form, wanted, offset_of(request), verdict)
    return render(request, "accounts/audit.html", {"page": page}, status=status_of(form))
