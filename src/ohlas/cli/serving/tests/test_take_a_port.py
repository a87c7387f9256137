import socket
from collections.abc import Iterator

import pytest

from ohlas.cli.serving.ports import NoFreePortError, address_of, reserve_port

HOST = "127.0.0.1"


@pytest.fixture
def free() -> int:
    """A port that was free a moment ago."""
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


@pytest.fixture
def listener(free: int) -> Iterator[socket.socket]:
    """Somebody who listens there, and would share the port."""
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    server.bind((HOST, free))
    server.listen()
    with server:
        yield server


def test_a_free_port_is_taken(free: int) -> None:
    reservation = reserve_port(HOST, free)
    assert reservation.port == free
    reservation.end()


def test_a_port_that_somebody_listens_on_is_passed_over(free: int, listener: socket.socket) -> None:
    reservation = reserve_port(HOST, free)
    assert reservation.port > free
    reservation.end()


def test_two_that_start_at_once_take_two_ports(free: int) -> None:
    with reserve_port(HOST, free).held as first, reserve_port(HOST, free).held as second:
        assert first.getsockname() != second.getsockname()


def test_a_reserved_port_can_still_be_listened_on_by_its_server(free: int) -> None:
    reservation = reserve_port(HOST, free)
    with socket.socket() as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        server.bind((HOST, reservation.port))
        server.listen()
        with socket.create_connection((HOST, reservation.port)):
            pass
    reservation.end()


def test_no_free_port_at_all_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ohlas.cli.serving.ports._is_free", lambda *_: False)
    with pytest.raises(NoFreePortError, match="Set OHLAS_PORT"):
        reserve_port(HOST, 8000)


def test_the_address_can_be_typed_into_a_browser() -> None:
    assert address_of("127.0.0.1", 8000) == "http://127.0.0.1:8000"
    assert address_of("0.0.0.0", 8000) == "http://127.0.0.1:8000"  # noqa: S104 - the case in point
    assert address_of("::1", 8000) == "http://[::1]:8000"
