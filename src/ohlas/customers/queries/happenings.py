"""What happened to contacts, for programmes that start from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.customers.models import ContactEvent
from ohlas.customers.queries.contacts import speaking_for
from ohlas.customers.rules import EventKind


@dataclass(frozen=True)
class Happening:
    """One event; `contact_id` is the card that speaks for the person now."""

    id: UUID
    contact_id: UUID
    kind: EventKind
    at: datetime
    details: Mapping[str, str]


def happenings(organisation_id: UUID, ids: Sequence[UUID]) -> tuple[Happening, ...]:
    """These events, oldest first; erased ones are left out."""
    rows = ContactEvent.objects.select_related("contact").filter(organisation_id=organisation_id, id__in=ids)
    return tuple(
        Happening(row.id, speaking_for(row.contact).id, EventKind(row.kind), row.at, row.details)
        for row in rows.order_by("at", "id")
    )
