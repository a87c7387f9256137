"""The control: a server that acknowledges first and stores a moment later, as fast ones do.

The test that finds no loss here could not find one anywhere.
"""

import json
import os
import queue
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

LAG_S = 0.05
waiting: queue.Queue[tuple[str, str]] = queue.Queue()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    body = json.loads(environ["wsgi.input"].read())
    waiting.put((body["client_id"], body["client_id"]))
    start_response("201 Created", [("Content-Type", "application/json")])
    return [json.dumps({"id": body["client_id"]}).encode()]


def store() -> None:
    connection = sqlite3.connect(Path(os.environ["OHLAS_HOME"]) / "naive.sqlite3")
    connection.execute("CREATE TABLE IF NOT EXISTS response (client_id TEXT, id TEXT)")
    while True:
        time.sleep(LAG_S)
        rows = [waiting.get_nowait() for _ in range(waiting.qsize())]
        with connection:
            connection.executemany("INSERT INTO response VALUES (?, ?)", rows)


def load(_target: str) -> Callable[..., Iterable[bytes]]:
    threading.Thread(target=store, daemon=True).start()
    return application


def serve() -> int:
    from granian.constants import Interfaces
    from granian.server import Server

    server = Server(
        "kill_naive", port=int(os.environ["OHLAS_PORT"]), interface=Interfaces.WSGI, blocking_threads=2
    )
    server.serve(target_loader=load)
    return 0
