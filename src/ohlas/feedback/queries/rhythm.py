"""How answers come in day by day, for whoever watches that they do."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncDate

from ohlas.feedback.models import Response, TextReading
from ohlas.feedback.queries.texts import read_of
from ohlas.feedback.rules.texts import given_from_json
from ohlas.surveys.queries import published_version


@dataclass(frozen=True)
class Scored:
    """One score of one answer."""

    question: str
    scale: str
    score: float


@dataclass(frozen=True)
class SingleAnswer:
    """One response as those see it who are told of it at once: no words, no name."""

    id: UUID
    organisation_id: UUID
    unit_id: UUID | None
    survey_id: UUID
    answered_at: datetime
    scores: tuple[Scored, ...]
    signals: tuple[str, ...]


def live_answers(
    organisation_id: UUID,
    zone: str,
    since: datetime,
    *,
    by: str,
    surveys: Collection[UUID] = (),
    units: Collection[UUID] | None = None,
) -> dict[str, dict[date, int]]:
    """Answers per local day by `unit_id` or `channel`; neither imports nor anonymous ones, and none without a unit."""
    rows = Response.objects.filter(
        organisation_id=organisation_id, answered_at__gte=since, batch__isnull=True, release__isnull=True
    )
    if surveys:
        rows = rows.filter(version__survey_id__in=surveys)
    if units is not None:
        rows = rows.filter(unit_id__in=units)
    days = rows.annotate(day=TruncDate("answered_at", tzinfo=ZoneInfo(zone))).values_list(by, "day")
    found: dict[str, dict[date, int]] = defaultdict(dict)
    for key, day, n in days.annotate(n=Count("id")).order_by():
        if key is not None:
            found[str(key)][day] = n
    return found


def single_answer(response_id: UUID) -> SingleAnswer | None:
    """A response that just came; None for one that is gone, imported, or promised to stay anonymous."""
    row = Response.objects.filter(id=response_id, batch__isnull=True, release__isnull=True).first()
    version = published_version(row.version_id) if row else None
    if row is None or version is None:
        return None
    items = version.definition.item_by_id
    scores = tuple(
        Scored(name, items[name].scale or "", float(given))
        for name, given in row.answers.items()
        if name in items
        and items[name].scale
        and isinstance(given, int | float)
        and not isinstance(given, bool)
    )
    return SingleAnswer(
        row.id, row.organisation_id, row.unit_id, version.survey_id, row.answered_at, scores, _signals(row.id)
    )


def _signals(response_id: UUID) -> tuple[str, ...]:
    rows = TextReading.objects.filter(response_id=response_id)
    said = [given_from_json(row.given).over(read_of(row)) for row in rows]
    return tuple(dict.fromkeys(signal.kind for one in said for signal in one.urgency))
