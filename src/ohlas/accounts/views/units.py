"""The tree of units."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff, unit_for
from ohlas.accounts.actions import close_unit, move_unit, open_unit, rename_unit, reopen_unit
from ohlas.accounts.errors import Refused
from ohlas.accounts.forms import CloseForm, MoveForm, NewUnitForm, PlainForm, UnitForm
from ohlas.accounts.pages import FormPage, unit_choices, unit_page, units_page
from ohlas.accounts.queries import UnitView, subtree, unit_view
from ohlas.accounts.rules import Permission, UnitKind
from ohlas.accounts.views.parts import chosen, status_of, today_of


@require_GET
@staff(Permission.SEE_ORGANISATION)
def units(request: HttpRequest, actor: Actor) -> HttpResponse:
    return render(request, "accounts/units.html", {"page": units_page(actor, today_of(actor))})


@staff(Permission.EDIT_ORGANISATION)
def new_unit(request: HttpRequest, actor: Actor) -> HttpResponse:
    parents = unit_choices(actor, _("nothing: at the top"), today_of(actor))
    form = NewUnitForm(request.POST or None, parents=parents)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            unit = open_unit(
                actor=actor,
                code=typed["code"],
                name=typed["name"],
                kind=UnitKind(typed["kind"]),
                parent_id=chosen(typed["parent"]),
                valid_from=typed["valid_from"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s was added.") % {"name": unit.name})
            return redirect("accounts:units", slug=actor.organisation.slug)
    page = FormPage(form, _("Add the unit"))
    return render(request, "accounts/unit_new.html", {"page": page}, status=status_of(form))


@staff(Permission.SEE_ORGANISATION)
def unit(request: HttpRequest, actor: Actor, unit_id: UUID) -> HttpResponse:
    seen = unit_view(unit_for(actor, unit_id))
    if not actor.may(Permission.EDIT_ORGANISATION) or request.method != "POST":
        return _unit(request, actor, seen)
    form = UnitForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            rename_unit(
                actor=actor,
                unit_id=unit_id,
                name=typed["name"],
                code=typed["code"],
                kind=UnitKind(typed["kind"]),
                now=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("accounts:unit", slug=actor.organisation.slug, unit_id=unit_id)
    return _unit(request, actor, seen, rename=form)


@require_POST
@staff(Permission.EDIT_ORGANISATION)
def move(request: HttpRequest, actor: Actor, unit_id: UUID) -> HttpResponse:
    seen = unit_view(unit_for(actor, unit_id))
    form = _move_form(actor, seen, request)
    if form.is_valid():
        try:
            move_unit(
                actor=actor,
                unit_id=unit_id,
                parent_id=chosen(form.cleaned_data["parent"]),
                on=form.cleaned_data["on"],
                now=timezone.now(),
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s was moved.") % {"name": seen.name})
            return redirect("accounts:unit", slug=actor.organisation.slug, unit_id=unit_id)
    return _unit(request, actor, seen, move=form)


@require_POST
@staff(Permission.EDIT_ORGANISATION)
def close(request: HttpRequest, actor: Actor, unit_id: UUID) -> HttpResponse:
    seen = unit_view(unit_for(actor, unit_id))
    form = CloseForm(request.POST, prefix="close")
    if form.is_valid():
        try:
            close_unit(actor=actor, unit_id=unit_id, on=form.cleaned_data["on"], now=timezone.now())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, _("%(name)s was closed. You can open it again below.") % {"name": seen.name}
            )
            return redirect("accounts:unit", slug=actor.organisation.slug, unit_id=unit_id)
    return _unit(request, actor, seen, close=form)


@require_POST
@staff(Permission.EDIT_ORGANISATION)
def reopen(request: HttpRequest, actor: Actor, unit_id: UUID) -> HttpResponse:
    try:
        opened = reopen_unit(actor=actor, unit_id=unit_id, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("%(name)s is open again.") % {"name": opened.name})
    return redirect("accounts:unit", slug=actor.organisation.slug, unit_id=unit_id)


def _unit(request: HttpRequest, actor: Actor, seen: UnitView, **typed: PlainForm) -> HttpResponse:
    """The unit's page with its forms as they stand, or as they were just typed."""
    forms: dict[str, PlainForm] = {}
    if actor.may(Permission.EDIT_ORGANISATION):
        day = {"on": today_of(actor)}
        forms["rename"] = UnitForm(initial={"name": seen.name, "code": seen.code, "kind": seen.kind})
        if seen.valid_to is None:
            forms["move"] = _move_form(actor, seen, None)
            forms["close"] = CloseForm(prefix="close", initial=day)
    page = unit_page(actor, seen, today_of(actor), **(forms | typed))
    return render(request, "accounts/unit.html", {"page": page}, status=status_of(*typed.values()))


def _move_form(actor: Actor, seen: UnitView, request: HttpRequest | None) -> MoveForm:
    parents = unit_choices(actor, _("nothing: at the top"), today_of(actor), without=subtree(seen.id))
    initial = {"parent": str(seen.parent_id or ""), "on": today_of(actor)}
    return MoveForm(request.POST if request else None, prefix="move", parents=parents, initial=initial)
