"""What waits and what died, for the dead-letter page and `ohlas doctor`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Min, Q

from ohlas.outbox.models import Delivery, Event


@dataclass(frozen=True)
class DeadLetter:
    """A delivery that was given up and waits for a person."""

    id: UUID
    listener: str
    event: str | None
    attempts: int
    error: str
    created_at: datetime
    dead_at: datetime
    is_ours: bool
    """Belongs to the organisation asked for, not to the installation as a whole."""


@dataclass(frozen=True)
class Backlog:
    """How far behind the relay is."""

    waiting: int
    """Deliveries due, and events not yet fanned out."""
    running: int
    dead: int
    oldest_wait_s: float
    """How long the oldest due piece of work waits; 0 when nothing does."""


def dead_letters(organisation_id: UUID | None, *, limit: int = 200) -> list[DeadLetter]:
    """This organisation's dead letters and the installation's own, newest first; None: everybody's."""
    dead = Delivery.objects.filter(dead_at__isnull=False, done_at=None).select_related("event")
    if organisation_id is not None:
        dead = dead.filter(Q(organisation_id=organisation_id) | Q(organisation_id=None))
    return [_letter(row, organisation_id) for row in dead.order_by("-dead_at")[:limit]]


def is_known(delivery_id: UUID, *, organisation_id: UUID) -> bool:
    """Whether there is such a delivery, dead or not, of this organisation or the installation."""
    own = Q(organisation_id=organisation_id) | Q(organisation_id=None)
    return Delivery.objects.filter(own, pk=delivery_id).exists()


def waiting_events(organisation_id: UUID, listener: str, name: str) -> list[dict[str, Any]]:
    """The bodies of this organisation's events of one name that a listener has not done yet."""
    rows = Event.objects.filter(organisation_id=organisation_id, name=name)
    new = rows.filter(fanned_out_at=None)
    open_ = Delivery.objects.filter(
        organisation_id=organisation_id, listener=listener, done_at=None, dead_at=None
    )
    told = rows.filter(id__in=open_.values("event_id"))
    return [*new.values_list("body", flat=True), *told.values_list("body", flat=True)]


def backlog(now: datetime) -> Backlog:
    """How much work waits at this moment."""
    open_ = Delivery.objects.filter(done_at=None, dead_at=None)
    due = open_.filter(Q(lease_until=None) | Q(lease_until__lte=now), available_at__lte=now)
    events = Event.objects.filter(fanned_out_at=None)
    since = [
        due.aggregate(x=Min("available_at"))["x"],
        events.aggregate(x=Min("emitted_at"))["x"],
    ]
    return Backlog(
        waiting=due.count() + events.count(),
        running=open_.filter(lease_until__gt=now).count(),
        dead=Delivery.objects.filter(dead_at__isnull=False, done_at=None).count(),
        oldest_wait_s=max([0.0, *((now - at).total_seconds() for at in since if at is not None)]),
    )


def _letter(row: Delivery, organisation_id: UUID | None) -> DeadLetter:
    assert row.dead_at is not None  # noqa: S101 - the query asks for it; this tells the type checker
    return DeadLetter(
        id=row.pk,
        listener=row.listener,
        event=row.event.name if row.event else None,
        attempts=row.attempts,
        error=row.error,
        created_at=row.created_at,
        dead_at=row.dead_at,
        is_ours=row.organisation_id == organisation_id,
    )
