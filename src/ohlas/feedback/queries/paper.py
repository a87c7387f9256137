"""Stacks of paper as whoever types them in needs them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from ohlas.feedback.models import PaperStack, Response
from ohlas.feedback.queries.links import Place
from ohlas.surveys.queries import Version, published_version, survey_names

LAST = 12
SHEET = "sheet"
"""The attribute that carries a sheet's number."""


@dataclass(frozen=True, slots=True)
class StackView:
    id: UUID
    organisation_id: UUID
    survey: str
    version: Version
    unit: Place
    language: str
    day: date
    count: int
    made_at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class SheetView:
    id: UUID
    sheet: str
    answers: Mapping[str, object]
    entered_at: datetime
    is_complete: bool


def stack_rows() -> QuerySet[PaperStack]:
    return PaperStack.objects.select_related("batch", "unit")


def stack_view(row: PaperStack) -> StackView:
    """Errors: `LookupError` when its version is gone."""
    version = published_version(row.version_id)
    if version is None:
        raise LookupError(row.version_id)
    unit = row.unit
    return StackView(
        id=row.batch_id,
        organisation_id=row.organisation_id,
        survey=survey_names(row.organisation_id).get(version.survey_id, ""),
        version=version,
        unit=Place(unit.id, unit.code, unit.name) if unit else Place(),
        language=row.language,
        day=row.day,
        count=Response.objects.filter(batch_id=row.batch_id).count(),
        made_at=row.batch.created_at,
        undone_at=row.batch.undone_at,
    )


def last_sheets(stack_id: UUID) -> tuple[SheetView, ...]:
    """Those typed last, newest first."""
    rows = Response.objects.filter(batch_id=stack_id).order_by("-id")[:LAST]
    return tuple(sheet_view(row) for row in rows)


def sheet_of(organisation_id: UUID, client_id: UUID, stack_id: UUID) -> SheetView | None:
    """The sheet of this stack, once typed in."""
    mine = Response.objects.filter(organisation_id=organisation_id, client_id=client_id)
    row = mine.filter(batch_id=stack_id).first()
    return sheet_view(row) if row else None


def sheet_view(row: Response) -> SheetView:
    number = str(row.attributes.get(SHEET, ""))
    return SheetView(row.id, number, row.answers, row.received_at, row.is_complete)
