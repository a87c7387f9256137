"""The record of deeds, page by page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.accounts.models import ApiKey, AuditEntry, Employee, Membership, Unit, User


@dataclass(frozen=True)
class AuditFilter:
    """What to look for; None leaves a part open. `until` is exclusive."""

    deed: str | None = None
    actor_id: UUID | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True)
class AuditRow:
    """One entry; `who` is a user's e-mail or a key's name, empty when neither exists any more."""

    number: int | None
    at: datetime
    actor_kind: str
    actor_id: UUID | None
    who: str
    deed: str
    object_kind: str
    object_id: str
    details: Mapping[str, object]


@dataclass(frozen=True)
class AuditPage:
    rows: Sequence[AuditRow]
    total: int


def audit_entries(organisation_id: UUID, wanted: AuditFilter, *, limit: int, offset: int = 0) -> AuditPage:
    """Entries that fit, newest first."""
    found = AuditEntry.objects.filter(organisation_id=organisation_id)
    if wanted.deed:
        found = found.filter(deed=wanted.deed)
    if wanted.actor_id:
        found = found.filter(actor_id=wanted.actor_id)
    if wanted.since:
        found = found.filter(at__gte=wanted.since)
    if wanted.until:
        found = found.filter(at__lt=wanted.until)
    entries = list(found.order_by("-at", "-id")[offset : offset + limit])
    names = _names({entry.actor_id for entry in entries if entry.actor_id})
    rows = [
        AuditRow(
            entry.number,
            entry.at,
            entry.actor_kind,
            entry.actor_id,
            names.get(entry.actor_id, ""),
            entry.deed,
            entry.object_kind,
            entry.object_id,
            entry.details,
        )
        for entry in entries
    ]
    return AuditPage(rows, found.count())


def deeds_of_people(organisation_id: UUID) -> int:
    """How many deeds people did here, without the dashboards made for them when they first came."""
    entries = AuditEntry.objects.filter(organisation_id=organisation_id, actor_kind="user")
    return entries.exclude(details__has_key="starter").count()


def audit_deeds(organisation_id: UUID) -> list[str]:
    """The deeds that occur in the record, for the filter."""
    entries = AuditEntry.objects.filter(organisation_id=organisation_id)
    return list(entries.order_by("deed").values_list("deed", flat=True).distinct())


def audit_actors(organisation_id: UUID) -> list[tuple[UUID, str]]:
    """Who occurs in the record, for the filter; those who are gone are shown by the end of their id."""
    entries = AuditEntry.objects.filter(organisation_id=organisation_id, actor_id__isnull=False)
    ids = {known for known in entries.order_by().values_list("actor_id", flat=True).distinct() if known}
    names = _names(ids)
    return sorted(
        ((known, names.get(known, f"…{str(known)[-6:]}")) for known in ids), key=lambda pair: pair[1]
    )


def _names(ids: set[UUID]) -> dict[UUID | None, str]:
    users = User.objects.filter(id__in=ids).values_list("id", "email")
    keys = ApiKey.objects.filter(id__in=ids).values_list("id", "name")
    return {**dict(users), **dict(keys)}


def names_in_record(organisation_id: UUID, ids: set[str]) -> dict[str, str]:
    """What ids in the record are called today, as far as they still exist in this organisation."""
    known = {UUID(each) for each in ids if _is_id(each)}
    members = Membership.objects.filter(organisation_id=organisation_id).select_related("user")
    found = {str(m.id): m.user.email for m in members.filter(id__in=known)}
    found |= {str(m.user_id): m.user.email for m in members.filter(user_id__in=known)}
    for rows in (Unit.objects, ApiKey.objects, Employee.objects):
        mine = rows.filter(organisation_id=organisation_id, id__in=known).values_list("id", "name")
        found |= {str(each): name for each, name in mine}
    return found


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
