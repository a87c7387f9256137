"""Saving an event beside the rows that caused it."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils import timezone

from ohlas.lib.ids import new_id
from ohlas.lib.inserting import insert_values
from ohlas.outbox.errors import OutsideTransactionError
from ohlas.outbox.events import DomainEvent, encode
from ohlas.outbox.models import Event


def save_event(event: DomainEvent, *, organisation_id: UUID | None, now: datetime | None) -> None:
    """See `ohlas.outbox.emit`."""
    if not connection.in_atomic_block:
        raise OutsideTransactionError(
            f"{event.name} was emitted outside a transaction: it could be lost while its cause stays. "
            "Put the deed and its event into one transaction.atomic()."
        )
    row = {
        "id": new_id(),
        "organisation_id": organisation_id,
        "name": event.name,
        "body": encode(event),
        "emitted_at": now or timezone.now(),
    }
    insert_values(Event, row)
