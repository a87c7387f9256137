"""One `serve` per data folder: two would share a SQLite file, two relays and a muddle of ports."""

import fcntl
import os
import time
from pathlib import Path
from typing import Self, TextIO

NAME = "serve.lock"
PATIENCE_S = 2.0
"""A server killed a moment ago may still be ending its workers."""


class FolderTakenError(Exception):
    """Somebody serves this folder already; `address` is where."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


class FolderLock:
    """The lock of a data folder. It ends with the process, so a crash leaves nothing to clear away."""

    def __init__(self, home: Path) -> None:
        self.path = home / NAME
        self._file: TextIO | None = None

    def __enter__(self) -> Self:
        """Takes the lock.

        Errors: `FolderTakenError` when another process has it.
        """
        self.path.parent.mkdir(parents=True, exist_ok=True)
        file = self.path.open("a+", encoding="utf-8")
        until = time.monotonic() + PATIENCE_S
        while not _locked(file):
            address, owner = _read(file)
            if _lives(owner) or time.monotonic() > until:
                file.close()
                raise FolderTakenError(address)
            time.sleep(0.05)
        self._file = file
        return self

    def announce(self, address: str) -> None:
        """Writes down where this folder is served, for whoever comes second."""
        if self._file is None:
            raise RuntimeError("The lock is not held.")
        self._file.truncate(0)
        self._file.write(f"{address} {os.getpid()}\n")
        self._file.flush()

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.truncate(0)
            self._file.close()
            self._file = None


def _locked(file: TextIO) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _read(file: TextIO) -> tuple[str, int]:
    file.seek(0)
    address, _, owner = file.read().strip().partition(" ")
    return address or "an address not yet known", int(owner) if owner.isdecimal() else 0


def _lives(owner: int) -> bool:
    if owner == 0:
        return True  # it has only just begun
    try:
        os.kill(owner, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
