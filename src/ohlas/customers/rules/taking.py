"""What a row of a foreign table says of a person, and which of it is believed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ohlas.customers.rules.closed import Channel, EventKind, IdentityKind, Purpose

PERSON_FIELDS = ("name", "language", "address", "gender", "vocative", "zone", "company", "position")
"""What stands on a card besides addresses, attributes and consents."""


@dataclass(frozen=True, slots=True)
class ConsentIn:
    """What a file says of a consent; `at` is None where it names no time."""

    purpose: Purpose
    channel: Channel
    is_granted: bool
    text_version: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonIn:
    """One row: who it names, and what it knows of them. Empty values are left out, never deleted."""

    row: int
    keys: tuple[tuple[str, str], ...] = ()
    identities: tuple[tuple[IdentityKind, str], ...] = ()
    fields: Mapping[str, str] = field(default_factory=dict)
    attributes: Mapping[str, str] = field(default_factory=dict)
    consents: tuple[ConsentIn, ...] = ()
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EventRow:
    """One row of happenings: whom it happened to, what and when."""

    row: int
    client_id: str
    kind: EventKind
    at: datetime
    person: PersonIn
    details: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Refused:
    """Something of a row that was not taken; `given` is shown to whoever imports."""

    row: int
    given: str
    reason: str
    is_whole_row: bool = False


def believed(
    kept: Mapping[str, str],
    given: Mapping[str, str],
    by_hand: Collection[str],
    *,
    is_older: bool,
    overwrites: bool,
) -> dict[str, str]:
    """What changes on a card: newer and not empty wins, an older row fills gaps only.

    What staff set by hand stays as it is unless the import was told to overwrite it.
    """
    return {
        name: value
        for name, value in given.items()
        if value
        and value != kept.get(name, "")
        and (overwrites or name not in by_hand)
        and not (is_older and kept.get(name))
    }


def is_older(known: datetime | None, said: datetime | None) -> bool:
    """Whether a row that dates itself is older than what is known; one without a date is as new as its file."""
    return known is not None and said is not None and said < known
