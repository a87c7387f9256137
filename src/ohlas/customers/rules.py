"""How contacts are named by other systems, and how each room gives or takes away what it holds on one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from ohlas.customers.errors import BadKey

MAX_SOURCE = 60
MAX_KEY = 200


@dataclass(frozen=True, slots=True)
class ContactDetails:
    """What a source may tell us about a contact besides the key."""

    name: str = ""
    email: str = ""
    phone: str = ""
    language: str = ""


@dataclass(frozen=True)
class PrivacyPart:
    """One room's share of a privacy request; every room with a customer key registers one.

    `models` are the labels (`feedback.Response`) it answers for. `export` gives all it holds on the
    contact, `erase` removes it inside the caller's transaction and says how many rows went,
    `retain` says in a sentence what the law or the books make it keep, empty when nothing.
    """

    room: str
    models: frozenset[str]
    export: Callable[[UUID, UUID], Mapping[str, object]]
    erase: Callable[[UUID, UUID, datetime], int]
    retain: str = ""


_parts: dict[str, PrivacyPart] = {}


def register_privacy_part(part: PrivacyPart) -> None:
    """Called once per room at start-up."""
    _parts[part.room] = part


def privacy_parts() -> tuple[PrivacyPart, ...]:
    """Every registered part, upper rooms first: what hangs on a contact goes before the contact."""
    return tuple(reversed(_parts.values()))


def checked_key(source: str, key: str) -> tuple[str, str]:
    """Source and key without spaces around.

    Errors: `BadKey` when one is empty, too long or holds a NUL character.
    """
    source, key = source.strip(), key.strip()
    for word, given, longest in (("source", source, MAX_SOURCE), ("key", key, MAX_KEY)):
        if not given or len(given) > longest or "\0" in given:
            raise BadKey(f"customer {word}: {len(given)} characters were given; 1 to {longest} are allowed.")
    return source, key
