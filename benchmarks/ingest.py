"""Durable answers a second through POST /api/v1/responses, beside two bare Django views.

All on one machine, SQLite, 16 keep-alive connections, granian. Rounds of the
three take turns, so that whatever else the machine does falls on all alike; the median round counts.
"""

import itertools
import json
import tempfile
import uuid
from pathlib import Path

from benchmarks.load import Tally, drive
from benchmarks.scene import granian, ohlas_web, prepare
from ohlas.lib.config import WEB_THREADS

CONNECTIONS = 16
ROUNDS = 5
SECONDS = 3.0
WARM_S = 1.0
WHY = "Příjemná obsluha, ale na kávu jsme čekali skoro dvacet minut."
BARE = "benchmarks.bare.settings"


def run() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-ingest-") as folder:
        ours_home, bare_home = Path(folder) / "ours", Path(folder) / "bare"
        for home in (ours_home, bare_home):
            home.mkdir()
        scene = prepare(ours_home)
        prepare(bare_home, BARE)
        with (
            ohlas_web(ours_home, WEB_THREADS) as ours,
            granian("benchmarks.bare.wsgi:application", bare_home, BARE, WEB_THREADS) as bare,
        ):
            targets = {
                "ours": (ours, _renderer("/api/v1/responses", scene)),
                "one": (bare, _renderer("/one", scene)),
                "two": (bare, _renderer("/two", scene)),
            }
            for port, render in targets.values():
                _checked(drive(port, render, connections=CONNECTIONS, seconds=WARM_S))
            rates = _rounds(targets)
            slow = _paced({name: targets[name] for name in ("ours", "two")}, rates["ours"] / 2)
    return [
        _row("ingest: durable answers, against one bare insert", rates["ours"], "per s", rates["one"]),
        _row("ingest: durable answers, against the same rows", rates["ours"], "per s", rates["two"]),
        _row("ingest: p99 at half that rate", slow["ours"], "ms", slow["two"]),
    ]


def _rounds(targets: dict) -> dict[str, float]:
    rates: dict[str, list[float]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, (port, render) in targets.items():
            tally = drive(port, render, connections=CONNECTIONS, seconds=SECONDS)
            _checked(tally)
            rates[name].append(tally.rate)
    return {name: sorted(found)[ROUNDS // 2] for name, found in rates.items()}


def _paced(targets: dict, rate: float) -> dict[str, float]:
    """The median round's 99th percentile in ms: one stall of the machine must not decide."""
    found: dict[str, list[float]] = {name: [] for name in targets}
    for _ in range(ROUNDS):
        for name, (port, render) in targets.items():
            tally = drive(port, render, connections=CONNECTIONS, seconds=SECONDS, rate=rate)
            _checked(tally)
            found[name].append(tally.percentile_ms(0.99))
    return {name: sorted(waits)[ROUNDS // 2] for name, waits in found.items()}


def _checked(tally: Tally) -> None:
    if set(tally.statuses) != {201}:
        raise RuntimeError(f"not every answer was 201: {tally.statuses}")


def _renderer(path: str, scene: dict):
    """Requests made of two halves around a fresh client id: the generator must not be what is measured."""
    mark = "00000000-0000-0000-0000-000000000000"
    body = json.dumps(
        {"survey": scene["survey"], "client_id": mark, "answers": {"nps": 9, "staff": 4, "why": WHY}},
        ensure_ascii=False,
    ).encode()
    heads = [
        (
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {key}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode()
        for key in scene["keys"]
    ]
    before, after = body.split(mark.encode())
    turn = itertools.cycle(heads)
    return lambda: b"".join((next(turn), before, str(uuid.uuid4()).encode(), after))


def _row(name: str, value: float, unit: str, reference: float) -> dict:
    return {"name": name, "value": value, "unit": unit, "reference": reference, "ratio": value / reference}
