"""R3: however often the relay is killed, each effect happens once and nothing stays undone."""

import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.flows.kill_siege import Siege
from tests.flows.test_kill_the_server import deed

KILLS = 20
KINDS = 12
PER_KIND = 60
PATIENCE_S = 25.0
UNFINISHED = "SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL"
UNHEARD = "SELECT count(*) FROM outbox_event WHERE fanned_out_at IS NULL"
INTERRUPTED = "SELECT count(*) FROM outbox_delivery WHERE attempts > 1 AND listener NOT LIKE '%stumbling'"
DEAD = "SELECT count(*) FROM outbox_delivery WHERE dead_at IS NOT NULL"
TWICE = "SELECT count(*) FROM (SELECT 1 FROM effect GROUP BY kind, number HAVING count(*) > 1)"


STARTED = "SELECT count(*) FROM outbox_delivery WHERE attempts > 0"


@pytest.mark.slow
def test_a_killed_relay_does_everything_once(tmp_path: Path) -> None:
    stage = Siege(home=tmp_path, breeder="breed_relay", path="", body={})
    deed(stage, "fill", program="kill_kinds")
    chance = random.Random(3)  # noqa: S311 - when to kill is no secret
    with stage.servers() as relays:
        for _ in range(KILLS):
            before = ask(stage, STARTED)
            relays.start()
            wait_for(lambda before=before: ask(stage, STARTED) > before or is_idle(stage))
            time.sleep(chance.uniform(0, 0.2))
            relays.kill()
        relays.start()
        wait_for(lambda: is_idle(stage))
        relays.kill()

    assert ask(stage, DEAD) == 0
    assert ask(stage, TWICE) == 0
    assert ask(stage, "SELECT count(*) FROM effect") == KINDS * PER_KIND
    assert ask(stage, INTERRUPTED) > 0, "no kill hit work in progress, so nothing was shown"


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.005)


def is_idle(stage: Siege) -> bool:
    return ask(stage, UNFINISHED) == 0 and ask(stage, UNHEARD) == 0


def ask(stage: Siege, sql: str) -> int:
    with closing(sqlite3.connect(stage.home / "ohlas.sqlite3", timeout=20)) as connection:
        (number,) = connection.execute(sql).fetchone()
    return int(number)
