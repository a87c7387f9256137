"""The parts of `ohlas serve` live and die together, except that a dead relay is replaced."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.flows.kill_siege import HOST, ROOT, Siege
from tests.flows.test_kill_the_server import deed

PATIENCE_S = 30.0
pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")]


class Serving:
    """One `serve` over a folder that is past its first start."""

    def __init__(self, siege: Siege) -> None:
        self.siege = siege
        self.log = siege.home / "serve.log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "ohlas.cli.serving", "serve"],
                env=siege.environ(),
                cwd=ROOT,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def says(self, words: str) -> bool:
        return words in self.log.read_text()

    def children(self) -> dict[str, int]:
        """Process ids of the web worker and the relay, while they live."""
        found = {}
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                words = (entry / "cmdline").read_bytes().split(b"\0")
            except (OSError, IndexError):
                continue
            if parent == self.process.pid and words != [b""]:
                found["relay" if b"relay" in words else "web"] = int(entry.name)
        return found


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    siege = Siege(home=tmp_path, breeder="", path="/health/", body={})
    deed(siege, "found")
    running = Serving(siege)
    try:
        wait_for(lambda: running.says("Ohlas is at") and len(running.children()) == 2)
        yield running
    finally:
        running.process.kill()
        running.process.wait()


def wait_for(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < until, "it did not come about in time"
        time.sleep(0.05)


def lives(process: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False


def test_when_the_first_process_is_killed_its_children_end_too(serving: Serving) -> None:
    children = serving.children()
    serving.process.kill()
    serving.process.wait()
    wait_for(lambda: not any(lives(child) for child in children.values()))


def test_a_relay_that_dies_is_started_anew(serving: Serving) -> None:
    first = serving.children()["relay"]
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: serving.children().get("relay", first) != first)


def test_asked_to_stop_it_ends_well_with_all_its_parts(serving: Serving) -> None:
    children = serving.children()
    serving.process.send_signal(signal.SIGTERM)
    assert serving.process.wait(PATIENCE_S) == 0
    assert not any(lives(child) for child in children.values())


def test_a_second_start_names_the_first_and_a_second_folder_takes_the_next_port(
    serving: Serving, tmp_path_factory: pytest.TempPathFactory
) -> None:
    port = serving.siege.port
    again = subprocess.run(
        [sys.executable, "-m", "ohlas.cli.serving", "serve"],
        env=serving.siege.environ(),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (again.returncode, f"http://{HOST}:{port}" in again.stdout) == (0, True)

    other = Siege(home=tmp_path_factory.mktemp("other"), breeder="", path="/health/", body={}, port=port)
    deed(other, "found")
    second = Serving(other)
    try:
        wait_for(lambda: second.says("Ohlas is at"))
        assert second.says(f"Port {port} is taken")
        assert not second.says(f"Ohlas is at http://{HOST}:{port} ")
        with urllib.request.urlopen(f"http://{HOST}:{port}/health/") as answer:
            assert answer.status == 200
    finally:
        second.process.kill()
        second.process.wait()
