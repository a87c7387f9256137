"""The relay's endless round: look, work, rest until something changes."""

import logging
import time
from collections.abc import Callable
from threading import Event

from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from ohlas.lib.database import change_counter, database_now
from ohlas.outbox.claims import release_the_dead
from ohlas.outbox.pulse import heartbeat
from ohlas.outbox.relay import has_work, relay_once
from ohlas.outbox.rules import Lane
from ohlas.outbox.schedule import enqueue_due

log = logging.getLogger(__name__)

GLANCE_S = 0.05
"""SQLite tells for next to nothing whether anybody wrote, so it is asked often."""

POLL_S = 0.2
"""Other databases are asked for work itself."""

BREATH_S = 0.15
"""After a round with work: what comes meanwhile is done in one batch, and others get at the database."""

LONGEST_PAUSE_S = 0.02

REST_S = 1.0
"""At least this often everything is looked at: retries, deferred jobs and the schedule come due by time."""


def run_relay(
    worker: str,
    stop: Event,
    *,
    may_end: Callable[[float], bool] = lambda _: False,
    lane: Lane = Lane.ALL,
    hand_over: Callable[[], None] = lambda: None,
) -> bool:
    """Relays until `stop` is set, then False; or until `may_end` says yes to being idle so many seconds, then True.

    In the prompt lane `hand_over` is called while background work waits, to have somebody do it.
    A database that is away is waited for; any other error ends the process.
    """
    worked_at = time.monotonic()
    freed = False
    scheduled_at = -REST_S
    while not stop.is_set():
        try:
            if not freed and connection.vendor == "sqlite":
                release_the_dead(worker, database_now())
            freed = True
            seen = change_counter()
            now = database_now()
            if lane is not Lane.BACKGROUND and time.monotonic() - scheduled_at >= REST_S:
                enqueue_due(now)
                scheduled_at = time.monotonic()
            done = relay_once(now, worker=worker, lane=lane, pulse=heartbeat, pause=Politeness())
            if lane is Lane.PROMPT and has_work(now, Lane.BACKGROUND):
                hand_over()
            if done == 0:
                if may_end(time.monotonic() - worked_at):
                    return True
                _rest(stop, seen)
            else:
                worked_at = time.monotonic()
                stop.wait(BREATH_S)
        except (OperationalError, InterfaceError):
            log.warning("The database does not answer; trying again in a second", exc_info=True)
            connection.close()
            stop.wait(REST_S)
    return False


class Politeness:
    """Between two claims on SQLite: if somebody else wrote, leaves the write lock free as long as it was held.

    SQLite's waiters look again only now and then; a relay that goes straight on would starve the web server.
    """

    def __init__(self) -> None:
        self._seen = change_counter()

    def __call__(self, took_s: float) -> None:
        counter = change_counter()
        if counter != self._seen:
            self._seen = counter
            time.sleep(min(took_s, LONGEST_PAUSE_S))


def _rest(stop: Event, seen: int | None) -> None:
    if seen is None:
        stop.wait(POLL_S)
        return
    until = time.monotonic() + REST_S
    while time.monotonic() < until and not stop.wait(GLANCE_S):
        if change_counter() != seen:
            return
