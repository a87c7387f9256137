"""Look with the rules, raise what they find, end what is over. Every step may be repeated: one cause is one alert."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, cast
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.db.models import Q
from django_tasks import task

from ohlas.accounts.access import Colleague, colleagues_of, system_actor
from ohlas.engine import BadQuery
from ohlas.feedback.events import ResponseRecorded, UrgentSaid
from ohlas.feedback.queries.rhythm import single_answer
from ohlas.insight.actions.changes import settle_changes
from ohlas.insight.actions.hooks import send_hook
from ohlas.insight.errors import BadAddress
from ohlas.insight.models import Alert, AlertRule, Notice
from ohlas.insight.queries.alerts import listeners_of
from ohlas.insight.queries.facts import facts
from ohlas.insight.queries.notices import Wishes, wishes_of
from ohlas.insight.queries.watching import (
    Compared,
    Finding,
    breakages,
    compared_places,
    ends_of,
    last_pair,
    pairs_before,
    severe_finding,
    silences,
    watch_of,
    watcher,
)
from ohlas.insight.rules import Pair, Step
from ohlas.insight.rules.alerts import (
    AlertKind,
    BrokenRule,
    ChangeRule,
    Direction,
    SevereRule,
    SilenceRule,
)
from ohlas.insight.rules.notices import mail_due
from ohlas.lib.database import database_now
from ohlas.metrics import MEASURES, MetricsError
from ohlas.outbox import Delivered
from ohlas.outbox.backend import enqueue_once
from ohlas.outbox.rules import BACKGROUND
from ohlas.outbox.schedule import scheduled

if TYPE_CHECKING:
    from ohlas.outbox.jobs import AnyTask

LOOKS_EVERY = {
    AlertKind.CHANGE: timedelta(hours=1),
    AlertKind.SILENCE: timedelta(hours=1),
    AlertKind.BROKEN: timedelta(minutes=5),
}
"""Severe answers are heard as they come; the others are looked for so often."""
LOOKS_BACK = {Step.WEEK: 13, Step.MONTH: 12, Step.QUARTER: 4}
"""Closed periods before the last one that a new rule looks at, so that one sees at once what it would have told."""


@scheduled("insight.watch", every=timedelta(minutes=5))
@task
def watch_everywhere() -> None:
    """Has every rule that is due look once, each as a job of its own: one that fails stops no other."""
    now = database_now()
    for kind, gap in LOOKS_EVERY.items():
        due = Q(looked_at__isnull=True) | Q(looked_at__lte=now - gap)
        for rule in AlertRule.objects.filter(due, kind=kind.value, off_at__isnull=True):
            enqueue_once(
                cast("AnyTask", look_with),
                str(rule.id),
                key=f"insight.look:{rule.id}",
                organisation_id=str(rule.organisation_id),
            )


@task(transactional=False, priority=BACKGROUND)
def look_with(rule_id: str, organisation_id: str) -> None:  # noqa: ARG001 - says whose job it is
    """One rule's look."""
    look(UUID(rule_id), database_now())


def look(rule_id: UUID, now: datetime) -> int:
    """How many new alerts the rule raised; what it cannot look at is written beside it, in words."""
    rule = AlertRule.objects.filter(id=rule_id, off_at__isnull=True).first()
    if rule is None:
        return 0
    try:
        if facts().version("answers") is None and rule.kind == AlertKind.CHANGE:
            return 0  # nothing was ever counted: the first look, which looks back, is still to come
        raised = _look(rule, now)
    except (MetricsError, BadAddress, BadQuery) as trouble:
        AlertRule.objects.filter(id=rule.id).update(looked_at=now, trouble=str(trouble)[:300])
        return 0
    AlertRule.objects.filter(id=rule.id).update(looked_at=now, trouble="")
    return raised


def hear_recorded(told: Sequence[Delivered], now: datetime) -> None:
    """People have just answered, or written what asks to act: does somebody want to know of it at once?"""
    by_owner: dict[UUID, list[UUID]] = {}
    for one in told:
        if one.organisation_id and isinstance(one.event, ResponseRecorded | UrgentSaid):
            by_owner.setdefault(one.organisation_id, []).append(one.event.response_id)
    for owner, responses in by_owner.items():
        hear(responses, owner, now)


def hear(responses: Sequence[UUID], organisation_id: UUID, now: datetime) -> int:
    """How many alerts these answers raised; neither imports nor anonymous answers ever do."""
    rules = AlertRule.objects.filter(
        organisation_id=organisation_id, kind=AlertKind.SEVERE.value, off_at__isnull=True
    )
    raised = 0
    for rule in rules:
        watch, scope = watch_of(rule), watcher(rule).scope
        if isinstance(watch, SevereRule):
            told = [severe_finding(watch, one) for one in map(single_answer, responses) if one]
            found = [one for one in told if one and (scope is None or one.unit in scope)]
            raised += raise_alerts(rule, found, now) if found else 0
    return raised


def raise_alerts(rule: AlertRule, found: Iterable[Finding], now: datetime, *, tells: bool = True) -> int:
    """How many of these were not known yet; each with its notices and its message, in one transaction."""
    people = colleagues_of(rule.organisation_id)
    zone = people[0].actor.organisation.zone if people else "UTC"
    wishes = wishes_of(rule.organisation_id, zone)
    return sum(_raise(rule, one, people if tells else None, wishes, now) for one in found)


def _raise(
    rule: AlertRule, found: Finding, people: list[Colleague] | None, wishes: Wishes, now: datetime
) -> bool:
    try:
        with transaction.atomic():
            alert = Alert.objects.create(
                organisation_id=rule.organisation_id,
                rule=rule,
                cause=found.cause,
                unit_id=found.unit,
                response_id=found.response,
                evidence=dict(found.evidence),
                found_at=now,
            )
            if people is not None:
                _tell(rule, alert, people, wishes, now)
    except IntegrityError:
        return False  # told already, or the answer is gone meanwhile
    return True


def _tell(rule: AlertRule, alert: Alert, people: list[Colleague], wishes: Wishes, now: datetime) -> None:
    notices = [
        notice_for_person(one, wishes, now, alert=alert)
        for one in listeners_of(rule, people, {alert.unit_id})
    ]
    Notice.objects.bulk_create(notices, ignore_conflicts=True)
    if rule.hook and rule.hook_stopped_at is None:
        send_hook.enqueue(str(alert.id), organisation_id=str(alert.organisation_id))


def notice_for_person(person: Colleague, wishes: Wishes, now: datetime, *, alert: Alert) -> Notice:
    due = mail_due(wishes.of(person.user_id), now)
    return Notice(
        organisation_id=alert.organisation_id,
        user_id=person.user_id,
        alert=alert,
        made_at=now,
        mail="waiting" if due else "none",
        mail_at=due,
    )


def _look(rule: AlertRule, now: datetime) -> int:
    watch = watch_of(rule)
    if isinstance(watch, ChangeRule):
        return _look_at_changes(rule, watch, now)
    if isinstance(watch, SilenceRule):
        found, speaking = silences(watcher(rule), watch, now)
        _end(rule, {f"silence:{key}" for key in speaking}, now)
        return raise_alerts(rule, found, now)
    if isinstance(watch, BrokenRule):
        broken = breakages(watcher(rule), watch, now)
        _end_others(rule, {one.cause for one in broken}, now)
        return raise_alerts(rule, broken, now)
    return 0


def _look_at_changes(rule: AlertRule, watch: ChangeRule, now: datetime) -> int:
    """The last closed period; at its first look also a year before it, of which nobody is told any more."""
    zone = ZoneInfo(system_actor(rule.organisation_id).organisation.zone)
    pair = last_pair(now.astimezone(zone).date(), watch)
    raised = 0
    for past in pairs_before(pair, watch, LOOKS_BACK[watch.step]) if rule.looked_at is None else ():
        found = [
            replace(one, evidence={**one.evidence, "looked_back": True})
            for one in changes_found(rule, watch, past, now)
        ]
        raised += raise_alerts(rule, found, now, tells=False)
    return raised + raise_alerts(rule, changes_found(rule, watch, pair, now), now)


def changes_found(rule: AlertRule, watch: ChangeRule, pair: Pair, now: datetime) -> list[Finding]:
    """What really changed between these closed periods: one family of tests, decided once and kept."""
    store = facts()
    places = compared_places(store, watcher(rule), watch, pair)
    marks = settle_changes(
        organisation_id=rule.organisation_id,
        comparisons={_place(one): one.comparison for one in places},
        page=f"alert {rule.id} {watch}",
        period=pair.id,
        facts_version=store.version("answers"),
        now=now,
    )
    tested = sum(one.comparison is not None for one in places)
    return [
        _change(one, watch, pair, tested) for one in places if marks[_place(one)] and _is_wanted(one, watch)
    ]


def _place(one: Compared) -> str:
    return str(one.unit or "all")


def _is_wanted(one: Compared, watch: ChangeRule) -> bool:
    if one.comparison is None or watch.direction is Direction.BOTH:
        return one.comparison is not None
    is_better = (one.comparison.difference > 0) == (MEASURES[watch.measure].better == "higher")
    return is_better == (watch.direction is Direction.BETTER)


def _change(one: Compared, watch: ChangeRule, pair: Pair, tested: int) -> Finding:
    comparison = asdict(one.comparison) if one.comparison else {}
    evidence = {
        "measure": watch.measure,
        "step": watch.step.value,
        "since": pair.later.since.isoformat() if pair.later.since else "",
        "until": pair.later.until.isoformat() if pair.later.until else "",
        "before": pair.earlier.since.isoformat() if pair.earlier.since else "",
        "later": ends_of(one.later),
        "earlier": ends_of(one.earlier),
        "change": {name: comparison.get(name) for name in ("difference", "low", "high", "p")},
        "tested": tested,
        "surveys": list(watch.surveys),
        "questions": list(watch.questions),
    }
    return Finding(f"change:{_place(one)}:{pair.id}", one.unit, evidence)


def _end(rule: AlertRule, causes: Collection[str], now: datetime) -> None:
    Alert.objects.filter(rule=rule, cause__in=causes, ended_at__isnull=True).update(ended_at=now)


def _end_others(rule: AlertRule, causes: Collection[str], now: datetime) -> None:
    open_ones = Alert.objects.filter(rule=rule, ended_at__isnull=True)
    open_ones.exclude(cause__in=causes).update(ended_at=now)
