"""The starting process: takes folder and port, runs granian and keeps a relay going."""

import contextlib
import os
import socket
import sys
import threading
import time
from functools import partial

from ohlas.cli.serving.folder import FolderLock, FolderTakenError
from ohlas.cli.serving.ports import Reservation, address_of, reserve_port
from ohlas.cli.serving.relay_process import RelayKeeper
from ohlas.cli.serving.web_worker import load_application
from ohlas.lib.config import Config

GRACE_S = 10
"""How long a worker may finish its requests after a signal to stop."""

START_S = 120.0
"""A first start on a slow disk; after that nobody waits for the line with the address any more."""


def serve_folder(config: Config) -> int:
    """See `ohlas.cli.serving.serve`."""
    try:
        with FolderLock(config.home) as lock:
            reservation = reserve_port(config.host, config.port)
            address = address_of(config.host, reservation.port)
            lock.announce(address)
            with RelayKeeper(config.public_url or address):
                return _run_web(config, reservation)
    except FolderTakenError as taken:
        _say(f"Ohlas already serves {config.home} at {taken.address}")
        return 0


def serve_web(config: Config) -> int:
    """See `ohlas.cli.serving.web`."""
    return _run_web(config, reserve_port(config.host, config.port))


def _run_web(config: Config, reservation: Reservation) -> int:
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    if reservation.port != config.port:
        _say(f"Port {config.port} is taken; using {reservation.port}.")
    os.environ["OHLAS_PORT"] = str(reservation.port)
    address = address_of(config.host, reservation.port)
    server = Server(
        "ohlas.site.wsgi:application",
        address=config.host,
        port=reservation.port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1 if config.is_sqlite else config.web_workers,
        blocking_threads=config.web_threads,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=GRACE_S,
        log_level=LogLevels.warning,
    )
    _announce_when_up(config.host, reservation.port, address)
    loader = partial(load_application, config=config, parent=os.getpid())
    try:
        server.serve(target_loader=loader)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    finally:
        reservation.end()
    return 0


def _announce_when_up(host: str, port: int, address: str) -> None:
    def wait() -> None:
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection((host, port), timeout=1):
                _say(f"Ohlas is at {address}  (stop with Ctrl-C)")
                return
            time.sleep(0.05)

    threading.Thread(target=wait, name="announce", daemon=True).start()


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
