"""R1: whatever was acknowledged is there, once, however often the whole server is killed."""

import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.flows.kill_siege import ROOT, Siege

KILLS = 40
PATIENCE_S = 20.0
WORK_LEFT = (
    "SELECT (SELECT count(*) FROM outbox_delivery WHERE done_at IS NULL)"
    " + (SELECT count(*) FROM outbox_event WHERE fanned_out_at IS NULL)"
)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_or_doubled_when_the_server_is_killed(tmp_path: Path) -> None:
    siege = Siege(
        home=tmp_path,
        breeder="breed_ohlas",
        path="/api/v1/responses",
        body={"survey": "Siege", "answers": {"nps": 9}},
    )
    siege.headers = {"Authorization": f"Bearer {deed(siege, 'found')}"}
    siege.run(KILLS, seed=1)
    come_to_rest(siege)
    found = deed(siege, "reckon")

    stored = found["responses"]
    assert siege.kills == KILLS
    assert siege.refusals == []
    assert siege.contradictions == []
    lost = {key for key, given in siege.acknowledged.items() if stored.get(key) != given}
    assert lost == set()
    assert found["stored"] == len(stored) >= len(siege.acknowledged) > KILLS
    assert found["events"] == found["stored"], "each response causes exactly one event"
    assert found["deliveries_per_event"] == [found["listeners"]], "each listener has one delivery of each"
    assert (found["unfinished"], found["unheard"], found["facts_waiting"]) == (0, 0, 0)
    assert found["differences"] == []
    assert found["facts"] == found["stored"]
    assert found["integrity"] == "ok"


@pytest.mark.slow
def test_the_siege_finds_what_a_server_loses_that_acknowledges_too_early(tmp_path: Path) -> None:
    siege = Siege(
        home=tmp_path,
        breeder="breed_naive",
        path="/",
        body={},
    )
    siege.run(5, seed=1)
    with closing(sqlite3.connect(tmp_path / "naive.sqlite3")) as connection:
        stored = {key for (key,) in connection.execute("SELECT client_id FROM response")}
    assert siege.acknowledged.keys() - stored


def deed(siege: Siege, name: str, program: str = "kill_server") -> Any:
    """Runs a deed of `kill_server`, or another program, over the siege's folder; what it printed."""
    command = [sys.executable, "-W", "ignore", "-c", f"from tests.flows.{program} import {name}; {name}()"]
    run = subprocess.run(command, env=siege.environ(), cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout.splitlines()[-1])


def come_to_rest(siege: Siege) -> None:
    """A last server that nobody kills before its relay has nothing left to do."""
    with siege.servers() as servers:
        servers.start()
        until = time.monotonic() + PATIENCE_S
        while work_left(siege) and time.monotonic() < until:
            time.sleep(0.1)
        servers.kill()


def work_left(siege: Siege) -> int:
    with closing(sqlite3.connect(siege.home / "ohlas.sqlite3", timeout=20)) as connection:
        (left,) = connection.execute(WORK_LEFT).fetchone()
    return int(left)
