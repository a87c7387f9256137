"""A process for slow work beside the relay: there while such work waits, gone when it is done.

Two threads of one process would not do: a library that computes starves one that writes rows, since each row
written hands the interpreter over.
"""

import os
import subprocess  # it is this same program
import sys
import time
from typing import Self

GRACE_S = 5.0
"""Work that is killed is done again; it loses nothing but time."""

AGAIN_S = 5.0
"""One that ends at once, as without memory, is not started in a frenzy."""


class BackgroundKeeper:
    """Starts the process when asked to, one at a time, and ends it with the block.

    `part` is what it does: background work, or carrying messages out.
    """

    def __init__(self, part: str = "background") -> None:
        self._part = part
        self._child: subprocess.Popen[bytes] | None = None
        self._begun_at = -AGAIN_S

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is None or not self.is_running:
            return
        self._child.terminate()
        try:
            self._child.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    @property
    def is_running(self) -> bool:
        """Whether it lives."""
        return self._child is not None and self._child.poll() is None

    def begin(self) -> None:
        """Starts it unless it runs; called from a thread that lives as long as the process: its end ends it."""
        if self.is_running or time.monotonic() - self._begun_at < AGAIN_S:
            return
        self._begun_at = time.monotonic()
        command = [sys.executable, "-m", "ohlas.cli.serving", self._part, str(os.getpid())]
        self._child = subprocess.Popen(command)  # noqa: S603 - our own program
