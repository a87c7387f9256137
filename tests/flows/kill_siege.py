"""Eight clients that post until told to stop, over a server whose process group is killed again and again."""

import http.client
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

ROOT = Path(__file__).resolve().parents[2]
CLIENTS = 8
HOST = "127.0.0.1"
RETRY_S = 0.02
UP_S = 30.0


def free_port() -> int:
    with socket.create_server((HOST, 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class Siege:
    """One server program in a data folder of its own, and what its clients were told."""

    home: Path
    breeder: str
    """Which function of `kill_warm` makes the servers."""
    path: str
    body: Mapping[str, Any]
    headers: Mapping[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    acknowledged: dict[str, str] = field(default_factory=dict)
    contradictions: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    kills: int = 0

    def environ(self) -> dict[str, str]:
        own = {
            "OHLAS_HOME": str(self.home),
            "OHLAS_PORT": str(self.port),
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }
        return {k: v for k, v in os.environ.items() if k != "DJANGO_SETTINGS_MODULE"} | own

    @contextmanager
    def servers(self) -> Iterator["Servers"]:
        """Where to get one server after another."""
        command = [sys.executable, "-W", "ignore", "-c"]
        command.append(f"from tests.flows.kill_warm import {self.breeder}; {self.breeder}()")
        with (
            (self.home / "server.log").open("a") as log,
            subprocess.Popen(
                command,
                env=self.environ(),
                cwd=ROOT,
                text=True,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
            ) as breeder,
        ):
            yield Servers(breeder)

    def run(self, kills: int, seed: int) -> None:
        """Kills the group so often, each time 0.05 to 0.35 s after the first acknowledgement.

        Every eighth server lives longer, so that its relay gets going and is killed at work too.
        """
        chance = random.Random(seed)  # noqa: S311 - when to kill is no secret
        with self.servers() as servers:
            self._under_fire(servers, [chance.uniform(0.05, 0.35) + (n % 8 == 7) for n in range(kills)])

    def _under_fire(self, servers: "Servers", lives_s: list[float]) -> None:
        stop = threading.Event()
        clients = [threading.Thread(target=self._post_on, args=(stop,)) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            for life_s in lives_s:
                servers.start()
                self._wait_for_acknowledgement(len(self.acknowledged))
                time.sleep(life_s)
                servers.kill()
                self.kills += 1
        finally:
            stop.set()
            for client in clients:
                client.join()

    def _wait_for_acknowledgement(self, before: int) -> None:
        until = time.monotonic() + UP_S
        while len(self.acknowledged) == before:
            if time.monotonic() > until:
                log = (self.home / "server.log").read_text()[-2000:]
                raise AssertionError(f"nothing acknowledged in {UP_S} s; refused: {self.refusals[:3]}; {log}")
            time.sleep(0.005)

    def _post_on(self, stop: threading.Event) -> None:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=20)
        while not stop.is_set():
            client_id = str(uuid4())
            while not stop.is_set() and not self._post(connection, client_id):
                connection.close()
                time.sleep(RETRY_S)
        connection.close()

    def _post(self, connection: http.client.HTTPConnection, client_id: str) -> bool:
        """Whether it was answered; after a broken connection the same id is sent again."""
        body = json.dumps({**self.body, "client_id": client_id})
        headers = {"Content-Type": "application/json", **self.headers}
        try:
            connection.request("POST", self.path, body, headers)
            answer = connection.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException):
            return False
        if answer.status != 201:
            self.refusals.append(f"{answer.status} {said[:200]!r}")
            return False
        self._note(client_id, json.loads(said)["id"])
        return True

    def _note(self, client_id: str, given: str) -> None:
        if self.acknowledged.setdefault(client_id, given) != given:
            self.contradictions.append(client_id)


class Servers:
    """One server at a time, started at once and killed with all its children."""

    def __init__(self, breeder: "subprocess.Popen[str]") -> None:
        assert breeder.stdin is not None
        assert breeder.stdout is not None
        self._say, self._hear = breeder.stdin, breeder.stdout
        self._group = 0

    def start(self) -> None:
        self._say.write("go\n")
        self._say.flush()
        self._group = int(self._hear.readline())

    def kill(self) -> None:
        os.killpg(self._group, signal.SIGKILL)
        assert self._hear.readline() == "ended\n"
