"""Keeps the lease of slow work alive from a second thread, with a connection of its own."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.utils import DatabaseError

from ohlas.lib.database import database_now
from ohlas.outbox.claims import LEASE, Claim, extend

log = logging.getLogger(__name__)


@contextmanager
def heartbeat(claimed: Claim, *, every_s: float = LEASE.total_seconds() / 3) -> Iterator[None]:
    """Extends the claim's lease until the block ends. Transactional work needs none: it is short by duty."""
    if claimed.work.is_transactional:
        yield
        return
    stop = threading.Event()
    thread = threading.Thread(target=_beat, args=(claimed, stop, every_s), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _beat(claimed: Claim, stop: threading.Event, every_s: float) -> None:
    try:
        while not stop.wait(every_s):
            try:
                if not extend(claimed, database_now()):
                    log.warning("The lease of %s was lost; another relay may run it too", claimed.name)
            except DatabaseError:
                log.warning("The lease of %s could not be extended this time", claimed.name, exc_info=True)
    finally:
        connection.close()
