"""From an acknowledged answer to the figure that counts it: `ohlas serve` running, asked through the API."""

import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.scene import ROOT, environment, free_port, prepare, wait_for

ANSWERS = 60
PROMISED_S = 2.0
PATIENCE_S = 30.0
LOOK_EVERY_S = 0.02


def run() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-freshness-") as folder:
        home, port = Path(folder), free_port()
        scene = prepare(home)
        with (home / "serve.log").open("wb") as log:
            server = subprocess.Popen(
                [sys.executable, "-m", "ohlas", "serve"],
                env={**environment(home), "OHLAS_PORT": str(port)},
                cwd=ROOT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
            try:
                wait_for(port)
                waits = sorted(_waits(port, scene))
            finally:
                os.killpg(server.pid, signal.SIGTERM)
                server.wait(timeout=30)
    return [
        {
            "name": f"freshness: answer to figure, {name}",
            "value": waits[min(len(waits) - 1, int(share * len(waits)))],
            "unit": "s",
            "reference": PROMISED_S,
            "ratio": waits[min(len(waits) - 1, int(share * len(waits)))] / PROMISED_S,
        }
        for name, share in (("median", 0.5), ("p95", 0.95))
    ]


def _waits(port: int, scene: dict) -> list[float]:
    chance = random.Random(7)  # noqa: S311 - when to ask is no secret
    _until_counted(port, scene, _post(port, scene))  # the first answer loads what facts need
    found = []
    for _ in range(ANSWERS):
        time.sleep(chance.uniform(0, 0.5))  # answers do not come in step with the relay
        before = _post(port, scene)
        found.append(_until_counted(port, scene, before))
    return found


def _post(port: int, scene: dict) -> int:
    """Sends one answer; how many the figure counted before it."""
    counted = _counted(port, scene)
    body = json.dumps({"survey": scene["survey"], "answers": {"nps": 9}})
    status, _ = _ask(port, scene, "POST", "/api/v1/responses", body)
    if status != 201:
        raise RuntimeError(f"an answer was refused with {status}")
    return counted


def _until_counted(port: int, scene: dict, before: int) -> float:
    started = time.perf_counter()
    while _counted(port, scene) <= before:
        if time.perf_counter() - started > PATIENCE_S:
            raise RuntimeError(f"an answer was not counted within {PATIENCE_S} s")
        time.sleep(LOOK_EVERY_S)
    return time.perf_counter() - started


def _counted(port: int, scene: dict) -> int:
    status, body = _ask(port, scene, "GET", "/api/v1/metrics/nps")
    if status != 200:
        raise RuntimeError(f"the figure was refused with {status}: {body[:200]!r}")
    return int(json.loads(body)["n"])


def _ask(port: int, scene: dict, method: str, path: str, body: str | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        headers = {"Authorization": f"Bearer {scene['keys'][0]}", "Content-Type": "application/json"}
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()
