"""The relay inside a process that has Django, and the one that does slow work beside it."""

import sys
from pathlib import Path
from threading import Event

from ohlas.cli.serving.background import BackgroundKeeper
from ohlas.cli.serving.ports import address_of
from ohlas.cli.serving.postman import PostmanWatch
from ohlas.cli.serving.preparing import NOT_MIGRATED, greet, is_migrated, migrate
from ohlas.lib.config import Config
from ohlas.outbox.claims import new_worker
from ohlas.outbox.loop import run_relay
from ohlas.outbox.rules import Lane

LOOK_S = 1.0

HEAVY_MB = 150
"""A relay that has written facts holds a third of a gigabyte of libraries; an idle one should not."""

IDLE_S = 10.0
"""Rarer than this, answers can wait the second that loading the libraries anew takes."""

KEPT_S = 60.0
"""Slow work comes in flocks: models that have been loaded stay for the next ones."""


def relay_until(stop: Event, config: Config, address: str) -> bool:
    """Relays until told to stop; True when the process has grown heavy and idle and wants to begin anew."""
    if not _wait_for_tables(stop, config):
        return False
    for line in greet(config, address or config.public_url or address_of(config.host, config.port)):
        print(line, flush=True)  # noqa: T201 - this is the terminal of whoever started Ohlas
    with BackgroundKeeper() as background, PostmanWatch() as postman:
        return run_relay(
            new_worker(),
            stop,
            may_end=lambda idle_s: (
                _is_heavy_and_idle(idle_s) and not background.is_running and not postman.is_running
            ),
            lane=Lane.PROMPT,
            hand_over=background.begin,
        )


def work_slowly_until(stop: Event) -> None:
    """Does what may take long, such as reading texts, until told to stop or idle for a while."""
    run_relay(new_worker(), stop, may_end=lambda idle_s: idle_s >= KEPT_S, lane=Lane.BACKGROUND)


def _wait_for_tables(stop: Event, config: Config) -> bool:
    if config.is_sqlite:
        migrate(config)
        return True
    told = False
    while not is_migrated():
        if not told:
            sys.stderr.write(f"The relay waits. {NOT_MIGRATED}\n")
            told = True
        if stop.wait(LOOK_S):
            return False
    return True


def _is_heavy_and_idle(idle_s: float) -> bool:
    return idle_s >= IDLE_S and _resident_mb() > HEAVY_MB


def _resident_mb() -> float:
    """Memory this process holds now; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    (kilobytes,) = (
        int(line.split()[1])
        for line in status.read_text(encoding="ascii").splitlines()
        if line.startswith("VmRSS:")
    )
    return kilobytes / 1024
