"""Staff pages about pacing and people left alone."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ohlas.accounts.access import Actor, require, staff
from ohlas.accounts.rules import Permission
from ohlas.customers.access import contact_for_actor
from ohlas.customers.errors import BadCondition
from ohlas.customers.queries import contact_named, segments_of
from ohlas.customers.rules import country_of_zone
from ohlas.outreach.actions.holding import hold_contact, lift_hold
from ohlas.outreach.actions.programmes import set_policy
from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.forms.policy import HoldForm, PolicyForm, policy_initial
from ohlas.outreach.pages.programmes import holds_page, policy_page
from ohlas.outreach.queries.crowd import policy_of

LAST_MINUTE = time(23, 59)


@require_http_methods(["GET", "POST"])
@staff(Permission.SEE_PROGRAMMES)
def policy(request: HttpRequest, actor: Actor) -> HttpResponse:
    segments = segments_of(actor.organisation.id)
    initial = policy_initial(policy_of(actor.organisation.id), segments)
    form = PolicyForm(request.POST if request.method == "POST" else None, actor=actor, initial=initial)
    if request.method == "POST":
        require(actor, Permission.RUN_PROGRAMMES)
        if form.is_valid():
            try:
                set_policy(actor=actor, settings=form.document(), now=timezone.now())
            except (BadProgramme, BadCondition) as fault:
                form.add_error(None, str(fault))
            else:
                messages.success(request, _("Saved. It holds from the next decision on."))
                return redirect("outreach:policy", slug=actor.organisation.slug)
    page = policy_page(actor, form)
    return TemplateResponse(
        request, "outreach/programmes/policy.html", {"page": page}, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "POST"])
@staff(Permission.SEE_CONTACTS)
def holds(request: HttpRequest, actor: Actor) -> HttpResponse:
    now = timezone.now()
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(actor, Permission.EDIT_CONTACTS)
        if form.is_valid() and _held(actor, form, now):
            messages.success(request, _("They are left alone; what waited to leave was taken back."))
            return redirect("outreach:holds", slug=actor.organisation.slug)
    page = holds_page(actor, form, now)
    return TemplateResponse(
        request, "outreach/programmes/holds.html", {"page": page}, status=422 if form.errors else 200
    )


@require_POST
@staff(Permission.EDIT_CONTACTS)
def lift(request: HttpRequest, actor: Actor, contact_id: UUID) -> HttpResponse:
    contact = contact_for_actor(actor, contact_id, Permission.EDIT_CONTACTS)
    if lift_hold(
        actor=actor, contact_id=contact.id, reason=request.POST.get("reason", ""), now=timezone.now()
    ):
        messages.success(request, _("They may be asked again, as far as this reason goes."))
    return redirect("outreach:holds", slug=actor.organisation.slug)


def _held(actor: Actor, form: HoldForm, now: datetime) -> bool:
    own = form.cleaned_data
    country = country_of_zone(actor.organisation.zone)
    contact_id = contact_named(actor.organisation.id, own["contact"], country)
    if contact_id is None:
        form.add_error("contact", _("Nobody, or more than one, is known so: give an e-mail, number or key."))
        return False
    until = None
    if own["until"]:
        until = datetime.combine(own["until"], LAST_MINUTE, ZoneInfo(actor.organisation.zone))
        if until <= now:
            form.add_error("until", _("This day is over: choose a later one, or none."))
            return False
    hold_contact(actor=actor, contact_id=contact_id, reason=own["reason"], until=until, now=now)
    return True
