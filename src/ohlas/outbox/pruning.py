"""Forgetting what is over: done deliveries, delivered events and old receipts."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, Model, OuterRef, QuerySet
from django.utils import timezone
from django_tasks import task

from ohlas.outbox.models import Delivery, Event, Receipt
from ohlas.outbox.schedule import scheduled

KEPT_FOR = timedelta(days=7)
"""Long enough to look into last week's trouble; the facts and the record keep what matters."""

RECEIPTS_KEPT_FOR = timedelta(days=30)
"""A sender that repeats a write after a month has lost its own memory."""

AT_ONCE = 1000
"""Few enough rows per transaction for the write lock to be a matter of milliseconds."""


@scheduled("outbox.prune", daily_at=(3, 17, "UTC"))
@task(transactional=False)
def prune() -> int:
    """How many rows were forgotten."""
    return forget_old(timezone.now())


def forget_old(now: datetime) -> int:
    """Deletes what ended long enough ago; what waits, runs or died stays however old."""
    old = now - KEPT_FOR
    open_deliveries = Delivery.objects.filter(event=OuterRef("pk"), done_at=None)
    return (
        _delete(Delivery.objects.filter(done_at__lt=old))
        + _delete(Event.objects.filter(~Exists(open_deliveries), fanned_out_at__lt=old))
        + _delete(Receipt.objects.filter(created_at__lt=now - RECEIPTS_KEPT_FOR))
    )


def _delete(rows: QuerySet[Any]) -> int:
    model: type[Model] = rows.model
    total = 0
    while ids := list(rows.order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        model._default_manager.filter(pk__in=ids).delete()  # noqa: SLF001 - Django's documented name
        total += len(ids)
    return total
