"""How each room gives or takes away what it holds on a contact."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


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
