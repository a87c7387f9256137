"""Doors to closed periods: the list, closing one, one of them, opening it again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_POST

from ohlas.accounts.access import Actor, staff
from ohlas.accounts.queries import names_in_record
from ohlas.accounts.rules import Permission
from ohlas.insight.access import closing_for, closings_for, may_close
from ohlas.insight.actions.closing import close_period, open_period
from ohlas.insight.errors import BadAddress, BadGoal, CannotClose
from ohlas.insight.pages.closing import ClosingPlaces, closing_page, closings_page, shown_names
from ohlas.insight.queries import catalogue_of, facts, titles_of
from ohlas.insight.queries.boards import today_of
from ohlas.insight.queries.closing import (
    checked_seal,
    closable,
    closing_view,
    closing_views,
    restated,
    scales_sealed,
    usual_scale,
)
from ohlas.insight.queries.placing import has_moves
from ohlas.insight.rules.goals import measure_named, read_period
from ohlas.insight.views.parts import place, speaks_plainly
from ohlas.metrics import Measure, measures_of

CLOSINGS = "insight:closings"


@require_GET
@staff(Permission.SEE_FIGURES)
def closings(request: HttpRequest, actor: Actor) -> HttpResponse:
    views = closing_views(closings_for(actor))
    may = may_close(actor)
    page = closings_page(
        views,
        names_in_record(actor.organisation.id, shown_names(views)),
        closable(actor, today_of(actor, timezone.now())) if may else (),
        _places(actor),
        may_close=may,
    )
    return render(request, "insight/closing/list.html", {"page": page})


@require_POST
@staff(Permission.EDIT_SURVEYS)
def close_period_view(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    try:
        closed = close_period(
            actor=actor, period=read_period(request.POST.get("period", "")), now=timezone.now()
        )
    except (BadGoal, CannotClose) as error:
        messages.error(request, str(error))
        return redirect(CLOSINGS, actor.organisation.slug)
    messages.success(request, gettext("The period is closed."))
    return redirect("insight:closing", actor.organisation.slug, closed.id)


@require_GET
@staff(Permission.SEE_FIGURES)
@speaks_plainly(CLOSINGS)
def closing(request: HttpRequest, actor: Actor, closing_id: UUID) -> HttpResponseBase:
    """One period: what was sealed, whether it is whole, and what the same days would give today."""
    return _shown(request, actor, closing_id)


@require_POST
@staff(Permission.EDIT_SURVEYS)
@speaks_plainly(CLOSINGS)
def open_period_view(request: HttpRequest, actor: Actor, closing_id: UUID) -> HttpResponseBase:
    reason = request.POST.get("reason", "")
    closing_for(actor, closing_id)
    try:
        open_period(actor=actor, closing_id=closing_id, reason=reason, now=timezone.now())
    except CannotClose as error:
        return _shown(request, actor, closing_id, refusal=str(error), reason=reason)
    messages.success(request, gettext("The period is open again. What was sealed stays in the list."))
    return redirect(CLOSINGS, actor.organisation.slug)


def _shown(
    request: HttpRequest, actor: Actor, closing_id: UUID, *, refusal: str = "", reason: str = ""
) -> HttpResponse:
    sealed = closing_for(actor, closing_id)
    view, scales = closing_view(sealed), scales_sealed(closing_id)
    pair = usual_scale(scales, _measure(request))
    rows = restated(facts(), actor, sealed, *pair) if pair else ()
    given = request.GET.get("page", "")
    page = closing_page(
        view,
        pair[0] if pair else None,
        list(dict.fromkeys(one for scale in scales for one in measures_of(scale))),
        rows,
        checked_seal(sealed),
        titles_of(actor, catalogue_of(actor)),
        names_in_record(actor.organisation.id, shown_names([view])),
        _places(actor),
        page=max(int(given[:6]), 1) if given.isdecimal() else 1,
        may_close=may_close(actor),
        refusal=refusal,
        reason=reason,
        has_moves=has_moves(actor.organisation.id),
    )
    return render(request, "insight/closing/period.html", {"page": page}, status=422 if refusal else 200)


def _measure(request: HttpRequest) -> Measure | None:
    name = request.GET.get("measure", "")
    try:
        return measure_named(name) if name else None
    except BadGoal as error:
        raise BadAddress(error.place, error.given, error.allowed) from error


def _places(actor: Actor) -> ClosingPlaces:
    return ClosingPlaces(
        place(actor, CLOSINGS), place(actor, "insight:close_period") if may_close(actor) else ""
    )
