"""The integrity watch: marks answers for review, and lets a person decide. Nothing is ever removed."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django_tasks import task

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.queries import organisations
from ohlas.feedback.actions.review import leave_out, take_back_in
from ohlas.feedback.events import ResponseErased, SignalsForgotten
from ohlas.insight.access import finding_to_decide
from ohlas.insight.errors import BadVerdict
from ohlas.insight.models import IntegrityFinding, IntegrityMark
from ohlas.insight.queries.integrity import suspicions
from ohlas.insight.rules.integrity import Suspicion
from ohlas.lib.database import database_now
from ohlas.outbox import Delivered
from ohlas.outbox.schedule import scheduled

KEEP, LEAVE_OUT = "keep", "leave_out"
LONGEST_REASON = 300


@scheduled("insight.watch_integrity", every=timedelta(hours=1))
@task
def watch_integrity_everywhere() -> None:
    """Looks at every organisation's answers of the last two days."""
    now = database_now()
    for organisation in organisations():
        watch_integrity(organisation.id, organisation.zone, now)


def watch_integrity(organisation_id: UUID, zone: str, now: datetime) -> int:
    """Marks what looks odd, for review; how many answers were not marked before. May be repeated."""
    return sum(_mark(organisation_id, zone, one, now) for one in suspicions(organisation_id, zone, now))


def decide_finding(
    *, actor: Actor, finding_id: UUID, verdict: str, chosen: Collection[UUID], reason: str, now: datetime
) -> int:
    """A person's word on these answers of a finding: they count, or are left out; how many changed.

    It can be given anew at any time; the last one holds.
    Errors: `Forbidden`, `NotHere`; `BadVerdict` without a reason or an answer chosen.
    """
    said = " ".join(reason.split())
    if verdict not in {KEEP, LEAVE_OUT}:
        raise BadVerdict("verdict", "Choose whether these answers count or are left out.")
    if not said or len(said) > LONGEST_REASON:
        raise BadVerdict("reason", f"Say why in up to {LONGEST_REASON} characters.")
    with transaction.atomic():
        finding = finding_to_decide(actor, finding_id)
        marks = finding.marks.filter(response__in=list(chosen))
        ids = list(marks.values_list("response", flat=True))
        if not ids:
            raise BadVerdict("chosen", "Choose at least one answer.")
        change = leave_out if verdict == LEAVE_OUT else take_back_in
        changed = change(actor=actor, responses=ids, now=now)
        marks.update(verdict=verdict)
        finding.verdict, finding.reason = verdict, said
        finding.decided_at, finding.decided_by = now, actor.id
        finding.save(update_fields=["verdict", "reason", "decided_at", "decided_by"])
        details = {"verdict": verdict, "answers": len(ids), "changed": changed}
        write_audit(actor, "decide_finding", "finding", finding.id, now, details)
    return changed


def hear_gone(events: Sequence[Delivered], now: datetime) -> None:  # noqa: ARG001 - a listener's shape
    """Marks of erased answers go, and findings nothing is left of."""
    for delivered in events:
        gone, owner = delivered.event, delivered.organisation_id
        if owner is None:
            continue  # these events always belong to one
        findings = IntegrityFinding.objects.filter(organisation_id=owner)
        if isinstance(gone, SignalsForgotten):
            findings.delete()
        elif isinstance(gone, ResponseErased):
            IntegrityMark.objects.filter(organisation_id=owner, response=gone.response_id).delete()
            findings.filter(marks__isnull=True).delete()


@transaction.atomic
def _mark(organisation_id: UUID, zone: str, one: Suspicion, now: datetime) -> int:
    first, last = one.answers[0].at, one.answers[-1].at
    finding, is_new = IntegrityFinding.objects.get_or_create(
        organisation_id=organisation_id,
        kind=one.kind.value,
        subject=one.subject,
        day=first.astimezone(ZoneInfo(zone)).date(),
        defaults={
            "unit_id": one.unit,
            "first_at": first,
            "last_at": last,
            "evidence": dict(one.evidence),
            "found_at": now,
        },
    )
    known = set(finding.marks.values_list("response", flat=True))
    fresh = [answer.id for answer in one.answers if answer.id not in known]
    marks = [
        IntegrityMark(organisation_id=organisation_id, finding=finding, response=response)
        for response in fresh
    ]
    IntegrityMark.objects.bulk_create(marks, ignore_conflicts=True)
    if fresh and not is_new:
        finding.first_at, finding.last_at = min(finding.first_at, first), max(finding.last_at, last)
        finding.evidence = dict(one.evidence)
        finding.save(update_fields=["first_at", "last_at", "evidence"])
    return len(fresh)
