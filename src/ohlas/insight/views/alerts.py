"""Doors to alerts: the list, one of them, taking it up; and to the rules that find them."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ohlas.accounts.access import Actor, colleagues_of, staff
from ohlas.accounts.rules import Permission, Role
from ohlas.insight.access import alert_for, rule_for
from ohlas.insight.actions.alerts import (
    RuleWish,
    change_rule,
    make_rule,
    remove_rule,
    renew_secret,
    say_wish,
    switch_rule,
    take_up,
)
from ohlas.insight.actions.beginning import begin_watching, look_soon, usual_watches
from ohlas.insight.actions.notices import mark_seen
from ohlas.insight.errors import BadAddress, BadRule, TakenAlready
from ohlas.insight.pages.alerts.fields import fields_for, reader_fields
from ohlas.insight.pages.alerts.letters import places_for, question_titles
from ohlas.insight.pages.alerts.lists import AlertsPage, alert_line, alert_page
from ohlas.insight.pages.alerts.rules import RulePage, hook_words, looked_words, rules_page
from ohlas.insight.pages.alerts.words import KIND_LEADS, KIND_TITLES
from ohlas.insight.queries.alerts import (
    NEEDED,
    PER_PAGE,
    alert_view,
    alerts_seen,
    kinds_for,
    rule_view,
    rule_views,
    rules_seen,
    told_of,
)
from ohlas.insight.rules.alerts import AlertKind, read_watch, write_watch
from ohlas.insight.views.parts import place, speaks_plainly
from ohlas.metrics import MetricsError

_plainly = speaks_plainly("insight:alerts")
_SHOWN = ("open", "all")
_LISTED = ("surveys", "questions", "signals", "parts")
_PLAIN = (
    "measure",
    "step",
    "per",
    "direction",
    "least",
    "scale",
    "score",
    "expected",
    "bounce_share",
    "kiosk_hours",
)


@require_GET
@staff(None)
@_plainly
def alerts(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What was found, newest first; `?show=all` with those taken up and over."""
    shown = request.GET.get("show", "open")
    if shown not in _SHOWN:
        raise BadAddress("show", shown[:20], "open or all is allowed")
    found = alerts_seen(actor)
    if shown == "open":
        found = found.filter(taken_at__isnull=True, ended_at__isnull=True)
    start = _start(request)
    rows = list(found[start : start + PER_PAGE + 1])
    places, questions = places_for(actor), question_titles(actor)
    lines = tuple(
        alert_line(alert_view(row), actor.organisation.zone, questions, places) for row in rows[:PER_PAGE]
    )
    page = AlertsPage(
        lines=lines,
        has_rules=rules_seen(actor).exists(),
        may_make=bool(kinds_for(actor)),
        shown=shown,
        earlier=f"?show={shown}&from={max(0, start - PER_PAGE)}" if start else "",
        later=f"?show={shown}&from={start + PER_PAGE}" if len(rows) > PER_PAGE else "",
        range=f"{start + 1}–{start + len(lines)}" if lines else "",
    )
    return render(request, "insight/alerts/alerts.html", {"page": page})


@require_http_methods(["GET", "POST"])
@staff(None)
@_plainly
def alert(request: HttpRequest, actor: Actor, alert_id: UUID) -> HttpResponseBase:
    """One alert; posting takes it up under one's name, with a note."""
    error = ""
    row = alert_for(actor, alert_id)
    if request.method == "POST":
        try:
            take_up(actor=actor, alert_id=alert_id, note=request.POST.get("note", ""), now=timezone.now())
            messages.success(request, gettext("You have taken this up; nobody else is mailed about it."))
            return redirect("insight:alert", slug=actor.organisation.slug, alert_id=alert_id)
        except (BadRule, TakenAlready) as refused:
            error = str(refused)
    mark_seen(actor=actor, alert_id=row.id, now=timezone.now())
    view = alert_view(row)
    page = alert_page(
        view,
        actor.organisation.zone,
        question_titles(actor),
        places_for(actor),
        told_of(row.id),
        may_take=view.taken_at is None or row.taken_by_id == actor.user_id,
        error=error,
    )
    return render(request, "insight/alerts/alert.html", {"page": page}, status=422 if error else 200)


@require_GET
@staff(None)
def alert_rules(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Every rule within sight, and the kinds that can be made."""
    page = rules_page(rule_views(actor), actor, place(actor, "insight:alerts"))
    return render(request, "insight/alerts/rules.html", {"page": page})


@require_POST
@staff(Permission.SEE_FIGURES)
@_plainly
def begin_alerts(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The rules most people begin with, by one click."""
    now = timezone.now()
    names = {kind: str(KIND_TITLES[kind]) for kind, needed in NEEDED.items() if actor.may(needed)}
    made = begin_watching(actor=actor, names=names, now=now)
    look_soon(organisation_id=actor.organisation.id, rules=made, now=now)
    messages.success(request, gettext("The rules are made and look from now on."))
    return redirect("insight:alert_rules", slug=actor.organisation.slug)


@require_http_methods(["GET", "POST"])
@staff(Permission.SEE_FIGURES)
def new_alert_rule(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """A form for the kind in the address; posting makes the rule."""
    kind = _kind(request.GET.get("kind") or request.POST.get("kind", ""))
    if request.method != "POST":
        given = {**write_watch(usual_watches(actor)[kind]), "name": str(KIND_TITLES[kind])}
        return _form(request, actor, kind, given)
    try:
        now = timezone.now()
        made, secret = make_rule(actor=actor, wish=_wish(request.POST, kind), now=now)
    except (BadRule, BadAddress, MetricsError) as refused:
        return _form(request, actor, kind, _given(request.POST), refused)
    look_soon(organisation_id=actor.organisation.id, rules=[made], now=now)
    messages.success(request, gettext("The rule is made and looks from now on."))
    return _made(request, actor, made, secret)


@require_http_methods(["GET", "POST"])
@staff(None)
def alert_rule(request: HttpRequest, actor: Actor, rule_id: UUID) -> HttpResponseBase:
    """One rule; posting changes it."""
    row = rule_for(actor, rule_id)
    kind = AlertKind(row.kind)
    if request.method != "POST":
        given = {
            **row.document,
            "name": row.name,
            "unit": str(row.unit_id or ""),
            "audience": row.audience,
            "hook": row.hook,
        }
        return _form(request, actor, kind, given, rule_id=rule_id)
    try:
        secret = change_rule(actor=actor, rule_id=rule_id, wish=_wish(request.POST, kind), now=timezone.now())
    except (BadRule, BadAddress, MetricsError) as refused:
        return _form(request, actor, kind, _given(request.POST), refused, rule_id=rule_id)
    messages.success(request, gettext("The rule is changed."))
    return _made(request, actor, rule_id, secret)


@require_POST
@staff(None)
@_plainly
def change_alert_rule(request: HttpRequest, actor: Actor, rule_id: UUID) -> HttpResponseBase:
    """One deed on a rule: on, off, remove, renew its secret, tell me, do not tell me."""
    rule_for(actor, rule_id)
    deed, now = request.POST.get("deed", ""), timezone.now()
    if deed == "renew":
        return _made(request, actor, rule_id, renew_secret(actor=actor, rule_id=rule_id, now=now))
    if deed in {"on", "off"}:
        switch_rule(actor=actor, rule_id=rule_id, on=deed == "on", now=now)
    elif deed in {"tell", "spare"}:
        say_wish(actor=actor, rule_id=rule_id, wants=deed == "tell", now=now)
    elif deed == "remove":
        remove_rule(actor=actor, rule_id=rule_id, now=now)
    else:
        raise BadAddress("deed", deed[:20], "on, off, tell, spare, renew or remove is allowed")
    return redirect("insight:alert_rules", slug=actor.organisation.slug)


def _form(  # noqa: PLR0917 - one form for a rule that is and one that is to be
    request: HttpRequest,
    actor: Actor,
    kind: AlertKind,
    given: Mapping[str, object],
    refused: Exception | None = None,
    rule_id: UUID | None = None,
) -> HttpResponseBase:
    view = (
        rule_view(rule_for(actor, rule_id), actor, colleagues_of(actor.organisation.id)) if rule_id else None
    )
    wrong = (refused.place, str(refused)) if isinstance(refused, BadRule) else ("", "")
    fields = fields_for(kind, given, actor, wrong)
    readers = reader_fields(given, actor, kind, wrong)
    known = {one.name for one in (*fields, *readers)}
    page = RulePage(
        id=str(rule_id or ""),
        title=view.name if view else gettext("New rule"),
        lead=str(KIND_LEADS[kind]),
        kind=kind.value,
        fields=fields,
        readers=readers,
        error=str(refused) if refused and wrong[0] not in known else "",
        secret=request.session.pop("alert_secret", ""),
        hook_state=hook_words(view) if view else "",
        has_hook=bool(view and view.hook),
        may_change=view.may_change if view else True,
        is_off=view is not None and view.off_at is not None,
        tells_me=view is not None and view.tells_me,
        trouble=view.trouble if view else "",
        looked=looked_words(view, actor.organisation.zone) if view else "",
        href=place(actor, "insight:alert_rule", rule_id)
        if rule_id
        else place(actor, "insight:new_alert_rule"),
    )
    return render(request, "insight/alerts/rule.html", {"page": page}, status=422 if refused else 200)


def _made(request: HttpRequest, actor: Actor, rule_id: UUID, secret: str) -> HttpResponseBase:
    """Back to the rule where a secret is to be shown once, else to the list."""
    if not secret:
        return redirect("insight:alert_rules", slug=actor.organisation.slug)
    request.session["alert_secret"] = secret
    return redirect("insight:alert_rule", slug=actor.organisation.slug, rule_id=rule_id)


def _wish(given: QueryDict, kind: AlertKind) -> RuleWish:
    parts: dict[str, object] = {name: given[name] for name in _PLAIN if given.get(name)}
    parts |= {name: given.getlist(name) for name in _LISTED if given.getlist(name)}
    if kind is AlertKind.BROKEN:
        parts["parts"] = given.getlist("parts")
    return RuleWish(
        name=given.get("name", ""),
        kind=kind,
        watch=read_watch(kind, parts),
        unit_id=_unit(given.get("unit", "")),
        audience=_roles(given.getlist("audience")),
        hook=given.get("hook", ""),
    )


def _given(posted: QueryDict) -> dict[str, object]:
    """What was typed, to be shown again."""
    listed = {name: posted.getlist(name) for name in (*_LISTED, "audience")}
    return {**{name: str(value) for name, value in posted.items()}, **listed}


def _kind(given: str) -> AlertKind:
    return AlertKind(given) if given in list(AlertKind) else AlertKind.CHANGE


def _unit(given: str) -> UUID | None:
    try:
        return UUID(given) if given else None
    except ValueError as error:
        raise BadRule("unit", given[:40], "a unit you may see is needed") from error


def _roles(given: list[str]) -> tuple[Role, ...]:
    for role in given:
        if role not in list(Role):
            raise BadRule("audience", role[:40], f"roles are {', '.join(Role)}")
    return tuple(Role(role) for role in dict.fromkeys(given))


def _start(request: HttpRequest) -> int:
    given = request.GET.get("from", "0")
    if not given.isdecimal() or len(given) > 6:  # noqa: PLR2004 - beyond any list
        raise BadAddress("from", given[:20], "a whole number from 0 on is allowed")
    return int(given)
