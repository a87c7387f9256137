"""Answers as the integrity watch looks at them: who, when, where and from what, and how often before."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from ohlas.feedback.models import Response
from ohlas.surveys.queries import published_version
from ohlas.surveys.rules import AnswerKind

MOST = 50_000
"""Answers looked at in one go, the newest; more in two days are more than any burst."""
HISTORY = timedelta(days=28)
AROUND_H = 1
_FIELDS = (
    "id", "received_at", "answered_at", "version_id", "channel", "unit_id", "employee_id", "link_id", "contact_id",
    "device", "by_staff", "answers",
)  # fmt: skip
_SUBJECTS: Mapping[str, str] = {"employee": "employee_id", "link": "link_id", "unit": "unit_id"}


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """One identified answer that came by itself, not by an import."""

    id: UUID
    at: datetime
    survey_id: UUID
    channel: str
    unit_id: UUID | None
    employee_id: UUID | None
    link_id: UUID | None
    contact_id: UUID | None
    device: str
    by_staff: bool
    answered: int
    texts: tuple[str, ...]


def answers_since(organisation_id: UUID, since: datetime) -> Iterator[LiveAnswer]:
    """Complete answers given since then, newest first; none of imports and of anonymous surveys."""
    rows = _live(organisation_id).filter(answered_at__gte=since).order_by("-answered_at")
    for row in rows.values(*_FIELDS)[:MOST]:
        version = published_version(row["version_id"])
        if version is not None:
            items = version.definition.item_by_id
            texts = tuple(
                given
                for name, given in row["answers"].items()
                if isinstance(given, str) and name in items and items[name].kind is AnswerKind.TEXT
            )
            yield LiveAnswer(
                id=row["id"],
                at=row["answered_at"],
                survey_id=version.survey_id,
                channel=row["channel"],
                unit_id=row["unit_id"],
                employee_id=row["employee_id"],
                link_id=row["link_id"],
                contact_id=row["contact_id"],
                device=row["device"],
                by_staff=row["by_staff"],
                answered=len(row["answers"]),
                texts=texts,
            )


def history_of(organisation_id: UUID, zone: str) -> Callable[[str, datetime], tuple[int, float, int]]:
    """A function that says of a subject ("link:…") what came in the 28 days before, at that hour give or take one.

    How many answers, over how many minutes, on how many days since the subject's first.
    """
    clock = ZoneInfo(zone)

    def before(subject: str, at: datetime) -> tuple[int, float, int]:
        name, _, key = subject.partition(":")
        rows = _live(organisation_id).filter(
            **{_SUBJECTS[name]: key}, answered_at__gte=at - HISTORY, answered_at__lt=at
        )
        moments = list(rows.order_by("answered_at").values_list("answered_at", flat=True)[:MOST])
        if not moments:
            return 0, 1.0, 0
        hour = at.astimezone(clock).hour
        near = [one for one in moments if _is_near(one.astimezone(clock).hour, hour)]
        days = max(1, (at - moments[0]).days)
        return len(near), days * (2 * AROUND_H + 1) * 60.0, days

    return before


def left_out_of(responses: list[UUID]) -> frozenset[UUID]:
    """Those of these answers that are left out of all figures."""
    rows = Response.objects.filter(id__in=responses, left_out_at__isnull=False)
    return frozenset(rows.values_list("id", flat=True))


def _live(organisation_id: UUID) -> QuerySet[Response]:
    return Response.objects.filter(
        organisation_id=organisation_id, batch__isnull=True, release__isnull=True, is_complete=True
    )


def _is_near(hour: int, other: int) -> bool:
    apart = abs(hour - other)
    return min(apart, 24 - apart) <= AROUND_H


def how_many_left_out(organisation_id: UUID, scope: frozenset[UUID] | None) -> int:
    """How many answers within these units are left out of all figures; of all units where the scope is None."""
    rows = Response.objects.filter(organisation_id=organisation_id, left_out_at__isnull=False)
    return rows.count() if scope is None else rows.filter(unit_id__in=scope).count()
