"""The audit chain: each entry's hash covers its fields, its number and the entry before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum

START = ""
"""The hash before the first entry."""


@dataclass(frozen=True)
class Link:
    """One entry as the chain sees it; times are ISO 8601 in UTC."""

    number: int
    id: str
    at: str
    actor_kind: str
    actor_id: str | None
    deed: str
    object_kind: str
    object_id: str
    details: Mapping[str, object]


class Fault(StrEnum):
    ALTERED = "altered"
    """A field, the number or the place in the order is not what was sealed."""
    MISSING = "missing"


@dataclass(frozen=True)
class Verdict:
    """What checking a chain found: how many entries hold, and the first that does not."""

    is_whole: bool
    checked: int
    unsealed: int
    fault: Fault | None = None
    number: int | None = None


def chained(link: Link, previous: str) -> str:
    """SHA-256 over the previous hash and the entry as canonical JSON (sorted keys, no spaces, UTF-8)."""
    body = json.dumps(asdict(link), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{previous}\n{body}".encode()).hexdigest()


def first_fault(
    entries: Iterable[tuple[Link, str]], head: tuple[int, str]
) -> tuple[int, tuple[Fault, int] | None]:
    """How many entries hold in order, and the first fault with its number; None when the chain is whole.

    `entries` come by number with their stored hashes, `head` is the number and hash the chain must end with.
    """
    previous, held = START, 0
    for link, stored in entries:
        expected = held + 1
        if link.number != expected:
            return held, (Fault.MISSING, expected)
        if chained(link, previous) != stored:
            return held, (Fault.ALTERED, expected)
        previous, held = stored, expected
    if (held, previous) != head:
        return held, (Fault.MISSING, held + 1) if head[0] > held else (Fault.ALTERED, held)
    return held, None
