"""A light load generator: keep-alive connections on one asyncio loop, requests rendered beforehand.

`drive` sends as fast as it gets answers, or, with a rate, when the clock says, so that a slow answer
is not hidden by the next question waiting for it.
"""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Render = Callable[[], bytes]


@dataclass
class Tally:
    """What came back: how many of each status, and each answer's time in seconds."""

    statuses: dict[int, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        return len(self.waits) / self.seconds

    def percentile_ms(self, share: float) -> float:
        ordered = sorted(self.waits)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


class _Connection(asyncio.Protocol):
    def __init__(self, tally: Tally, render: Render, deadline: float, pace: "_Pace | None") -> None:
        self.tally, self.render, self.deadline, self.pace = tally, render, deadline, pace
        self.buffer = bytearray()
        self.done = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport: asyncio.Transport = transport  # type: ignore[assignment]
        self._next()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        head = self.buffer.find(b"\r\n\r\n")
        if head < 0:
            return
        at = self.buffer.lower().find(b"content-length:", 0, head)
        end = head + 4 + int(self.buffer[at + 15 : self.buffer.find(b"\r", at)])
        if len(self.buffer) < end:
            return
        status = int(self.buffer[9:12])
        del self.buffer[:end]
        self.tally.statuses[status] = self.tally.statuses.get(status, 0) + 1
        self.tally.waits.append(time.perf_counter() - self.sent_at)
        self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(error)

    def _next(self) -> None:
        if time.perf_counter() >= self.deadline:
            self.transport.close()
        elif self.pace is None:
            self._send(time.perf_counter())
        else:
            due = self.pace.due()
            wait = due - time.perf_counter()
            if wait <= 0:
                self._send(due)
            else:
                asyncio.get_running_loop().call_later(wait, self._send, due)

    def _send(self, due: float) -> None:
        self.sent_at = due
        if not self.transport.is_closing():
            self.transport.write(self.render())


class _Pace:
    """Moments evenly apart, handed to whichever connection is free."""

    def __init__(self, rate: float) -> None:
        self.gap, self.at = 1 / rate, time.perf_counter()

    def due(self) -> float:
        self.at += self.gap
        return self.at


def drive(port: int, render: Render, *, connections: int, seconds: float, rate: float | None = None) -> Tally:
    """Loads the server at 127.0.0.1 for some seconds."""
    return asyncio.run(_drive(port, render, connections, seconds, rate))


async def _drive(port: int, render: Render, connections: int, seconds: float, rate: float | None) -> Tally:
    tally, loop = Tally(), asyncio.get_running_loop()
    started = time.perf_counter()
    pace = _Pace(rate) if rate else None
    made = [
        (
            await loop.create_connection(
                lambda: _Connection(tally, render, started + seconds, pace), "127.0.0.1", port
            )
        )[1]
        for _ in range(connections)
    ]
    await asyncio.gather(*(one.done for one in made))
    tally.seconds = time.perf_counter() - started
    return tally
