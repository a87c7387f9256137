"""Programs at the door: bearer keys, looked up by hash and remembered for a few seconds."""

import hashlib
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import HttpBearer

from ohlas.accounts.access.actors import Actor, key_actor, require
from ohlas.accounts.access.limits import Bucket, limit_of
from ohlas.accounts.models import ApiKey
from ohlas.accounts.rules import KEY_PREFIX, Permission

REMEMBERED_S = 5.0
"""How long a revoked key may still open the door of another process."""
USE_NOTED_EVERY = timedelta(minutes=1)
"""`last_used_at` is for people; a write per request would halve the intake's speed."""
MOST_REMEMBERED = 10_000


@dataclass(frozen=True)
class _Known:
    actor: Actor
    bucket: Bucket
    expires_at: datetime | None
    until: float


_known: dict[str, _Known] = {}
_buckets: dict[UUID, Bucket] = {}
_lock = threading.Lock()


def hash_of(token: str) -> str:
    """What is kept of a key or link: SHA-256, enough for 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


class ApiKeyAuth(HttpBearer):
    """`Authorization: Bearer ohl_…` for the API; sets `request.actor`.

    With a permission, keys without it are refused at the door. Errors: `TooFast`, `Forbidden`.
    """

    def __init__(self, permission: Permission | None = None) -> None:
        super().__init__()
        self.permission = permission

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        known = _lookup(token, timezone.now(), time.monotonic)
        if known is None:
            return None
        known.bucket.take()
        if self.permission is not None:
            require(known.actor, self.permission)
        request.actor = known.actor  # type: ignore[attr-defined]
        return known.actor


def key_for_token(token: str, now: datetime, clock: Callable[[], float] = time.monotonic) -> Actor | None:
    """Whom this token stands for; None when unknown, expired or revoked. Takes nothing from its limit."""
    known = _lookup(token, now, clock)
    return known.actor if known else None


def forget_key(hashed: str) -> None:
    """Makes the next request with this key ask the database again; called when it is revoked."""
    with _lock:
        _known.pop(hashed, None)


def _lookup(token: str, now: datetime, clock: Callable[[], float]) -> _Known | None:
    if not token.startswith(KEY_PREFIX):
        return None
    hashed = hash_of(token)
    known = _known.get(hashed)
    if known is None or known.until <= clock():
        known = _read(hashed, now, clock)
    if known is None or (known.expires_at is not None and known.expires_at <= now):
        return None
    return known


def _read(hashed: str, now: datetime, clock: Callable[[], float]) -> _Known | None:
    key = ApiKey.objects.select_related("organisation").filter(hash=hashed, revoked_at__isnull=True).first()
    if key is None:
        forget_key(hashed)
        return None
    _note_use(key, now)
    actor = key_actor(key)
    with _lock:
        if len(_known) >= MOST_REMEMBERED:
            _known.clear()
        bucket = _buckets.setdefault(key.id, Bucket(limit_of(actor.permissions), clock))
        known = _Known(actor, bucket, key.expires_at, clock() + REMEMBERED_S)
        _known[hashed] = known
    return known


def _note_use(key: ApiKey, now: datetime) -> None:
    if key.last_used_at is not None and key.last_used_at > now - USE_NOTED_EVERY:
        return
    stale = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - USE_NOTED_EVERY)
    ApiKey.objects.filter(stale, id=key.id).update(last_used_at=now)
