"""The postman: a process beside the relay that carries messages out, there while any wait to leave.

It is a process of its own since a mail server that hangs, or a thousand letters to be written, must not keep facts
waiting. In it each channel has a thread, so that a gateway for text messages does not wait for mail.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import Self

from django.db import connection
from django.db.utils import InterfaceError, OperationalError

from ohlas.cli.serving.background import BackgroundKeeper
from ohlas.lib.database import change_counter, database_now
from ohlas.outbox.claims import new_worker
from ohlas.outreach.actions.carriers import carriers_that_send
from ohlas.outreach.actions.sending import Shift, doubt_the_lost, send_due
from ohlas.outreach.queries.outgoing import waiting_organisations
from ohlas.outreach.rules import Carrier

log = logging.getLogger(__name__)

GLANCE_S = 0.05
"""SQLite tells for next to nothing whether anybody wrote."""
REST_S = 1.0
"""At least so often it is looked whether something has come due."""
KEPT_S = 60.0
"""A postman without work goes home after this; coming back takes a second."""


class PostmanWatch:
    """In the relay: has a postman come when something is due. A thread, so that the relay's own work never waits."""

    def __init__(self, due: Callable[[datetime], bool] | None = None) -> None:
        self._due = due or is_due
        self._stop = Event()
        self._keeper = BackgroundKeeper("postman")
        self._thread = threading.Thread(target=self._watch, name="postman watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    @property
    def is_running(self) -> bool:
        """Whether a postman is out."""
        return self._keeper.is_running

    def _watch(self) -> None:
        with self._keeper:
            while not self._stop.is_set():
                seen = _counter()
                if not self._keeper.is_running and _asked(self._due):
                    self._keeper.begin()
                rest(self._stop, seen)
        connection.close()


def carry_until(stop: Event, *, kept_s: float = KEPT_S) -> None:
    """Sends what comes due on every channel until told to stop, or until nothing came for a while."""
    doubt_the_lost(database_now())
    last = _LastWork()
    threads = [
        threading.Thread(target=_carry, args=(carrier, stop, last), name=f"postman {carrier}", daemon=True)
        for carrier in carriers_that_send()
    ]
    for thread in threads:
        thread.start()
    while not stop.wait(REST_S):
        if last.idle_s() > kept_s:
            stop.set()
    for thread in threads:
        thread.join()


def is_due(now: datetime) -> bool:
    """Whether any channel has something that may leave now."""
    return any(waiting_organisations(carrier, now) for carrier in carriers_that_send())


def rest(stop: Event, seen: int | None) -> None:
    """Until something was written, or a moment has passed."""
    if seen is None:
        stop.wait(REST_S)
        return
    until = time.monotonic() + REST_S
    while time.monotonic() < until and not stop.wait(GLANCE_S):
        if _counter() != seen:
            return


class _LastWork:
    """When any thread last had something to do."""

    def __init__(self) -> None:
        self._at = time.monotonic()

    def note(self) -> None:
        self._at = time.monotonic()

    def idle_s(self) -> float:
        return time.monotonic() - self._at


def _carry(carrier: Carrier, stop: Event, last: _LastWork) -> None:
    shift = Shift(new_worker(), goes_on=lambda: not stop.is_set())
    while not stop.is_set():
        seen = _counter()
        try:
            left = send_due(carrier, shift)
        except (OperationalError, InterfaceError):
            log.warning("The database does not answer; trying again in a second", exc_info=True)
            connection.close()
            stop.wait(REST_S)
            continue
        if left:
            last.note()
        else:
            rest(stop, seen)
    connection.close()


def _counter() -> int | None:
    try:
        return change_counter()
    except (OperationalError, InterfaceError):
        connection.close()
        return None


def _asked(due: Callable[[datetime], bool]) -> bool:
    try:
        return due(database_now())
    except (OperationalError, InterfaceError):
        connection.close()
        return False
