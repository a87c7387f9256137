"""Finding a port that is ours alone: two granians can listen on one port, and neither would say so."""

import errno
import socket
from dataclasses import dataclass

TRIED = 100


class NoFreePortError(OSError):
    pass


@dataclass(frozen=True)
class Reservation:
    """A port that no other Ohlas will take while this stands."""

    port: int
    held: socket.socket

    def end(self) -> None:
        self.held.close()


def reserve_port(host: str, wanted: int) -> Reservation:
    """The wanted port, or the next free one above it.

    Errors: `NoFreePortError` after a hundred taken ports; OSError when `host` is not an address of this machine.
    """
    for port in range(wanted, min(wanted + TRIED, 65536)):
        if _is_free(host, port) and (held := _hold(host, port)):
            return Reservation(port, held)
    raise NoFreePortError(
        errno.EADDRINUSE,
        f"Ports {wanted} to {wanted + TRIED - 1} on {host} are all taken. Set OHLAS_PORT to a free one.",
    )


def address_of(host: str, port: int) -> str:
    """The address to type into a browser on this machine, without a slash at the end."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104
    return f"http://{shown}:{port}"


def _is_free(host: str, port: int) -> bool:
    with _socket(host) as probe:
        # Connections of a server killed a moment ago must not keep its port; one that listens still does.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        return _binds(probe, host, port)


def _hold(host: str, port: int) -> socket.socket | None:
    """Bound but not listening: granian, which shares ports, can still bind it, while a probe cannot."""
    held = _socket(host)
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if _binds(held, host, port):
        return held
    held.close()
    return None


def _binds(own: socket.socket, host: str, port: int) -> bool:
    try:
        own.bind((host, port))
    except OSError as error:
        if error.errno in {errno.EADDRINUSE, errno.EACCES}:
            return False
        raise
    return True


def _socket(host: str) -> socket.socket:
    return socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
