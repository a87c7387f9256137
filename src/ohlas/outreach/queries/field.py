"""The field report: what became of everybody asked, how long they took, and where they broke off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from statistics import median, quantiles
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncMonth

from ohlas.metrics.response import Dispositions, RateIntervals, ResponseRates, rate_intervals, response_rates
from ohlas.outreach.models import CallTask, Invitation, Programme
from ohlas.outreach.rules import Carrier, InvitationState
from ohlas.outreach.rules.field import Seen, dispositions_of, outcome_of

BY = ("programme", "carrier", "unit", "month")
_COLUMN = {"programme": "programme__name", "carrier": "carrier", "unit": "unit__name", "month": "month"}
ANSWERED = (InvitationState.COMPLETE, InvitationState.PARTIAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldWish:
    """Which invitations, by the day people were chosen; `scope` None is every unit, `until` is exclusive.

    `left_out` are those whose answer a person left out of all figures: the room above knows of them.
    """

    organisation_id: UUID
    zone: str
    scope: frozenset[UUID] | None = None
    programme_id: UUID | None = None
    survey_id: UUID | None = None
    carrier: Carrier | None = None
    unit_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    left_out: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Some invitations: what became of them; `waiting` are still to leave, `running` still asked."""

    key: str
    counts: Dispositions
    waiting: int
    running: int

    @property
    def rates(self) -> ResponseRates:
        return response_rates(self.counts)

    @property
    def intervals(self) -> RateIntervals:
        return rate_intervals(self.counts)

    @property
    def asked(self) -> int:
        one = self.counts
        return (
            one.interviews + one.partials + one.refusals + one.non_contacts + one.others
            + one.unknown_household + one.unknown_other + one.not_eligible
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Pace:
    """From the moment it left to the answer: quartiles, in hours."""

    answers: int
    quarter_h: float
    median_h: float
    three_quarters_h: float


@dataclass(frozen=True, slots=True)
class BrokeOff:
    """How many gave their last answer here."""

    survey_id: UUID
    question: str
    count: int


@dataclass(frozen=True, slots=True)
class Answered:
    """Who answered, and how: `reminders` were sent before."""

    invitation_id: UUID
    survey_id: UUID
    took: timedelta
    reminders: int


@dataclass(frozen=True, slots=True)
class FieldReport:
    total: FieldGroup
    groups: tuple[FieldGroup, ...]
    pace: Pace | None
    broke_off: tuple[BrokeOff, ...]


def field_report(wish: FieldWish, by: str, now: datetime) -> FieldReport:
    """Everything at once; numbers stand as they are `now`, the field may still be open."""
    rows = field_rows(wish)
    column = _COLUMN[by]
    found = list(_alike(wish, column, now))
    groups = [
        _group(str(key), [seen for _, seen in same])
        for key, same in groupby(sorted(found, key=lambda one: one[0]), key=lambda one: one[0])
    ]
    return FieldReport(
        total=_group("", [seen for _, seen in found]),
        groups=tuple(groups),
        pace=pace_of([one.took for one in answered(wish)]),
        broke_off=broke_off(rows.exclude(id__in=wish.left_out)),
    )


def field_total(wish: FieldWish, now: datetime) -> FieldGroup:
    """All invitations wished for as one group: what a dashboard shows of them."""
    found = _alike(wish, _COLUMN["carrier"], now)
    return _group("", [seen for _, seen in found])


def programme_names(organisation_id: UUID) -> dict[UUID, str]:
    """To choose from, by name; ended ones too, their invitations are still counted."""
    rows = Programme.objects.filter(organisation_id=organisation_id).order_by("name")
    return dict(rows.values_list("id", "name"))


def field_rows(wish: FieldWish) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(organisation_id=wish.organisation_id)
    if wish.scope is not None:
        rows = rows.filter(unit_id__in=wish.scope)
    same = {
        "programme_id": wish.programme_id,
        "survey_id": wish.survey_id,
        "carrier": wish.carrier,
        "unit_id": wish.unit_id,
    }
    rows = rows.filter(**{name: value for name, value in same.items() if value})
    zone = ZoneInfo(wish.zone)
    if wish.since:
        rows = rows.filter(queued_at__gte=_midnight(wish.since, zone))
    if wish.until:
        rows = rows.filter(queued_at__lt=_midnight(wish.until, zone))
    return rows


def answered(wish: FieldWish) -> Iterator[Answered]:
    """Those whose answers count, with the time they took."""
    done = (
        field_rows(wish).exclude(id__in=wish.left_out).filter(state__in=ANSWERED, answered_at__isnull=False)
    )
    left = Coalesce("sent_at", "queued_at")
    columns = done.annotate(left=left).values_list("id", "survey_id", "answered_at", "left", "reminders")
    for name, survey_id, at, since, reminders in columns:
        yield Answered(name, survey_id, max(at - since, timedelta(0)), reminders)


def pace_of(times: Sequence[timedelta]) -> Pace | None:
    """Quartiles of the time to answer; None when nobody answered."""
    hours = sorted(one / timedelta(hours=1) for one in times)
    if not hours:
        return None
    if len(hours) == 1:
        return Pace(1, hours[0], hours[0], hours[0])
    low, _, high = quantiles(hours, n=4, method="inclusive")
    return Pace(len(hours), low, median(hours), high)


def broke_off(rows: QuerySet[Invitation]) -> tuple[BrokeOff, ...]:
    """Where partial answers ended, most often first."""
    partial = rows.filter(state=InvitationState.PARTIAL).exclude(last_question="")
    found = partial.values("survey_id", "last_question").annotate(count=Count("id"))
    ordered = found.order_by("-count", "last_question")
    return tuple(BrokeOff(one["survey_id"], one["last_question"], one["count"]) for one in ordered)


def _alike(wish: FieldWish, column: str, now: datetime) -> Iterator[tuple[str, Seen]]:
    """Counted in the database: one row per kind of invitation, however many there are."""
    call = CallTask.objects.filter(invitation=OuterRef("pk")).values("disposition")[:1]
    kinds = field_rows(wish).annotate(
        month=TruncMonth("queued_at", tzinfo=ZoneInfo(wish.zone)),
        call=Subquery(call),
        has_left=Q(sent_at__isnull=False) | Q(delivered_at__isnull=False),
        was_opened=Q(opened_at__isnull=False) | Q(started_at__isnull=False),
        is_over=Q(expires_at__lte=now) | Q(ended_at__isnull=False),
        is_left_out=Q(id__in=wish.left_out) if wish.left_out else Value(False),
        group=F(column),
    )
    shape = ("group", "carrier", "state", "has_left", "was_opened", "is_over", "call", "is_left_out")
    for one in kinds.order_by().values(*shape).annotate(count=Count("id")):
        group = one["group"]
        yield (
            f"{group:%Y-%m}" if isinstance(group, datetime) else group or "",
            Seen(
                carrier=Carrier(one["carrier"]),
                state=InvitationState(one["state"]),
                has_left=one["has_left"],
                was_opened=one["was_opened"],
                is_over=one["is_over"],
                call=one["call"] or "",
                is_left_out=one["is_left_out"],
                count=one["count"],
            ),
        )


def _group(key: str, found: Sequence[Seen]) -> FieldGroup:
    open_still = {
        InvitationState.SENT,
        InvitationState.DELIVERED,
        InvitationState.OPENED,
        InvitationState.STARTED,
    }
    return FieldGroup(
        key=key,
        counts=dispositions_of(found),
        waiting=sum(one.count for one in found if outcome_of(one) is None),
        running=sum(one.count for one in found if one.state in open_still and not one.is_over),
    )


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
