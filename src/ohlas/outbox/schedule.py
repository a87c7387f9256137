"""Regular jobs: `@scheduled` above `@task` says how often; the relays see to it, one run per slot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, TypeVar

from django.db import transaction
from django_tasks.base import Task

from ohlas.outbox.models import ScheduleEntry
from ohlas.outbox.rules import DailyAt, Every, Rule

SomeTask = TypeVar("SomeTask", bound=Task[[], Any])


@dataclass(frozen=True)
class Scheduled:
    task: Task[[], Any]
    rule: Rule


_scheduled: dict[str, Scheduled] = {}


def scheduled(
    name: str, *, every: timedelta | None = None, daily_at: tuple[int, int, str] | None = None
) -> Callable[[SomeTask], SomeTask]:
    """Has a task without arguments run every so often, or daily at (hour, minute, zone) by the wall clock.

        @scheduled("outbox.prune", daily_at=(3, 30, "UTC"))
        @task
        def prune() -> None: ...

    A relay that was off for days makes up one run, not one per day missed.

    Errors: ValueError unless exactly one of `every` and `daily_at` is given.
    """
    rule = _rule(name, every, daily_at)

    def register(task: SomeTask) -> SomeTask:
        _scheduled[name] = Scheduled(task, rule)
        return task

    return register


def enqueue_due(now: datetime) -> int:
    """Enqueues each job whose slot has come; how many. Safe in any number of relays at once."""
    entries = {entry.name: entry for entry in ScheduleEntry.objects.all()}
    return sum(_visit(name, planned, entries.get(name), now) for name, planned in list(_scheduled.items()))


def _visit(name: str, planned: Scheduled, entry: ScheduleEntry | None, now: datetime) -> bool:
    rule = str(planned.rule)
    if entry is None:
        fresh = ScheduleEntry(name=name, rule=rule, next_at=planned.rule.next_after(now))
        ScheduleEntry.objects.bulk_create([fresh], ignore_conflicts=True)
        return False
    if entry.rule != rule:
        same = ScheduleEntry.objects.filter(name=name, rule=entry.rule)
        same.update(rule=rule, next_at=planned.rule.next_after(now))
        return False
    if entry.next_at > now:
        return False
    with transaction.atomic():
        slot = ScheduleEntry.objects.filter(name=name, next_at=entry.next_at)
        if slot.update(next_at=planned.rule.next_after(now), last_at=entry.next_at) == 0:
            return False  # another relay was faster
        planned.task.enqueue()
        return True


def _rule(name: str, every: timedelta | None, daily_at: tuple[int, int, str] | None) -> Rule:
    if every is not None and daily_at is None:
        return Every(every)
    if daily_at is not None and every is None:
        hour, minute, zone = daily_at
        return DailyAt(time(hour, minute), zone)
    raise ValueError(f"The schedule {name!r} needs either `every` or `daily_at`, not both and not neither.")
