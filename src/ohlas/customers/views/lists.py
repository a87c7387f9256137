"""Declared attributes, and the list of those who want no more messages."""

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
from ohlas.customers import actions
from ohlas.customers.errors import BadContact, BadIdentity
from ohlas.customers.forms import CHANNELS, AttributeChange, AttributeForm, SuppressionForm
from ohlas.customers.pages import attributes_page, suppressions_page
from ohlas.customers.rules import AttributeKind, Channel, Purpose


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_CONTACTS)
def attributes(request: HttpRequest, actor: Actor) -> HttpResponse:
    form, fault = AttributeForm(request.POST or None), ""
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.declare_contact_attribute(
                actor=actor,
                key=given["key"],
                title=given["title"],
                kind=AttributeKind(given["kind"]),
                is_fact=given["is_fact"],
                now=timezone.now(),
            )
        except BadContact as refused:
            fault = str(refused)
        else:
            messages.success(request, _("The attribute is declared; segments may ask for it."))
            return redirect("customers:attributes", slug=actor.organisation.slug)
    page = attributes_page(actor, form, fault)
    status = 422 if fault or (form.is_bound and form.errors) else 200
    return TemplateResponse(request, "customers/attributes.html", {"page": page}, status=status)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def attribute(request: HttpRequest, actor: Actor, attribute_id: UUID) -> HttpResponse:
    """Another label, and whether the figures know it."""
    form = AttributeChange(request.POST)
    given = form.cleaned_data if form.is_valid() else {"title": "", "is_fact": None}
    try:
        actions.edit_contact_attribute(actor=actor, attribute_id=attribute_id, **given, now=timezone.now())
    except BadContact as refused:
        messages.error(request, str(refused))
    return redirect("customers:attributes", slug=actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def retire_attribute(request: HttpRequest, actor: Actor, attribute_id: UUID) -> HttpResponse:
    actions.retire_contact_attribute(actor=actor, attribute_id=attribute_id, now=timezone.now())
    messages.success(request, _("Segments cannot ask for it any more; contacts keep its values."))
    return redirect("customers:attributes", slug=actor.organisation.slug)


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_CONTACTS)
def suppressions(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The newest entries, those of one address, or a new entry."""
    form, fault = SuppressionForm(request.POST or None), ""
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.suppress(
                actor=actor,
                channel=Channel(given["channel"]),
                address=given["address"],
                purposes=[Purpose(one) for one in given["purposes"]],
                reason=given["reason"],
                now=timezone.now(),
            )
        except (BadContact, BadIdentity) as refused:
            fault = str(refused)
        else:
            messages.success(request, _("They are left alone from now on."))
            return redirect("customers:suppressions", slug=actor.organisation.slug)
    sought = request.GET.get("sought", "")[:254].strip()
    channel = request.GET.get("channel", "")
    known = channel if channel in dict(CHANNELS) else "email"
    page = suppressions_page(actor, form, sought=sought, channel=known, fault=fault)
    status = 422 if page.fault or (form.is_bound and form.errors) else 200
    return TemplateResponse(request, "customers/suppressions.html", {"page": page}, status=status)


@require_POST
@staff(Permission.EDIT_CONTACTS)
def lift_suppression(request: HttpRequest, actor: Actor, suppression_id: UUID) -> HttpResponse:
    actions.lift_suppression(actor=actor, suppression_id=suppression_id, now=timezone.now())
    messages.success(request, _("The entry is gone; consent must still be given anew."))
    return redirect("customers:suppressions", slug=actor.organisation.slug)
