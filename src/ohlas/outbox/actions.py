"""What a person can do about a dead letter."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from ohlas.outbox.models import Delivery


def retry(delivery_id: UUID, *, organisation_id: UUID | None, now: datetime) -> bool:
    """Has a dead delivery tried again at once, with all its attempts; False when it is not dead (any more).

    With an organisation, only its own letters and the installation's can be touched.
    """
    again = _dead(delivery_id, organisation_id).update(
        dead_at=None, attempts=0, error="", lease_until=None, leased_by="", available_at=now
    )
    return again == 1


def discard(delivery_id: UUID, *, organisation_id: UUID | None, now: datetime) -> bool:
    """Ends a dead delivery without doing it; False when it is not dead (any more)."""
    return _dead(delivery_id, organisation_id).update(done_at=now) == 1


def _dead(delivery_id: UUID, organisation_id: UUID | None) -> QuerySet[Delivery]:
    dead = Delivery.objects.filter(pk=delivery_id, dead_at__isnull=False, done_at=None)
    if organisation_id is None:
        return dead
    return dead.filter(Q(organisation_id=organisation_id) | Q(organisation_id=None))
