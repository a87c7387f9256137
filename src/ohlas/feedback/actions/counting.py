"""How often each step of intake ran, how long it took and why it refused: cheap counters per process."""

import logging
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import DatabaseError, transaction
from django.db.models import F

from ohlas.accounts.queries import organisations
from ohlas.feedback.models import RefusalCount
from ohlas.feedback.rules import RefusalReason
from ohlas.lib.ids import new_id

log = logging.getLogger(__name__)

SAVED_EVERY = timedelta(seconds=5)
SAVED_AT = 100
"""Refusals are saved together: someone who floods us with nonsense must not get a write for each."""


@dataclass(slots=True)
class StepCount:
    """One step's runs; `seconds` is the time spent in it by all of them."""

    runs: int = 0
    refused: int = 0
    seconds: float = 0.0


_steps: dict[str, StepCount] = {}
_waiting: Counter[tuple[UUID, date, str]] = Counter()
_lock = threading.Lock()
_saved_at: list[datetime] = []


def count_step(name: str, started: float, *, refused: bool) -> None:
    """Adds one run that began at `time.perf_counter()` = started. A race may lose one: these are gauges."""
    count = _steps.get(name) or _steps.setdefault(name, StepCount())
    count.runs += 1
    count.refused += refused
    count.seconds += time.perf_counter() - started


def step_counts() -> Mapping[str, StepCount]:
    """This process's counts since it started."""
    return dict(_steps)


def count_refusal(organisation_id: UUID, reason: RefusalReason, now: datetime) -> None:
    """Counts one refusal for the organisation's day; saved when a few have come together."""
    with _lock:
        _waiting[(organisation_id, now.date(), reason.value)] += 1
        is_due = not _saved_at or abs(now - _saved_at[-1]) >= SAVED_EVERY or _waiting.total() >= SAVED_AT
    if is_due:
        save_refusals(now)


def save_refusals(now: datetime) -> None:
    """Adds what was counted to the record. What a killed process has not saved is lost: some seconds' worth."""
    with _lock:
        counted = dict(_waiting)
        _waiting.clear()
        _saved_at[:] = [now]
    if not counted:
        return
    try:
        with transaction.atomic():
            known = {organisation.id for organisation in organisations()}
            for (organisation_id, day, reason), count in counted.items():
                if organisation_id in known:
                    _add(organisation_id, day, reason, count)
    except DatabaseError:  # a statistic must not turn a refusal into an error
        log.warning("%s refusal counts could not be saved", len(counted), exc_info=True)


def _add(organisation_id: UUID, day: date, reason: str, count: int) -> None:
    row, is_new = RefusalCount.objects.get_or_create(
        organisation_id=organisation_id, day=day, reason=reason, defaults={"id": new_id(), "count": count}
    )
    if not is_new:
        RefusalCount.objects.filter(id=row.id).update(count=F("count") + count)
