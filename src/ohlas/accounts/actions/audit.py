"""The record of deeds: written with the deed, numbered and chained later by the relay."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.models import AuditEntry


def write_audit(  # noqa: PLR0917 - one fixed order everywhere: who, what, to what, when
    actor: Actor,
    deed: str,
    object_kind: str,
    object_id: UUID | str,
    now: datetime,
    details: Mapping[str, str | int | bool | list[str] | None] | None = None,
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
