"""How much there is: responses per survey, and how often intake refused."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count

from ohlas.feedback.models import RefusalCount, Response


@dataclass(frozen=True)
class RefusalLine:
    day: date
    reason: str
    count: int


def response_count(organisation_id: UUID) -> int:
    return Response.objects.filter(organisation_id=organisation_id).count()


def answer_counts(organisation_id: UUID) -> dict[UUID, int]:
    """Responses per survey version."""
    rows = (
        Response.objects.filter(organisation_id=organisation_id).values("version_id").annotate(n=Count("id"))
    )
    return {row["version_id"]: row["n"] for row in rows.order_by()}


def refusals_of(organisation_id: UUID, since: date) -> tuple[RefusalLine, ...]:
    """What intake refused since that day, newest first."""
    rows = RefusalCount.objects.filter(organisation_id=organisation_id, day__gte=since)
    return tuple(RefusalLine(row.day, row.reason, row.count) for row in rows.order_by("-day", "reason"))
