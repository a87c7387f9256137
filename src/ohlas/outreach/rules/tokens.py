"""Addresses people answer at: 128 random bits, of which only a hash is kept."""

import secrets
from hashlib import sha256

TOKEN_BYTES = 16


def new_token() -> str:
    return secrets.token_urlsafe(TOKEN_BYTES)


def key_hash(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()
