"""Rules, alerts and briefs for programs."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from ninja import Router, Schema

from ohlas.accounts.access import Actor, ApiKeyAuth, colleagues_of
from ohlas.accounts.rules import Permission, Role
from ohlas.insight.access import alert_for, rule_for
from ohlas.insight.actions.alerts import RuleWish, change_rule, make_rule, remove_rule, switch_rule, take_up
from ohlas.insight.actions.beginning import look_soon
from ohlas.insight.errors import BadAddress, BadRule, TakenAlready
from ohlas.insight.queries.alerts import AlertView, RuleView, alert_view, alerts_seen, rule_view, rule_views
from ohlas.insight.queries.briefs import BriefView, brief_view, briefs_seen
from ohlas.insight.rules.alerts import AlertKind, read_watch, write_watch
from ohlas.insight.rules.briefs import write_brief
from ohlas.lib.problems import problem
from ohlas.metrics import MetricsError

router = Router(tags=["insight"])
MOST = 200
REFUSALS = (BadRule, BadAddress, MetricsError)


class RuleIn(Schema):
    """A rule; `watch` holds the settings of its kind."""

    name: str = ""
    kind: str = ""
    watch: dict[str, Any] = {}
    unit: UUID | None = None
    audience: list[str] = []
    hook: str = ""
    on: bool = True


class RuleOut(Schema):
    id: UUID
    name: str
    kind: str
    watch: dict[str, Any]
    unit: UUID | None
    audience: list[str]
    hook: str
    on: bool
    told: int
    found: int
    looked_at: datetime | None
    trouble: str
    secret: str = ""


class AlertOut(Schema):
    id: UUID
    rule: UUID
    kind: str
    unit: UUID | None
    response: UUID | None
    evidence: dict[str, Any]
    found_at: datetime
    ended_at: datetime | None
    taken_at: datetime | None
    taken_by: str
    note: str


class NoteIn(Schema):
    note: str = ""


class BriefOut(Schema):
    id: UUID
    week: date
    made_at: datetime
    items: list[dict[str, Any]]
    better: list[dict[str, Any]]
    tested: int
    main: dict[str, Any]


class Refusal(Schema):
    title: str
    status: int
    detail: str


@router.get(
    "/alert-rules",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response=list[RuleOut],
    summary="Every rule that watches",
)
def get_alert_rules(request: HttpRequest) -> Any:  # Ninja reads the shape from `response`
    """Those of kinds the key may hear of."""
    return [_rule(one) for one in rule_views(_actor(request))]


@router.post(
    "/alert-rules",
    auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
    response={200: RuleOut, 422: Refusal},
    summary="Make a rule",
)
def post_alert_rule(request: HttpRequest, body: RuleIn) -> Any:  # Ninja reads the shape from `response`
    """`kind` is change, severe, silence or broken. A rule with a `hook` answers its `secret` this once."""
    actor, now = _actor(request), timezone.now()
    try:
        rule_id, secret = make_rule(actor=actor, wish=_wish(body), now=now)
    except REFUSALS as refused:
        return problem(422, "No such rule can be", str(refused))
    if not body.on:
        switch_rule(actor=actor, rule_id=rule_id, on=False, now=now)
    look_soon(organisation_id=actor.organisation.id, rules=[rule_id], now=now)
    return {**_shown(actor, rule_id), "secret": secret}


@router.get(
    "/alert-rules/{rule_id}", auth=ApiKeyAuth(Permission.SEE_FIGURES), response=RuleOut, summary="One rule"
)
def get_alert_rule(request: HttpRequest, rule_id: UUID) -> Any:  # Ninja reads the shape from `response`
    """As it stands now."""
    return _shown(_actor(request), rule_id)


@router.put(
    "/alert-rules/{rule_id}",
    auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
    response={200: RuleOut, 422: Refusal},
    summary="Change a rule, switch it on or off",
)
def put_alert_rule(
    request: HttpRequest, rule_id: UUID, body: RuleIn
) -> Any:  # Ninja reads it from `response`
    """The whole rule anew; its kind cannot change. A secret is answered where it gets its first."""
    actor, now = _actor(request), timezone.now()
    rule_for(actor, rule_id)
    try:
        secret = change_rule(actor=actor, rule_id=rule_id, wish=_wish(body), now=now)
    except REFUSALS as refused:
        return problem(422, "No such rule can be", str(refused))
    switch_rule(actor=actor, rule_id=rule_id, on=body.on, now=now)
    return {**_shown(actor, rule_id), "secret": secret}


@router.delete(
    "/alert-rules/{rule_id}",
    auth=ApiKeyAuth(Permission.EDIT_SURVEYS),
    response={204: None},
    summary="Remove a rule",
)
def delete_alert_rule(request: HttpRequest, rule_id: UUID) -> Any:  # Ninja reads the shape from `response`
    """With everything it found."""
    remove_rule(actor=_actor(request), rule_id=rule_id, now=timezone.now())
    return HttpResponse(status=204)


@router.get(
    "/alerts",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response=list[AlertOut],
    summary="What the rules found, newest first",
)
def get_alerts(request: HttpRequest, open: bool = False, limit: int = 50) -> Any:  # noqa: A002, FBT001, FBT002 - the parameter's name
    """`open=true` leaves out what is taken up or over; up to 200."""
    rows = alerts_seen(_actor(request))
    if open:
        rows = rows.filter(taken_at__isnull=True, ended_at__isnull=True)
    return [_alert(alert_view(row)) for row in rows[: max(1, min(limit, MOST))]]


@router.post(
    "/alerts/{alert_id}/take-up",
    auth=ApiKeyAuth(Permission.SEE_FIGURES),
    response={200: AlertOut, 409: Refusal, 422: Refusal},
    summary="Take an alert up",
)
def post_take_up(request: HttpRequest, alert_id: UUID, body: NoteIn) -> Any:  # Ninja reads it from `response`
    """Spares everybody its mail; the note is for all who were told."""
    actor = _actor(request)
    try:
        take_up(actor=actor, alert_id=alert_id, note=body.note, now=timezone.now())
    except TakenAlready as taken:
        return problem(409, "Somebody was first", str(taken))
    except BadRule as refused:
        return problem(422, "No such note can be", str(refused))
    return _alert(alert_view(alert_for(actor, alert_id)))


@router.get(
    "/briefs", auth=ApiKeyAuth(Permission.SEE_FIGURES), response=list[BriefOut], summary="The weekly briefs"
)
def get_briefs(request: HttpRequest, limit: int = 10) -> Any:  # Ninja reads the shape from `response`
    """Newest first, of the whole organisation; gains are points of its score, each with its 95 % interval."""
    rows = briefs_seen(_actor(request))[: max(1, min(limit, MOST))]
    return [_brief(brief_view(row)) for row in rows]


def _actor(request: HttpRequest) -> Actor:
    return request.actor  # type: ignore[attr-defined,no-any-return]  # set by ApiKeyAuth


def _wish(body: RuleIn) -> RuleWish:
    if body.kind not in list(AlertKind):
        raise BadRule("kind", body.kind[:20], f"one of {', '.join(AlertKind)} is allowed")
    kind = AlertKind(body.kind)
    for role in body.audience:
        if role not in list(Role):
            raise BadRule("audience", role[:40], f"roles are {', '.join(Role)}")
    roles = tuple(Role(role) for role in dict.fromkeys(body.audience))
    return RuleWish(body.name, kind, read_watch(kind, body.watch), body.unit, roles, body.hook)


def _shown(actor: Actor, rule_id: UUID) -> dict[str, Any]:
    return _rule(rule_view(rule_for(actor, rule_id), actor, colleagues_of(actor.organisation.id)))


def _rule(view: RuleView) -> dict[str, Any]:
    return {
        "id": view.id,
        "name": view.name,
        "kind": view.kind.value,
        "watch": write_watch(view.watch),
        "unit": view.unit_id,
        "audience": list(view.audience),
        "hook": view.hook,
        "on": view.off_at is None,
        "told": view.told,
        "found": view.found,
        "looked_at": view.looked_at,
        "trouble": view.trouble,
    }


def _alert(view: AlertView) -> dict[str, Any]:
    return {
        "id": view.id,
        "rule": view.rule_id,
        "kind": view.kind.value,
        "unit": view.unit_id,
        "response": view.response_id,
        "evidence": view.evidence,
        "found_at": view.found_at,
        "ended_at": view.ended_at,
        "taken_at": view.taken_at,
        "taken_by": view.taken_by,
        "note": view.note,
    }


def _brief(view: BriefView) -> dict[str, Any]:
    written = write_brief(view.written)
    return {
        "id": view.id,
        "week": view.week,
        "made_at": view.made_at,
        **{name: written[name] for name in ("items", "better", "tested", "main")},
    }
