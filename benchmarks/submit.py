"""A survey page sent, beside a bare Django view that inserts the same rows: durable answers a second.

Every page sent has a personal link of its own and comes from an address of its own, as people do; the bare view
looks nothing up and checks nothing. Both run on SQLite. Rounds take turns.
"""

import itertools
import json
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from benchmarks.scene import granian, ohlas_web, prepare
from benchmarks.survey_page import BARE, links_in, rounds, row
from ohlas.lib.config import WEB_THREADS

PREPARED = 60_000
"""Links made beforehand: each takes one answer."""


def run() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-submit-") as folder:
        ours_home, bare_home = Path(folder) / "ours", Path(folder) / "bare"
        for home in (ours_home, bare_home):
            home.mkdir()
        prepare(ours_home)
        prepare(bare_home, BARE)
        scene = links_in(ours_home, PREPARED)
        with (
            ohlas_web(ours_home, WEB_THREADS) as ours,
            granian("benchmarks.bare.wsgi:application", bare_home, BARE, WEB_THREADS) as bare,
        ):
            targets = {"ours": (ours, _page(scene, iter(scene["personal"]))), "bare": (bare, _rows())}
            rates = rounds(targets, {201, 303})
    return [row("submit: durable answers, against the same rows", rates["ours"], "per s", rates["bare"])]


def _page(scene: dict, paths: Iterator[str]):
    address = itertools.count()
    body = scene["body"].encode()

    def render() -> bytes:
        n = next(address)
        head = (
            f"POST {next(paths)} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"X-Forwarded-For: 10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body

    return render


def _rows():
    def render() -> bytes:
        answers = {"nps": 9, "staff": 4, "why": "Příjemná obsluha"}
        body = json.dumps({"client_id": str(uuid.uuid4()), "answers": answers}).encode()
        head = "POST /two HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        return head.encode() + f"Content-Length: {len(body)}\r\n\r\n".encode() + body

    return render
