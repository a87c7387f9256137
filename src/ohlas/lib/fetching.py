"""Calling addresses that strangers named: resolved once, private places refused, no redirect followed."""

import http.client
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

MOST_READ = 200_000
"""Bytes of an answer that are read; nobody reports more than that about a message."""
TIMEOUT_S = 15.0
Address = IPv4Address | IPv6Address


class FetchError(Exception):
    """Root of what can go wrong on the way out."""


class RefusedAddress(FetchError):
    """The address must not be called: not HTTP, unreadable, or in a private or special range."""


class NotReached(FetchError):
    """Nothing was sent: no such host, nobody listens, the certificate is wrong."""


class NoAnswer(FetchError):
    """The request left and no whole answer came; whether it was taken nobody knows."""


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes


def call(request: Request, *, allowed: str = "", timeout_s: float = TIMEOUT_S) -> Answer:
    """What the other side answered, a redirect included: it is never followed.

    `allowed` names networks besides the public ones, as `127.0.0.1/32, 10.1.0.0/16`.

    Errors: `RefusedAddress`, `NotReached`, `NoAnswer`.
    """
    parts = urlsplit(request.url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc:
        raise RefusedAddress("An address such as https://sms.example.com/send is allowed.")
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError as wrong:
        raise RefusedAddress("The port of the address is none.") from wrong
    place = resolved(parts.hostname, port, allowed)
    connection = _connection(parts.scheme, parts.hostname, place, port, timeout_s)
    try:
        try:
            connection.connect()
        except OSError as trouble:
            raise NotReached(f"{parts.hostname}: {trouble}"[:200]) from trouble
        return _asked(connection, request, f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}")
    finally:
        connection.close()


def resolved(host: str, port: int, allowed: str = "", *, only_v4: bool = False) -> str:
    """The one numeric address to connect to; every address of the name must be public or allowed.

    Errors: `RefusedAddress`, `NotReached`.
    """
    family = socket.AF_INET if only_v4 else socket.AF_UNSPEC
    try:
        found = socket.getaddrinfo(host, port, family, socket.SOCK_STREAM)
    except (OSError, UnicodeError) as trouble:
        raise NotReached(f"There is no host {host[:80]}.") from trouble
    places = [ip_address(str(one[4][0]).split("%")[0]) for one in found]
    for place in places:
        if not _is_fit(place, allowed):
            raise RefusedAddress(
                f"{host[:80]} lies at {place}, which is not public. Who runs this installation can allow it by "
                "OHLAS_PRIVATE_GATEWAYS."
            )
    return str(places[0])


def _is_fit(place: Address, allowed: str) -> bool:
    inner = getattr(place, "ipv4_mapped", None) or place
    if any(inner in ip_network(one.strip(), strict=False) for one in allowed.split(",") if one.strip()):
        return True
    return bool(inner.is_global) and not inner.is_multicast


def _connection(
    scheme: str, host: str, place: str, port: int, timeout_s: float
) -> http.client.HTTPConnection:
    if scheme == "http":
        plain = http.client.HTTPConnection(host, port, timeout=timeout_s)
        plain._create_connection = _to(place)  # type: ignore[attr-defined]  # noqa: SLF001 - the one place to pin it
        return plain
    sealed = http.client.HTTPSConnection(host, port, timeout=timeout_s, context=ssl.create_default_context())
    sealed._create_connection = _to(place)  # type: ignore[attr-defined]  # noqa: SLF001 - as above
    return sealed


def _to(place: str) -> object:
    """Connects there, whatever the name says by now; the certificate is still checked against the name."""

    def connect(address: tuple[str, int], timeout: float, source: object = None) -> socket.socket:  # noqa: ARG001
        return socket.create_connection((place, address[1]), timeout)

    return connect


def _asked(connection: http.client.HTTPConnection, request: Request, target: str) -> Answer:
    try:
        connection.request(request.method, target, body=request.body, headers=dict(request.headers))
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(MOST_READ))
    except (OSError, http.client.HTTPException) as trouble:
        raise NoAnswer(f"No answer came: {type(trouble).__name__}") from trouble
    except ValueError as wrong:
        raise RefusedAddress("The address or a heading holds a letter that is not allowed there.") from wrong
