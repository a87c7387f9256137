"""How often a key may knock: token buckets kept in this process, limits in one table."""

import math
import threading
import time
from collections.abc import Callable, Collection, Mapping

from ohlas.accounts.errors import TooFast
from ohlas.accounts.rules import Permission

DEFAULT_PER_MINUTE = 600
"""Enough for a dashboard that polls ten times a second, too little to scrape a year of answers unnoticed."""

LIMITS: Mapping[Permission, int] = {
    # Bulk intake: a shop's tills or a whole website post with one key, 2,000 answers a second.
    Permission.RECORD_ANSWERS: 120_000,
}
"""Requests a minute for keys holding this right, where it differs from the default."""


def limit_of(permissions: Collection[Permission]) -> int:
    """Requests a minute for a key with these rights: the most generous of them counts."""
    return max(
        (LIMITS.get(permission, DEFAULT_PER_MINUTE) for permission in permissions), default=DEFAULT_PER_MINUTE
    )


class Bucket:
    """A minute's worth of requests, filling evenly; one per key and process."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._per_minute = per_minute
        self._clock = clock
        self._left = float(per_minute)
        self._seen_at = clock()
        self._lock = threading.Lock()

    def take(self) -> None:
        """One request's share.

        Errors: `TooFast` with the whole seconds until there is one again.
        """
        with self._lock:
            now = self._clock()
            rate = self._per_minute / 60
            self._left = min(self._per_minute, self._left + (now - self._seen_at) * rate)
            self._seen_at = now
            if self._left < 1:
                raise TooFast(self._per_minute, math.ceil((1 - self._left) / rate))
            self._left -= 1
