"""Rules, what they found, and who is to be told."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ohlas.accounts.access import Actor, Colleague, colleagues_of
from ohlas.accounts.queries import subtree, units_of
from ohlas.accounts.rules import Permission
from ohlas.insight.models import Alert, AlertReader, AlertRule, Notice
from ohlas.insight.queries.watching import watch_of
from ohlas.insight.rules.alerts import AlertKind, Watch

NEEDED = {
    AlertKind.CHANGE: Permission.SEE_FIGURES,
    AlertKind.SEVERE: Permission.SEE_ANSWERS,
    AlertKind.SILENCE: Permission.SEE_FIGURES,
    AlertKind.BROKEN: Permission.SEE_PROGRAMMES,
}
"""What somebody must be allowed to see to be told of it."""
PER_PAGE = 50


@dataclass(frozen=True)
class RuleView:
    """A rule as its page shows it; `wants` is the reader's own word, None where they said none."""

    id: UUID
    name: str
    kind: AlertKind
    watch: Watch
    unit_id: UUID | None
    unit: str
    owner_id: UUID | None
    owner: str
    audience: tuple[str, ...]
    hook: str
    hook_error: str
    hook_stopped_at: datetime | None
    looked_at: datetime | None
    trouble: str
    off_at: datetime | None
    found: int
    wants: bool | None
    tells_me: bool
    told: int
    may_change: bool


@dataclass(frozen=True)
class AlertView:
    """One alert as it is shown; `unit` is empty for what concerns all."""

    id: UUID
    rule_id: UUID
    rule: str
    kind: AlertKind
    unit_id: UUID | None
    unit: str
    response_id: UUID | None
    evidence: dict[str, object]
    found_at: datetime
    ended_at: datetime | None
    taken_at: datetime | None
    taken_by: str
    note: str


def kinds_for(actor: Actor) -> tuple[AlertKind, ...]:
    return tuple(kind for kind, needed in NEEDED.items() if actor.may(needed))


def rules_seen(actor: Actor) -> QuerySet[AlertRule]:
    """Rules of the kinds the actor may hear of, for everything, own units, or a part that holds them."""
    kinds = tuple(AlertKind) if _keeps_rules(actor) else kinds_for(actor)
    found = AlertRule.objects.filter(organisation_id=actor.organisation.id, kind__in=kinds)
    if actor.scope is None:
        return found
    return found.filter(Q(unit__isnull=True) | Q(unit_id__in=actor.scope | _above(actor)))


def _keeps_rules(actor: Actor) -> bool:
    """A program that may write may keep rules of every kind; what they find it reads with the rights for that."""
    return actor.kind == "key" and actor.may(Permission.EDIT_SURVEYS)


def may_keep(actor: Actor, kind: AlertKind) -> bool:
    """Whether this actor may make rules of this kind."""
    return actor.may(NEEDED[kind]) or _keeps_rules(actor)


def alerts_seen(actor: Actor) -> QuerySet[Alert]:
    """Alerts of the kinds the actor may hear of; with a scope, of own units only."""
    found = Alert.objects.filter(organisation_id=actor.organisation.id, rule__kind__in=kinds_for(actor))
    found = found.select_related("rule", "unit", "taken_by")
    return found if actor.scope is None else found.filter(unit_id__in=actor.scope)


def may_change_rule(actor: Actor, rule: AlertRule) -> bool:
    """One's own, or any for those who manage surveys; a rule beyond one's units never."""
    if actor.scope is not None and rule.unit_id not in actor.scope:
        return False
    own = rule.owner_id is not None and rule.owner_id == actor.user_id
    return own or actor.kind == "system" or actor.may(Permission.EDIT_SURVEYS)


def listeners_of(
    rule: AlertRule, people: Iterable[Colleague], units: Collection[UUID | None]
) -> list[Colleague]:
    """Who is told of an alert on one of these units: in the audience or by their own word, allowed and in scope."""
    words = dict(AlertReader.objects.filter(rule=rule).values_list("user_id", "wants"))
    return [one for one in people if _is_told(rule, one, words, units)]


def rule_view(rule: AlertRule, actor: Actor, people: list[Colleague]) -> RuleView:
    mine = dict(AlertReader.objects.filter(rule=rule).values_list("user_id", "wants"))
    told = listeners_of(rule, people, some_units(rule))
    return RuleView(
        id=rule.id,
        name=rule.name,
        kind=AlertKind(rule.kind),
        watch=watch_of(rule),
        unit_id=rule.unit_id,
        unit=rule.unit.name if rule.unit else "",
        owner_id=rule.owner_id,
        owner=next((one.called for one in people if one.user_id == rule.owner_id), ""),
        audience=tuple(rule.audience),
        hook=rule.hook,
        hook_error=rule.hook_error,
        hook_stopped_at=rule.hook_stopped_at,
        looked_at=rule.looked_at,
        trouble=rule.trouble,
        off_at=rule.off_at,
        found=getattr(rule, "found", 0),
        wants=mine.get(actor.user_id) if actor.user_id else None,
        tells_me=any(one.user_id == actor.user_id for one in told),
        told=len(told),
        may_change=may_change_rule(actor, rule),
    )


def rule_views(actor: Actor) -> list[RuleView]:
    """By when they were made, those that are on first."""
    people = colleagues_of(actor.organisation.id)
    rows = rules_seen(actor).select_related("unit").annotate(found=Count("alerts"))
    views = [rule_view(row, actor, people) for row in rows]
    return sorted(views, key=lambda one: one.off_at is not None)


def alert_view(row: Alert) -> AlertView:
    return AlertView(
        id=row.id,
        rule_id=row.rule_id,
        rule=row.rule.name,
        kind=AlertKind(row.rule.kind),
        unit_id=row.unit_id,
        unit=row.unit.name if row.unit else "",
        response_id=row.response_id,
        evidence=row.evidence,
        found_at=row.found_at,
        ended_at=row.ended_at,
        taken_at=row.taken_at,
        taken_by=(row.taken_by.name or row.taken_by.email) if row.taken_by else "",
        note=row.note,
    )


def told_of(alert_id: UUID) -> list[str]:
    """The names of those who were told, by the time."""
    rows = Notice.objects.filter(alert_id=alert_id).select_related("user").order_by("made_at", "id")
    return [row.user.name or row.user.email for row in rows]


def _is_told(
    rule: AlertRule, one: Colleague, words: dict[UUID, bool], units: Collection[UUID | None]
) -> bool:
    actor = one.actor
    if not actor.may(NEEDED[AlertKind(rule.kind)]) or not any(actor.sees_unit(unit) for unit in units):
        return False
    role = actor.role.value if actor.role else ""
    return words.get(one.user_id, one.user_id == rule.owner_id or role in rule.audience)


def some_units(rule: AlertRule) -> set[UUID | None]:
    """Any unit an alert of this rule may be about."""
    everywhere: set[UUID | None] = {None, *(one.id for one in units_of(rule.organisation_id))}
    if rule.unit_id is None:
        return everywhere
    return set(subtree(rule.unit_id))


def _above(actor: Actor) -> frozenset[UUID]:
    """The units the actor's own part of the tree hangs below."""
    parents = {one.id: one.parent_id for one in units_of(actor.organisation.id)}
    found: set[UUID] = set()
    for unit in actor.scope or ():
        above = parents.get(unit)
        while above is not None and above not in found:
            found.add(above)
            above = parents.get(above)
    return frozenset(found)
