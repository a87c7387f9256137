"""Doors to the strategy: the map with its live figures, and the forms of its aims."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.errors import Refused
from ohlas.accounts.rules import Permission
from ohlas.insight.actions.direction import (
    add_business_aim,
    add_experience_aim,
    aim_to_change,
    business_to_change,
    remove_business_aim,
    remove_experience_aim,
    settle_business_aim,
    settle_experience_aim,
)
from ohlas.insight.pages.aim_form import aim_form
from ohlas.insight.pages.direction import strategy_page
from ohlas.insight.queries import facts
from ohlas.insight.queries.strategy import AimChoices, aim_choices, strategy_found, typed_aim
from ohlas.insight.rules.direction import AimWish, read_aim
from ohlas.insight.views.parts import place

STRATEGY, FORM = "insight:strategy", "insight/direction/aim.html"
_FIELDS = ("title", "measure", "question", "unit", "owner")


@require_GET
@staff(None)
def strategy(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """From business aims over experience aims to their figures and owners."""
    return _shown(request, actor)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def new_business_aim(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    try:
        add_business_aim(actor=actor, title=request.POST.get("title", ""), now=timezone.now())
    except Refused as refusal:
        return _shown(request, actor, refusal=str(refusal))
    return redirect(STRATEGY, actor.organisation.slug)


@require_POST
@staff(Permission.EDIT_SURVEYS)
def settle_business_aim_view(request: HttpRequest, actor: Actor, business_id: UUID) -> HttpResponseBase:
    """Another title, out of the map, or back into it."""
    deed, now = request.POST.get("deed", ""), timezone.now()
    if deed in {"remove", "restore"}:
        remove_business_aim(actor=actor, business_id=business_id, now=now, is_back=deed == "restore")
        undo = place(actor, "insight:settle_business_aim", str(business_id)) if deed == "remove" else ""
        return _shown(request, actor, undo=undo) if undo else redirect(STRATEGY, actor.organisation.slug)
    try:
        settle_business_aim(
            actor=actor, business_id=business_id, title=request.POST.get("title", ""), now=now
        )
    except Refused as refusal:
        return _shown(request, actor, refusal=str(refusal))
    return redirect(STRATEGY, actor.organisation.slug)


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
def new_experience_aim(request: HttpRequest, actor: Actor, business_id: UUID) -> HttpResponseBase:
    business = business_to_change(actor, business_id).title
    if request.method == "GET":
        return render(request, FORM, {"page": aim_form(business, {}, _choices(actor), is_new=True)})
    typed = _typed(request)
    try:
        add_experience_aim(actor=actor, business_id=business_id, wish=_wish(typed), now=timezone.now())
    except Refused as refusal:
        return _refused(request, actor, business, typed, refusal, is_new=True)
    messages.success(request, _("Kept."))
    return redirect(STRATEGY, actor.organisation.slug)


@require_http_methods(["GET", "POST"])
@staff(Permission.EDIT_SURVEYS)
def edit_experience_aim(request: HttpRequest, actor: Actor, aim_id: UUID) -> HttpResponseBase:
    """Another wording, measure or owner; out of the map, or back into it."""
    aim, now = aim_to_change(actor, aim_id), timezone.now()
    business, deed = aim.business_aim.title, request.POST.get("deed", "")
    if request.method == "GET":
        return render(
            request, FORM, {"page": aim_form(business, typed_aim(aim), _choices(actor), is_new=False)}
        )
    if deed in {"remove", "restore"}:
        remove_experience_aim(actor=actor, aim_id=aim_id, now=now, is_back=deed == "restore")
        undo = place(actor, "insight:edit_experience_aim", str(aim_id)) if deed == "remove" else ""
        return _shown(request, actor, undo=undo) if undo else redirect(STRATEGY, actor.organisation.slug)
    typed = _typed(request)
    try:
        settle_experience_aim(actor=actor, aim_id=aim_id, wish=_wish(typed), now=now)
    except Refused as refusal:
        return _refused(request, actor, business, typed, refusal, is_new=False)
    messages.success(request, _("Kept."))
    return redirect(STRATEGY, actor.organisation.slug)


def _shown(request: HttpRequest, actor: Actor, *, refusal: str = "", undo: str = "") -> HttpResponse:
    sees = actor.may(Permission.SEE_FIGURES)
    places = {name: place(actor, f"insight:{name}") if sees else "" for name in ("goals",)}
    places["explorer"] = place(actor, "insight:dashboard") if sees else ""
    page = strategy_page(
        strategy_found(facts(), actor, timezone.now()),
        places,
        may_edit=actor.may(Permission.EDIT_SURVEYS),
        sees_figures=sees,
        refusal=refusal,
        undo=undo,
    )
    template = "insight/direction/strategy.html"
    return render(request, template, {"page": page}, status=422 if refusal else 200)


def _refused(
    request: HttpRequest,
    actor: Actor,
    business: str,
    typed: Mapping[str, str],
    refusal: Refused,
    *,
    is_new: bool,
) -> HttpResponse:
    choices, field = _choices(actor), refusal.field or ""
    page = aim_form(business, typed, choices, is_new=is_new, refusal=str(refusal), field=field)
    return render(request, FORM, {"page": page}, status=422)


def _wish(typed: Mapping[str, str]) -> AimWish:
    return read_aim(*(typed[name] for name in _FIELDS))


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "") for name in _FIELDS}


def _choices(actor: Actor) -> AimChoices:
    return aim_choices(actor, timezone.now())
