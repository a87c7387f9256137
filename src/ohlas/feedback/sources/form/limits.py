"""How often one address may send: a bucket per address and process, and who the address is."""

from collections import OrderedDict
from functools import lru_cache
from ipaddress import ip_address
from threading import Lock

from django.http import HttpRequest

from ohlas.accounts.access import Bucket
from ohlas.accounts.errors import TooFast

SUBMITS = 30
"""Complete answers a minute from one address: a full waiting room behind one router stays below."""
SAVES = 600
"""Saves and turned pages a minute: thirty people giving an answer every three seconds."""
MOST_KEPT = 20_000

_buckets: OrderedDict[tuple[str, int], Bucket] = OrderedDict()
_lock = Lock()


def is_too_fast(request: HttpRequest, per_minute: int) -> bool:
    """Takes one request's share of the address's minute; whether there was none left."""
    key = (address_of(request), per_minute)
    with _lock:
        bucket = _buckets.pop(key, None) or Bucket(per_minute)
        _buckets[key] = bucket
        if len(_buckets) > MOST_KEPT:
            _buckets.popitem(last=False)
    try:
        bucket.take()
    except TooFast:
        return True
    return False


def address_of(request: HttpRequest) -> str:
    """The client's address; a proxy on this machine is believed about whom it serves, nobody else is."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    named = request.META.get("HTTP_X_FORWARDED_FOR", "").rsplit(",", 1)[-1].strip()
    return named if named and _is_here(peer) and _is_address(named) else peer


def forget_addresses() -> None:
    """For tests."""
    _buckets.clear()


@lru_cache(maxsize=1_000)
def _is_here(peer: str) -> bool:
    return _is_address(peer) and ip_address(peer).is_loopback


@lru_cache(maxsize=1_000)
def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
