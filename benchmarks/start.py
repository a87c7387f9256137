"""How soon `ohlas serve` answers and how much memory it holds idle, beside a bare Django under the same server."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

ROUNDS = 5
IDLE_S = 3.0
PATIENCE_S, SETTLE_S = 30.0, 300.0
WAITING = """SELECT NOT EXISTS (SELECT 1 FROM feedback_response),
EXISTS (SELECT 1 FROM outbox_event WHERE fanned_out_at IS NULL),
EXISTS (SELECT 1 FROM outbox_delivery WHERE done_at IS NULL AND dead_at IS NULL AND available_at <= ?)"""
BARE = """
import django, os, sys
from django.conf import settings
settings.configure(ROOT_URLCONF="bare", ALLOWED_HOSTS=["*"], SECRET_KEY="x", INSTALLED_APPS=[])
django.setup()
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("health/", lambda request: HttpResponse("ok"))]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""


def run() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-start-") as folder:
        home = Path(folder)
        (home / "bare.py").write_text(BARE)
        ohlas = [str(Path(sys.executable).parent / "ohlas"), "serve"]
        granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "bare:application", "--port"]
        _settle(ohlas, home)
        ours, bare = [], []
        for _ in range(ROUNDS):
            port = _free_port()
            bare.append(_measured([*granian, str(port)], home, port))
            ours.append(_measured(ohlas, home, _free_port()))
    seconds, memory = (sorted(column)[ROUNDS // 2] for column in zip(*ours, strict=True))
    bare_seconds, bare_memory = (sorted(column)[ROUNDS // 2] for column in zip(*bare, strict=True))
    return [
        {
            "name": "start: first answer",
            "value": seconds,
            "unit": "s",
            "reference": bare_seconds,
            "ratio": seconds / bare_seconds,
        },
        {
            "name": "start: idle memory of all processes",
            "value": memory,
            "unit": "MB",
            "reference": bare_memory,
            "ratio": memory / bare_memory,
        },
    ]


def _settle(command: list[str], home: Path) -> None:
    """The first start makes tables and the sample company; what follows is done before the clock runs."""
    with _running(command, home, _free_port()):
        until = time.monotonic() + SETTLE_S
        while time.monotonic() < until:
            time.sleep(2)
            if not _waiting(home / "home" / "ohlas.sqlite3"):
                return
    raise RuntimeError(f"The sample company was not read within {SETTLE_S:g} s")


def _waiting(record: Path) -> bool:
    if not record.exists():
        return True
    now = datetime.now(tz=UTC).replace(tzinfo=None).isoformat(" ")
    with closing(sqlite3.connect(f"file:{record}?mode=ro", uri=True)) as rows:
        try:
            found = rows.execute(WAITING, (now,)).fetchone()
        except sqlite3.OperationalError:  # the tables are being made
            return True
    return any(found)


def _measured(command: list[str], home: Path, port: int) -> tuple[float, float]:
    """Seconds to the first answer, and MB of the whole group a while after."""
    begun = time.perf_counter()
    with _running(command, home, port) as server:
        while not _answers(port):
            if time.perf_counter() - begun > PATIENCE_S:
                raise RuntimeError(f"{command[0]} did not answer within {PATIENCE_S:g} s")
            time.sleep(0.01)
        seconds = time.perf_counter() - begun
        time.sleep(IDLE_S)
        return seconds, _memory(server.pid)


@contextmanager
def _running(command: list[str], home: Path, port: int):
    environ = {
        **os.environ,
        "OHLAS_HOME": str(home / "home"),
        "OHLAS_PORT": str(port),
        "PYTHONPATH": str(home),
    }
    server = subprocess.Popen(
        command,
        cwd=home,
        env=environ,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield server
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def _memory(group: int) -> float:
    """Proportional memory of the processes of a session: what they share counts once."""
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(folder.name)) == group:
                lines = (folder / "smaps_rollup").read_text().splitlines()
                total += next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return total / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
