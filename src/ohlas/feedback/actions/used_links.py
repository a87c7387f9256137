"""Personal links that have taken their one answer."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from ohlas.feedback.models import Link
from ohlas.lib.asking import change_rows
from ohlas.outbox import Delivered


def hear_used(events: Sequence[Delivered], now: datetime) -> None:  # noqa: ARG001 - a listener's shape
    """Marks the links by which people have just answered; safe to repeat."""
    for delivered in events:
        if delivered.event.link_id is not None:
            use_link(delivered.event.link_id, delivered.emitted_at)


def use_link(link_id: UUID, at: datetime) -> None:
    """The link's one answer was sent at this moment; the first such moment stays."""
    change_rows(_unused, Link, "used_at", id=link_id, used_at=at)


def _unused(id: UUID) -> QuerySet[Link]:  # noqa: A002 - a column's name
    return Link.objects.filter(id=id, used_at__isnull=True)
