"""Secrets at rest: passwords and keys of others, sealed with the installation's own secret."""

import base64
from hashlib import sha256
from typing import TYPE_CHECKING

from ohlas.lib.config import config
from ohlas.lib.secret import secret_key

if TYPE_CHECKING:
    from cryptography.fernet import Fernet


class SealBroken(ValueError):
    """The text was sealed with another secret, or was changed."""


def sealed(text: str) -> str:
    """Unreadable without the secret in OHLAS_HOME; a copy of the database alone does not open it."""
    return _box().encrypt(text.encode()).decode()


def opened(text: str) -> str:
    """What was sealed.

    Errors: `SealBroken`.
    """
    from cryptography.fernet import InvalidToken

    try:
        return _box().decrypt(text.encode()).decode()
    except InvalidToken as broken:
        raise SealBroken("Sealed with another secret: enter the password or key anew.") from broken


def _box() -> "Fernet":
    from cryptography.fernet import Fernet

    key = sha256(b"ohlas.sealing:" + secret_key(config().home).encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
