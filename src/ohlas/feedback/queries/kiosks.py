"""Kiosks as the tablet and the staff need them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ohlas.feedback.models import Kiosk
from ohlas.feedback.queries.links import Place
from ohlas.feedback.rules.kiosks import obstacles_to_kiosk
from ohlas.feedback.rules.links import key_hash
from ohlas.surveys.queries import Version, versions_of


@dataclass(frozen=True, slots=True, kw_only=True)
class KioskView:
    id: UUID
    organisation_id: UUID
    organisation: str
    survey_id: UUID
    survey: str
    unit: Place
    name: str
    languages: tuple[str, ...]
    idle_s: int
    thanks_s: int
    pin_salt: str
    pin_hash: str
    created_at: datetime
    seen_at: datetime | None
    waiting: int
    refused: int
    closed_at: datetime | None


def kiosk_named(key: str) -> KioskView | None:
    """The kiosk whose address holds this token, unless it was switched off."""
    row = kiosk_rows().filter(key_hash=key_hash(key), closed_at__isnull=True).first()
    return kiosk_view(row) if row else None


def kiosk_versions(organisation_id: UUID, survey_id: UUID) -> tuple[Version | None, Version | None]:
    """The newest version that runs on a kiosk, and the newest of all."""
    versions = [one for one in versions_of(organisation_id) if one.survey_id == survey_id]
    running = [one for one in versions if not obstacles_to_kiosk(one.definition)]
    return (running[-1] if running else None), (versions[-1] if versions else None)


def kiosk_rows() -> QuerySet[Kiosk]:
    return Kiosk.objects.select_related("organisation", "survey", "unit")


def kiosk_view(row: Kiosk) -> KioskView:
    unit = row.unit
    return KioskView(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=row.organisation.name,
        survey_id=row.survey_id,
        survey=row.survey.name,
        unit=Place(unit.id, unit.code, unit.name) if unit else Place(),
        name=row.name,
        languages=tuple(row.languages),
        idle_s=row.idle_s,
        thanks_s=row.thanks_s,
        pin_salt=row.pin_salt,
        pin_hash=row.pin_hash,
        created_at=row.created_at,
        seen_at=row.seen_at,
        waiting=row.waiting,
        refused=row.refused,
        closed_at=row.closed_at,
    )
