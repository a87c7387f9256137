"""The relay inside a process that has Django."""

import sys
from threading import Event

from ohlas.lib.config import Config
from ohlas.outbox.claims import new_worker
from ohlas.outbox.loop import run_relay
from ohlas.site.serving.preparing import is_migrated

LOOK_S = 0.2


def relay_until(stop: Event, config: Config) -> None:
    """Relays as soon as the tables are up to date, until told to stop."""
    told = config.is_sqlite  # the web worker, or whoever comes first, is at it
    while not stop.is_set() and not is_migrated():
        if not told:
            sys.stderr.write("The relay waits for the tables. Run: ohlas init\n")
            told = True
        stop.wait(LOOK_S)
    run_relay(new_worker(), stop)
