"""How often open links are opened: counted per process, saved a few at a time."""

import logging
import threading
from collections import Counter
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F

from ohlas.feedback.models import Link, LinkOpening
from ohlas.feedback.queries.links import LinkView
from ohlas.lib.database import one_writer
from ohlas.lib.ids import new_id

log = logging.getLogger(__name__)

SAVED_EVERY = timedelta(seconds=5)
SAVED_AT = 200
"""Openings are saved together: a poster in a full hall must not cost a write for each look."""

_waiting: Counter[tuple[UUID, UUID, date]] = Counter()
_lock = threading.Lock()
_saved_at: list[datetime] = []


def count_opening(link: LinkView, now: datetime) -> None:
    """Counts one opening of a link for everybody on its day."""
    with _lock:
        _waiting[(link.organisation_id, link.id, now.date())] += 1
        is_due = not _saved_at or abs(now - _saved_at[-1]) >= SAVED_EVERY or _waiting.total() >= SAVED_AT
    if is_due:
        save_openings(now)


def save_openings(now: datetime) -> None:
    """Adds what was counted to the record. What a killed process has not saved is lost: some seconds' worth."""
    with _lock:
        counted = dict(_waiting)
        _waiting.clear()
        _saved_at[:] = [now]
    if not counted:
        return
    try:
        with one_writer(), transaction.atomic():
            known = set(
                Link.objects.filter(id__in={link for _, link, _ in counted}).values_list("id", flat=True)
            )
            for (organisation_id, link_id, day), count in counted.items():
                if link_id in known:
                    _add(organisation_id, link_id, day, count)
    except DatabaseError:  # a statistic must not turn a page into an error
        log.warning("%s openings of links could not be saved", len(counted), exc_info=True)


def forget_openings() -> None:
    """For tests."""
    with _lock:
        _waiting.clear()
        _saved_at.clear()


def _add(organisation_id: UUID, link_id: UUID, day: date, count: int) -> None:
    row, is_new = LinkOpening.objects.get_or_create(
        link_id=link_id,
        day=day,
        defaults={"id": new_id(), "organisation_id": organisation_id, "count": count},
    )
    if not is_new:
        LinkOpening.objects.filter(id=row.id).update(count=F("count") + count)
