"""The relay: fans events out to their listeners and runs what is due, each effect once.

The outcome of one claim and the claim of the next share a transaction: half the commits, and the lease is
never held by work that has not begun.
"""

import logging
import random
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from django.db import transaction
from django.db.models import F

from ohlas.outbox.claims import Claim, bury, claim, in_lane, release
from ohlas.outbox.errors import GiveUpError, LeaseLostError
from ohlas.outbox.events import Json
from ohlas.outbox.listeners import listeners_of
from ohlas.outbox.models import Delivery, Event
from ohlas.outbox.rules import Lane, back_off, error_text

log = logging.getLogger(__name__)

EVENTS_AT_ONCE = 500
BUDGET_S = 2.0
"""After this long the caller gets a word in: to read the clock anew, look at the schedule, or stop."""


Pulse = Callable[[Claim], AbstractContextManager[None]]
"""What keeps a lease alive while slow work runs."""


def no_pulse(_: Claim) -> AbstractContextManager[None]:
    """Lets leases run out by themselves."""
    return nullcontext()


Pause = Callable[[float], None]
"""What to do between two claims, given how many seconds the last one took: let others write."""


def no_pause(_: float) -> None:
    """Goes straight on."""


def relay_once(
    now: datetime,
    *,
    worker: str,
    lane: Lane = Lane.ALL,
    limit: int = 1000,
    rng: random.Random | None = None,
    pulse: Pulse = no_pulse,
    pause: Pause = no_pause,
) -> int:
    """Does what is due at `now`, and what follows from it; how many deliveries were run or given up trying.

    Events whose transaction committed late are found too: waiting is a mark on the row, not a position.
    `limit` may be overstepped by one batch.
    """
    rng = rng or random.SystemRandom()
    deadline = time.monotonic() + BUDGET_S
    done = 0
    while done < limit and time.monotonic() < deadline and has_work(now, lane):
        with transaction.atomic():
            if lane is not Lane.BACKGROUND:
                fan_out(now)
            current = claim(now, worker, lane)
        if current is None:
            break
        while current is not None:
            done += len(current.deliveries)
            goes_on = done < limit and time.monotonic() < deadline
            begun = time.monotonic()
            current = _advance(current, now, rng, pulse, goes_on=goes_on)
            pause(time.monotonic() - begun)
    return done


def has_work(now: datetime, lane: Lane) -> bool:
    """A look without the write lock, so that an idle relay never disturbs the web server."""
    if lane is not Lane.BACKGROUND and Event.objects.filter(fanned_out_at=None).exists():
        return True
    waiting = Delivery.objects.filter(done_at=None, dead_at=None, available_at__lte=now)
    return in_lane(waiting, lane).exists()


def fan_out(now: datetime) -> None:
    """One delivery per listener for each waiting event. Needs a transaction; safe to repeat."""
    waiting = Event.objects.select_for_update(skip_locked=True).filter(fanned_out_at=None)
    events = list(waiting.order_by("id")[:EVENTS_AT_ONCE])
    if not events:
        return
    deliveries = [
        Delivery(
            organisation_id=event.organisation_id,
            event=event,
            listener=listener.name,
            priority=listener.priority,
            available_at=now,
            created_at=now,
        )
        for event in events
        for listener in listeners_of(event.name)
    ]
    # Conflicts are deliveries that an interrupted, or another, fan-out already made.
    Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
    Event.objects.filter(pk__in=[event.pk for event in events]).update(fanned_out_at=now)


def _advance(
    current: Claim, now: datetime, rng: random.Random, pulse: Pulse, *, goes_on: bool
) -> Claim | None:
    """Runs a claim; its outcome and the next claim are one transaction."""
    try:
        with pulse(current):
            return _run(current, now, goes_on=goes_on)
    except LeaseLostError:
        log.warning("%s was taken over by another relay; its writes here are undone", current.name)
        release(current, now)
        return None
    except Exception as error:  # noqa: BLE001 - one delivery's failure is written down and must not stop the others
        log.warning("%s failed: %s", current.name, error_text(error))
        with transaction.atomic():
            _note_failure(current, error, now, rng)
            release(current, now)
            return claim(now, current.worker, current.lane) if goes_on else None


def _run(current: Claim, now: datetime, *, goes_on: bool) -> Claim | None:
    if not current.work.is_transactional:
        answers = current.work.run(current.deliveries, now)
        with transaction.atomic():
            return _finish(current, answers, now, goes_on=goes_on)
    with transaction.atomic():
        answers = current.work.run(current.deliveries, now)
        return _finish(current, answers, now, goes_on=goes_on)


def _finish(current: Claim, answers: list[Json], now: datetime, *, goes_on: bool) -> Claim | None:
    """Marks the end. The condition on the lease makes a run that was overtaken fail, and roll back."""
    ended = current.held.update(done_at=now, lease_until=None, error="")
    if ended != len(current.deliveries):
        raise LeaseLostError(current.name)
    for delivery, answer in zip(current.deliveries, answers, strict=True):
        if answer is not None:
            Delivery.objects.filter(pk=delivery.pk).update(answer=answer)
    release(current, now)
    return claim(now, current.worker, current.lane) if goes_on else None


def _note_failure(current: Claim, error: Exception, now: datetime, rng: random.Random) -> None:
    text = error_text(error)
    if len(current.deliveries) > 1:
        # Each is tried alone at once; the shared attempt is nobody's.
        current.held.update(lease_until=None, error=text, available_at=now, attempts=F("attempts") - 1)
        return
    delivery = current.deliveries[0]
    if not current.held.exists():
        return
    if isinstance(error, GiveUpError) or delivery.attempts >= current.work.max_attempts:
        bury(delivery, now, text)
    else:
        current.held.update(lease_until=None, error=text, available_at=now + back_off(delivery.attempts, rng))
