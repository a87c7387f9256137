"""Claiming: which work is due, and making it one worker's for a while.

A claim is one delivery, or as many as a batch listener likes. Only what is begun at once is claimed, so an
attempt counted is an attempt made, and a killed relay charges nobody else's work.
"""

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db.models import F, Q, QuerySet

from ohlas.outbox.models import Delivery, Turn
from ohlas.outbox.rules import BACKGROUND, Lane
from ohlas.outbox.turns import end_turn, take_turn, turns_of_others
from ohlas.outbox.work import Work, work_of

LEASE = timedelta(seconds=30)
"""Longer than any transactional work may take; slow work has its lease extended while it runs."""

CRASHES_IN_COMPANY = 3
"""A batch that took its relay down this often is run one by one, to find out which delivery does it."""


@dataclass(frozen=True)
class Claim:
    """Deliveries of one kind that are one worker's to run now."""

    work: Work
    name: str
    worker: str
    deliveries: Sequence[Delivery]
    lane: Lane = Lane.ALL

    @property
    def ids(self) -> list[UUID]:
        return [delivery.pk for delivery in self.deliveries]

    @property
    def held(self) -> QuerySet[Delivery]:
        """Those of them that are still this worker's."""
        return Delivery.objects.filter(
            pk__in=self.ids, leased_by=self.worker, done_at=None, lease_until__isnull=False
        )


def claim(now: datetime, worker: str, lane: Lane = Lane.ALL) -> Claim | None:
    """The most urgent due work of the lane, leased to this worker; None when nothing is due. Needs a transaction."""
    passed_over: set[str] = set()
    while head := _head(now, worker, lane, passed_over):
        work = work_of(head)
        if head.attempts >= work.max_attempts:
            bury(head, now, head.error or "The relay died each time it ran this.")
        elif work.is_exclusive and not take_turn(head.listener, worker, now, now + LEASE):
            passed_over.add(head.listener)
        else:
            return _lease(work, head, worker, lane, now)
    return None


def in_lane(deliveries: QuerySet[Delivery], lane: Lane) -> QuerySet[Delivery]:
    """Those of them that a relay in this lane does."""
    if lane is Lane.ALL:
        return deliveries
    if lane is Lane.BACKGROUND:
        return deliveries.filter(priority__lte=BACKGROUND)
    return deliveries.filter(priority__gt=BACKGROUND)


def bury(delivery: Delivery, now: datetime, error: str) -> None:
    """Gives a delivery up; it waits on the dead-letter page for a person."""
    Delivery.objects.filter(pk=delivery.pk).update(
        dead_at=now, error=error, lease_until=None, dedupe_key=None
    )


def extend(claimed: Claim, now: datetime) -> bool:
    """Keeps the lease of work that still runs; False when another took it over."""
    until = now + LEASE
    kept = claimed.held.update(lease_until=until) == len(claimed.deliveries)
    if claimed.work.is_exclusive:
        return take_turn(claimed.name, claimed.worker, now, until) and kept
    return kept


def release(claimed: Claim, now: datetime) -> None:
    """Ends the turn of an exclusive kind of work; leases end with their deliveries."""
    if claimed.work.is_exclusive:
        end_turn(claimed.name, claimed.worker, now)


def new_worker() -> str:
    """A name no other relay has; it begins with machine and process, so that the dead can be told."""
    return f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:8]}"


def release_the_dead(worker: str, now: datetime) -> int:
    """Frees at once what killed relays on this machine still hold; how many deliveries.

    Only for SQLite, whose relays all live on one machine: elsewhere two machines may share a name, and there
    the leases run out by themselves.
    """
    leased = Delivery.objects.filter(lease_until__gt=now, done_at=None, dead_at=None)
    names = set(leased.values_list("leased_by", flat=True).distinct())
    names |= set(Turn.objects.filter(until__gt=now).values_list("held_by", flat=True))
    dead = [name for name in names if name != worker and is_dead(name)]
    Turn.objects.filter(held_by__in=dead).update(held_by="", until=now)
    return leased.filter(leased_by__in=dead).update(lease_until=None)


def is_dead(worker: str) -> bool:
    """Whether the process of that name ran on this machine and is gone; False when in doubt."""
    host, _, rest = worker.partition(":")
    number = rest.partition(":")[0]
    if host != socket.gethostname()[:40] or not number.isdecimal():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def _due(now: datetime) -> QuerySet[Delivery]:
    free = Q(lease_until=None) | Q(lease_until__lte=now)
    waiting = Delivery.objects.filter(free, done_at=None, dead_at=None, available_at__lte=now)
    return (
        waiting.select_related("event")
        .order_by("-priority", "available_at", "id")
        .select_for_update(skip_locked=True, of=("self",))
    )


def _head(now: datetime, worker: str, lane: Lane, passed_over: set[str]) -> Delivery | None:
    taken = turns_of_others(worker, now)
    return in_lane(_due(now), lane).exclude(listener__in=taken).exclude(listener__in=passed_over).first()


def _lease(work: Work, head: Delivery, worker: str, lane: Lane, now: datetime) -> Claim:
    members = [head, *_mates(work, head, now)]
    ids = [member.pk for member in members]
    Delivery.objects.filter(pk__in=ids).update(
        lease_until=now + LEASE, leased_by=worker, attempts=F("attempts") + 1, started_at=now, dedupe_key=None
    )
    for member in members:
        member.attempts += 1
        member.leased_by, member.lease_until, member.started_at = worker, now + LEASE, now
    return Claim(work, head.listener, worker, members, lane)


def _mates(work: Work, head: Delivery, now: datetime) -> list[Delivery]:
    if work.batch <= 1 or head.event is None or not _is_sociable(head):
        return []
    same = _due(now).filter(listener=head.listener, event__name=head.event.name)
    sociable = same.filter(error="", attempts__lt=CRASHES_IN_COMPANY)
    return list(sociable.exclude(pk=head.pk)[: work.batch - 1])


def _is_sociable(delivery: Delivery) -> bool:
    return not delivery.error and delivery.attempts < CRASHES_IN_COMPANY
