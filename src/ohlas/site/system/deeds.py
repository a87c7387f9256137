"""What a person may do about a dead letter, with its audit entry in the same transaction."""

from datetime import datetime
from typing import Protocol
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.outbox.actions import discard, retry
from ohlas.outbox.queries import is_known


class _Deed(Protocol):
    def __call__(self, delivery_id: UUID, *, organisation_id: UUID | None, now: datetime) -> bool: ...


def retry_letter(actor: Actor, delivery_id: UUID, now: datetime) -> bool:
    """Has it delivered again; False when somebody already did something about it.

    Errors: `NotHere` for a delivery of another organisation, or none.
    """
    return _do(retry, "retry_delivery", actor, delivery_id, now)


def discard_letter(actor: Actor, delivery_id: UUID, now: datetime) -> bool:
    """Ends it undelivered; False when somebody already did something about it.

    Errors: `NotHere` for a delivery of another organisation, or none.
    """
    return _do(discard, "discard_delivery", actor, delivery_id, now)


def _do(deed: _Deed, name: str, actor: Actor, delivery_id: UUID, now: datetime) -> bool:
    organisation_id = actor.organisation.id
    if not is_known(delivery_id, organisation_id=organisation_id):
        raise NotHere
    with transaction.atomic():
        done = deed(delivery_id, organisation_id=organisation_id, now=now)
        if done:
            write_audit(actor, name, "delivery", delivery_id, now)
    return done
