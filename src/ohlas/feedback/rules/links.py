"""Addresses people answer at: how they are made, what they open, and which response an answer belongs to."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from ohlas.feedback.rules.spontaneous import CHANNEL, PRODUCT

TOKEN_BYTES = 16
"""128 random bits: a plain hash is enough to keep."""
CODE_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
"""Read from posters and typed in: no 0 or o, no 1, l or i."""
CODE_LENGTH = 10
LIFE = timedelta(days=90)
"""Of a personal link whose maker names no end."""


CAMPAIGN = "campaign"
TOUCHPOINT = "touchpoint"
MARKS = {PRODUCT: "Product", CAMPAIGN: "Campaign", TOUCHPOINT: "Touchpoint"}
"""What a link may say about its answers beside unit and employee, and how the figures call it."""


class LinkKind(StrEnum):
    OPEN = "open"
    PERSONAL = "personal"


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def key_hash(key: str) -> str:
    return sha256(key.encode(errors="replace")).hexdigest()


def path_of(channel: str, key: str) -> str:
    """Where the link opens: pages that people come to by themselves lie below /p/."""
    return f"/p/{key}" if channel == CHANNEL else f"/s/{key}"


def client_id_for(link_id: UUID, render: str) -> UUID:
    """The one response that answers given on this rendering of the link belong to.

    Derived, not stored: whoever knows a stored id still cannot open what was answered.
    """
    return UUID(bytes=sha256(link_id.bytes + render.encode(errors="replace")).digest()[:16])


def is_over(expires_at: datetime | None, closed_at: datetime | None, now: datetime) -> bool:
    return closed_at is not None or (expires_at is not None and now >= expires_at)
