"""The relay as a process: running one, and keeping one running."""

import os
import signal
import subprocess  # the relay is this same program
import sys
import threading
import time
from typing import Self

from ohlas.cli.serving.django_start import start_django
from ohlas.lib.config import Config

LOOK_S = 0.2
SHORT_LIFE_S = 30.0
FIRST_WAIT_S, LONGEST_WAIT_S = 0.5, 10.0
GRACE_S = 10.0
"""A relay asked to stop ends its current claim first; killing it later loses nothing either."""


def run_here(config: Config, address: str) -> int:
    """Relays in this process until SIGTERM or SIGINT, as soon as the tables are up to date."""
    stop = _stop_at_signals()
    start_django()
    # Late: the starting process reads this module too, and stays without Django.
    from ohlas.cli.serving.relaying import relay_until

    if relay_until(stop, config, address):
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606 - this same program, light again
    return 0


def run_background_here() -> int:
    """Does slow work in this process until SIGTERM or SIGINT, or until there has been none for a while."""
    stop = _stop_at_signals()
    start_django()
    from ohlas.cli.serving.relaying import work_slowly_until

    work_slowly_until(stop)
    return 0


def run_postman_here() -> int:
    """Carries messages out in this process until SIGTERM or SIGINT, or until there have been none for a while."""
    stop = _stop_at_signals()
    start_django()
    from ohlas.cli.serving.postman import carry_until

    carry_until(stop)
    return 0


def _stop_at_signals() -> threading.Event:
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


class RelayKeeper:
    """Keeps a relay running beside this process, and ends it with the block."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._stop = threading.Event()
        # One thread starts and watches: the kernel ties a child's life to the thread that made it.
        self._thread = threading.Thread(target=self._keep, name="relay keeper", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _keep(self) -> None:
        wait_s = FIRST_WAIT_S
        while not self._stop.is_set():
            begun = time.monotonic()
            if self._run_one():
                return
            wait_s = (
                FIRST_WAIT_S if time.monotonic() - begun > SHORT_LIFE_S else min(2 * wait_s, LONGEST_WAIT_S)
            )
            sys.stderr.write(f"The relay ended unexpectedly; starting it anew in {wait_s:g} s.\n")
            self._stop.wait(wait_s)

    def _run_one(self) -> bool:
        """Whether the relay ended because it was asked to."""
        command = [sys.executable, "-m", "ohlas.cli.serving", "relay", str(os.getpid()), self._address]
        with subprocess.Popen(command) as child:  # noqa: S603 - our own program
            while child.poll() is None:
                if self._stop.wait(LOOK_S):
                    _end(child)
                    return True
        return False


def _end(child: "subprocess.Popen[bytes]") -> None:
    child.terminate()
    try:
        child.wait(GRACE_S)
    except subprocess.TimeoutExpired:
        child.kill()
