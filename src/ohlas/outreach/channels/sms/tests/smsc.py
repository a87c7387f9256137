"""A small SMSC on loopback: takes binds and submissions, answers as told, and delivers receipts and messages."""

import socket
import struct
import threading
from dataclasses import dataclass, field
from typing import Self

BIND_TRANSCEIVER, BIND_TRANSMITTER, SUBMIT, DELIVER, UNBIND, LINK = 0x09, 0x02, 0x04, 0x05, 0x06, 0x15
REPLY = 0x80000000


@dataclass
class Taken:
    """One submission as it came over the wire."""

    source: str
    to: str
    esm_class: int
    coding: int
    registered: int
    octets: bytes
    name: str

    @property
    def header(self) -> bytes:
        return self.octets[: self.octets[0] + 1] if self.esm_class & 0x40 else b""

    @property
    def body(self) -> bytes:
        return self.octets[len(self.header) :]


@dataclass
class Smsc:
    """`refuse` holds statuses for the submissions to come; `tear` closes the line after that many submissions."""

    password: str = "secret"
    taken: list[Taken] = field(default_factory=list)
    waiting: list[bytes] = field(default_factory=list)
    acknowledged: list[int] = field(default_factory=list)
    refuse: list[int] = field(default_factory=list)
    tear: int | None = None
    binds: int = 0

    def __enter__(self) -> Self:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def deliver(
        self, source: str, to: str, octets: bytes, *, esm_class: int = 0, coding: int = 0, tlv: bytes = b""
    ) -> None:
        """Waits until somebody is bound to take it."""
        body = b"\0" + bytes((1, 1)) + source.encode() + b"\0" + bytes((1, 1)) + to.encode() + b"\0"
        body += bytes((esm_class, 0, 0)) + b"\0\0" + bytes((0, 0, coding, 0, len(octets))) + octets + tlv
        self.waiting.append(body)

    def receipt(self, name: str, status: str) -> None:
        text = f"id:{name} sub:001 dlvrd:001 submit date:2611220300 done date:2611220301 stat:{status} err:000 text:"
        self.deliver("420601000001", "Sova", text.encode(), esm_class=0x04)

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._listener.accept()
            except OSError:
                return
            threading.Thread(target=self._talk, args=(line,), daemon=True).start()

    def _talk(self, line: socket.socket) -> None:
        with line:
            while (unit := _read(line)) is not None:
                command, _, sequence, body = unit
                if command in {BIND_TRANSCEIVER, BIND_TRANSMITTER}:
                    _user, password = body.split(b"\0")[:2]
                    is_right = password.decode() == self.password
                    self.binds += 1
                    _send(
                        line,
                        command | REPLY,
                        0 if is_right else 0x0E,
                        sequence,
                        b"SIM\0" if is_right else b"",
                    )
                    if command == BIND_TRANSCEIVER and is_right:
                        self._bring(line)
                elif command == SUBMIT:
                    if self.tear is not None and len(self.taken) >= self.tear:
                        return
                    self._take(line, sequence, body)
                    self._bring(line)
                elif command == DELIVER | REPLY:
                    self.acknowledged.append(unit[1])
                elif command in {UNBIND, LINK}:
                    _send(line, command | REPLY, 0, sequence, b"")
                    if command == UNBIND:
                        return

    def _take(self, line: socket.socket, sequence: int, body: bytes) -> None:
        status = self.refuse.pop(0) if self.refuse else 0
        if status:
            _send(line, SUBMIT | REPLY, status, sequence, b"")
            return
        at = body.index(b"\0") + 1
        source, at = _text(body, at + 2)
        to, at = _text(body, at + 2)
        esm_class, at = body[at], at + 3
        _, at = _text(body, at)
        _, at = _text(body, at)
        registered, coding, size = body[at], body[at + 2], body[at + 4]
        name = f"m{len(self.taken) + 1}"
        octets = body[at + 5 : at + 5 + size]
        self.taken.append(Taken(source, to, esm_class, coding, registered, octets, name))
        _send(line, SUBMIT | REPLY, 0, sequence, name.encode() + b"\0")

    def _bring(self, line: socket.socket) -> None:
        for n, body in enumerate(self.waiting, start=1):
            _send(line, DELIVER, 0, n, body)
        self.waiting.clear()


def _read(line: socket.socket) -> tuple[int, int, int, bytes] | None:
    head = _exact(line, 16)
    if head is None:
        return None
    length, command, status, sequence = struct.unpack(">IIII", head)
    body = _exact(line, length - 16) if length > 16 else b""
    return None if body is None else (command, status, sequence, body)


def _exact(line: socket.socket, size: int) -> bytes | None:
    got = b""
    while len(got) < size:
        try:
            more = line.recv(size - len(got))
        except OSError:
            return None
        if not more:
            return None
        got += more
    return got


def _send(line: socket.socket, command: int, status: int, sequence: int, body: bytes) -> None:
    line.sendall(struct.pack(">IIII", 16 + len(body), command, status, sequence) + body)


def _text(body: bytes, at: int) -> tuple[str, int]:
    end = body.index(b"\0", at)
    return body[at:end].decode(), end + 1
