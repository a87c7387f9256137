"""The record of deeds: written with the deed, numbered and chained later by the relay, checked on request."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.models import AuditEntry, AuditHead
from ohlas.accounts.rules import Link, Verdict, chained, first_fault

if TYPE_CHECKING:
    from django.db.models import QuerySet

INSTALLATION = UUID(int=0)
"""The chain of deeds that belong to no organisation, such as removing one."""
SEALED_AT_ONCE = 1000


def write_audit(  # noqa: PLR0917 - one fixed order everywhere: who, what, to what, when
    actor: Actor,
    deed: str,
    object_kind: str,
    object_id: UUID | str,
    now: datetime,
    details: Mapping[str, object] | None = None,
) -> None:
    """One entry, in the caller's transaction: who did what to which object.

    Details hold ids, codes of closed lists and numbers, never names, addresses or texts of people:
    the record outlives an erasure.
    """
    AuditEntry.objects.create(
        organisation_id=actor.organisation.id,
        at=now,
        actor_kind=actor.kind,
        actor_id=actor.id,
        deed=deed,
        object_kind=object_kind,
        object_id=str(object_id),
        details=dict(details or {}),
    )


def seal_audit(organisation_id: UUID | None) -> int:
    """Numbers and chains what was written since the last time, in order of writing; how many entries.

    Two relays at once take turns at the head of the chain, so no number is given twice.
    """
    sealed = 0
    while batch := _seal_batch(organisation_id):
        sealed += batch
    return sealed


def chains_to_seal() -> list[UUID | None]:
    """The organisations with unsealed entries; None is the installation itself."""
    return list(
        AuditEntry.objects.filter(number__isnull=True).values_list("organisation_id", flat=True).distinct()
    )


def verify_audit(organisation_id: UUID | None) -> Verdict:
    """Whether the chain holds: no entry altered, moved, taken out of the middle or cut off the end."""
    head = AuditHead.objects.filter(chain=organisation_id or INSTALLATION).first()
    end = (head.number, head.hash) if head else (0, "")
    held, fault = first_fault(_sealed(organisation_id), end)
    unsealed = _entries(organisation_id).filter(number__isnull=True).count()
    if fault is None:
        return Verdict(is_whole=True, checked=held, unsealed=unsealed)
    return Verdict(is_whole=False, checked=held, unsealed=unsealed, fault=fault[0], number=fault[1])


def _seal_batch(organisation_id: UUID | None) -> int:
    with transaction.atomic():
        AuditHead.objects.get_or_create(chain=organisation_id or INSTALLATION)
        head = AuditHead.objects.select_for_update().get(chain=organisation_id or INSTALLATION)
        waiting = _entries(organisation_id).filter(number__isnull=True)
        entries = list(waiting.order_by("at", "id")[:SEALED_AT_ONCE])
        for entry in entries:
            head.number += 1
            entry.number = head.number
            head.hash = entry.hash = chained(_link(entry), head.hash)
        AuditEntry.objects.bulk_update(entries, ["number", "hash"], batch_size=200)
        if entries:
            head.save(update_fields=["number", "hash"])
    return len(entries)


def _entries(organisation_id: UUID | None) -> "QuerySet[AuditEntry]":
    if organisation_id is None:
        return AuditEntry.objects.filter(organisation__isnull=True)
    return AuditEntry.objects.filter(organisation_id=organisation_id)


def _sealed(organisation_id: UUID | None) -> Iterator[tuple[Link, str]]:
    rows = _entries(organisation_id).filter(number__isnull=False)
    for entry in rows.order_by("number", "id").iterator(chunk_size=2000):
        yield _link(entry), entry.hash


def _link(entry: AuditEntry) -> Link:
    return Link(
        number=entry.number or 0,
        id=str(entry.id),
        at=entry.at.astimezone(UTC).isoformat(),
        actor_kind=entry.actor_kind,
        actor_id=str(entry.actor_id) if entry.actor_id else None,
        deed=entry.deed,
        object_kind=entry.object_kind,
        object_id=entry.object_id,
        details=entry.details,
    )
