"""Turns: an exclusive listener or job runs in one relay at a time, by a lease of its own."""

from datetime import datetime

from django.db.models import Q, QuerySet

from ohlas.outbox.models import Turn


def take_turn(name: str, worker: str, now: datetime, until: datetime) -> bool:
    """Whether the turn is this worker's until then."""
    if _take(name, worker, now, until):
        return True
    made = Turn(name=name, held_by="", until=now)
    Turn.objects.bulk_create([made], ignore_conflicts=True)
    return _take(name, worker, now, until)


def end_turn(name: str, worker: str, now: datetime) -> None:
    """Hands the turn back; nothing happens when another has it by now."""
    Turn.objects.filter(name=name, held_by=worker).update(held_by="", until=now)


def turns_of_others(worker: str, now: datetime) -> QuerySet[Turn, str]:
    """Names whose turn another worker has."""
    return Turn.objects.filter(until__gt=now).exclude(held_by=worker).values_list("name", flat=True)


def _take(name: str, worker: str, now: datetime, until: datetime) -> bool:
    free = Q(until__lte=now) | Q(held_by=worker)
    return Turn.objects.filter(free, name=name).update(held_by=worker, until=until) == 1
