"""R3: however often the relay is killed, each effect happens once and nothing stays undone."""

import os
import random
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20
KINDS = 12
PER_KIND = 60
PATIENCE_S = 25.0
UNFINISHED = "SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL"
UNHEARD = "SELECT count(*) FROM outbox_event WHERE fanned_out_at IS NULL"
INTERRUPTED = "SELECT count(*) FROM outbox_delivery WHERE attempts > 1 AND listener NOT LIKE '%stumbling'"
DEAD = "SELECT count(*) FROM outbox_delivery WHERE dead_at IS NOT NULL"
TWICE = "SELECT kind, number, count(*) FROM effect GROUP BY kind, number HAVING count(*) > 1"


class Stage:
    """A data folder of its own and real processes over it."""

    def __init__(self, home: Path) -> None:
        self.file = home / "ohlas.sqlite3"
        self.environ = os.environ | {"OHLAS_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
        self.environ.pop("DATABASE_URL", None)
        self.environ.pop("DJANGO_SETTINGS_MODULE", None)

    def fill(self) -> None:
        subprocess.run(self._program("fill"), env=self.environ, cwd=ROOT, check=True)

    def relay(self) -> subprocess.Popen[str]:
        command = self._program("relay")
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        child = subprocess.Popen(command, env=self.environ, cwd=ROOT, text=True, **pipes)
        assert child.stdout is not None
        assert child.stdout.readline() == "relaying\n"
        return child

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        connection = sqlite3.connect(self.file, timeout=20)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def count(self, sql: str) -> int:
        (row,) = self.ask(sql)
        assert isinstance(row[0], int)
        return row[0]

    def is_idle(self) -> bool:
        return self.count(UNFINISHED) == 0 and self.count(UNHEARD) == 0

    def _program(self, deed: str) -> list[str]:
        return [sys.executable, "-c", f"from tests.flows.kill_kinds import {deed}; {deed}()"]


def kill(child: subprocess.Popen[str]) -> None:
    child.kill()
    child.communicate()


@pytest.mark.slow
def test_a_killed_relay_does_everything_once(tmp_path: Path) -> None:
    stage = Stage(tmp_path)
    stage.fill()
    chance = random.Random(3)  # noqa: S311 - when to kill is no secret
    for _ in range(KILLS):
        child = stage.relay()
        time.sleep(chance.uniform(0.05, 0.25))
        kill(child)
    child = stage.relay()
    until = time.monotonic() + PATIENCE_S
    while not stage.is_idle() and time.monotonic() < until:
        time.sleep(0.1)
    kill(child)

    assert stage.is_idle()
    assert stage.count(DEAD) == 0
    assert stage.ask(TWICE) == []
    assert stage.count("SELECT count(*) FROM effect") == KINDS * PER_KIND
    assert stage.count(INTERRUPTED) > 0, "no kill hit work in progress, so nothing was shown"
