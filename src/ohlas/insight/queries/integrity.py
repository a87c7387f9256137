"""Looking for answers that may not be customers' own, and what stands on the list of findings."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.queries import employees_of, units_of
from ohlas.engine import BadQuery, Filter, Query, rows, run
from ohlas.feedback.access import answers_of
from ohlas.feedback.queries import ResponseView
from ohlas.feedback.queries.odd import LiveAnswer, answers_since, history_of, left_out_of
from ohlas.insight.models import IntegrityFinding, IntegrityMark
from ohlas.insight.queries.catalogue import catalogue_of
from ohlas.insight.queries.facts import facts
from ohlas.insight.rules.begging import begs
from ohlas.insight.rules.integrity import (
    History,
    Odd,
    Seen,
    Suspicion,
    begging,
    bursts,
    by_staff,
    kiosk_runs,
    shared_devices,
)
from ohlas.metrics import (
    SCALES,
    ScoreCounts,
    benjamini_hochberg,
    compare_shares,
    scale_of,
    share,
    share_tally,
)
from ohlas.metrics.bursts import burst_expected, burst_p
from ohlas.surveys.queries import survey_names

LOOKS_BACK = timedelta(days=2)
RECENT, BEFORE = timedelta(days=14), timedelta(days=90)
LEAST_EACH = 20
LEAST_RISE = 0.15
JUMP_Q = 0.01
MOST_MARKED = 500


@dataclass(frozen=True)
class FindingLine:
    """One finding of the list; `where` names its employee, unit, link or survey."""

    id: UUID
    kind: Odd
    subject: str
    where: str
    day: date
    first_at: datetime
    last_at: datetime
    evidence: dict[str, float | int | str]
    verdict: str
    reason: str
    decided_at: datetime | None
    decided_by: UUID | None
    answers: int
    waiting: int


@dataclass(frozen=True)
class MarkedAnswer:
    """One answer of a finding as this actor may read it, and whether it counts now."""

    response: ResponseView
    is_left_out: bool


def suspicions(organisation_id: UUID, zone: str, now: datetime) -> Iterator[Suspicion]:
    """Everything odd about the answers of the last two days, and scores that jumped in the last two weeks."""
    seen = [_seen(one) for one in answers_since(organisation_id, now - LOOKS_BACK)]
    yield from shared_devices(seen)
    yield from by_staff(seen)
    yield from kiosk_runs(seen)
    yield from begging(seen)
    before = history_of(organisation_id, zone)
    yield from bursts(seen, lambda subject, at: History(*before(subject, at)), burst_p, burst_expected)
    yield from jumps(organisation_id, zone, now)


def jumps(organisation_id: UUID, zone: str, now: datetime) -> Iterator[Suspicion]:
    """Employees whose share of top scores rose by more than chance, against their own three months before.

    All employees on one scale are one Benjamini–Hochberg family.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    cut = today - RECENT
    actor = system_actor(organisation_id)
    for scale in catalogue_of(actor).scales:
        if scale_of(scale).bounds is None:
            continue
        recent = _by_employee(organisation_id, scale, cut, today + timedelta(days=1))
        earlier = _by_employee(organisation_id, scale, cut - BEFORE, cut)
        yield from _risen(organisation_id, scale, cut, recent, earlier)


def _risen(
    organisation_id: UUID,
    scale: str,
    cut: date,
    recent: dict[str, ScoreCounts],
    earlier: dict[str, ScoreCounts],
) -> Iterator[Suspicion]:
    top = frozenset({_top(scale)})
    both = [key for key in sorted(recent.keys() & earlier.keys()) if _is_enough(recent[key], earlier[key])]
    pairs = [(share_tally(recent[key], top), share_tally(earlier[key], top)) for key in both]
    tests = [compare_shares(*pair) for pair in pairs]
    marks = benjamini_hochberg([test.p if test else 1.0 for test in tests], JUMP_Q)
    for key, pair, mark in zip(both, pairs, marks, strict=True):
        now_share, then_share = (share(tally) or 0.0 for tally in pair)
        if mark and now_share - then_share >= LEAST_RISE:
            answers = tuple(_top_answers(organisation_id, scale, key, cut))
            evidence: dict[str, float | int | str] = {
                "share": round(now_share, 3),
                "before": round(then_share, 3),
                "answers": recent[key].n,
                "earlier": earlier[key].n,
                "scale": scale,
            }
            if answers:
                yield Suspicion(Odd.JUMP, f"employee:{key}", answers, evidence)


def _by_employee(organisation_id: UUID, scale: str, since: date, until: date) -> dict[str, ScoreCounts]:
    query = Query(str(organisation_id), scale, group_by=("employee",), since=since, until=until)
    try:
        found = run(facts(), query).rows
    except BadQuery:  # only anonymous answers: nobody's to watch
        return {}
    return {row.key["employee"]: row.counts for row in found if row.key["employee"]}


def _top_answers(organisation_id: UUID, scale: str, employee: str, since: date) -> Iterator[Seen]:
    where = (Filter("employee", "in", (employee,)), Filter("value", "in", (_top(scale),)))
    page = rows(facts(), Query(str(organisation_id), scale, where=where, since=since), limit=MOST_MARKED)
    for row in page.rows:
        yield Seen(
            id=UUID(row.signal),
            at=row.at,
            survey=UUID(row.survey),
            channel=row.channel,
            unit=UUID(row.unit) if row.unit else None,
            employee=UUID(employee),
        )


def _top(scale: str) -> float:
    known = SCALES[scale]
    low, high = known.bounds or (0.0, 0.0)
    return high if known.direction == "higher" else low


def _is_enough(recent: ScoreCounts, earlier: ScoreCounts) -> bool:
    return min(recent.n, earlier.n) >= LEAST_EACH


def _seen(one: LiveAnswer) -> Seen:
    return Seen(
        id=one.id,
        at=one.at,
        survey=one.survey_id,
        channel=one.channel,
        unit=one.unit_id,
        employee=one.employee_id,
        link=one.link_id,
        contact=one.contact_id,
        device=one.device,
        by_staff=one.by_staff,
        answered=one.answered,
        begs=next(filter(None, map(begs, one.texts)), ""),
    )


def finding_lines(actor: Actor, found: QuerySet[IntegrityFinding]) -> tuple[FindingLine, ...]:
    """These findings in words, in the order given."""
    names = _names(actor)
    counted = found.annotate(n=Count("marks"), open=Count("marks", filter=Q(marks__verdict="")))
    return tuple(
        FindingLine(
            id=row.id,
            kind=Odd(row.kind),
            subject=row.subject.partition(":")[0],
            where=names.get(row.subject, ""),
            day=row.day,
            first_at=row.first_at,
            last_at=row.last_at,
            evidence=row.evidence,
            verdict=row.verdict,
            reason=row.reason,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            answers=row.n,
            waiting=row.open,
        )
        for row in counted
    )


def of_tab(found: QuerySet[IntegrityFinding], tab: str) -> QuerySet[IntegrityFinding]:
    """Findings that wait for a decision, those decided, or all of them."""
    waiting = IntegrityMark.objects.filter(finding=OuterRef("pk"), verdict="")
    if tab == "waiting":
        return found.filter(Exists(waiting))
    return found.filter(~Exists(waiting)) if tab == "decided" else found


def marked_answers(actor: Actor, finding: IntegrityFinding) -> tuple[MarkedAnswer, ...]:
    """The answers of a finding, newest first; those out of sight and those erased are left out."""
    ids = list(finding.marks.values_list("response", flat=True))
    out = left_out_of(ids)
    return tuple(MarkedAnswer(view, view.id in out) for view in answers_of(actor, ids))


def _names(actor: Actor) -> dict[str, str]:
    owner = actor.organisation.id
    named = {f"employee:{one.id}": one.name for one in employees_of(owner)}
    named |= {f"unit:{one.id}": one.name for one in units_of(owner) if actor.sees_unit(one.id)}
    return named | {f"survey:{key}": name for key, name in survey_names(owner).items()}
