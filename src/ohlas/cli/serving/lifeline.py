"""Children that end with their parent, however it ends: a stray worker would go on answering."""

import ctypes
import os
import signal
import sys
import threading
import time

PR_SET_PDEATHSIG = 1
LOOK_S = 1.0


def end_with(parent: int) -> None:
    """Has this process killed when process `parent` ends; at once if it has already."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        _end_if_orphaned(parent)  # it may have died before the kernel was asked
    else:
        threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while True:
        _end_if_orphaned(parent)
        time.sleep(LOOK_S)


def _end_if_orphaned(parent: int) -> None:
    if os.getppid() != parent:
        os._exit(1)
