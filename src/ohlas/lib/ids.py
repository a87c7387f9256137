"""Identifiers that sort by the time they were made, so indexes grow at one end."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return UUID(int=uuid7().int)


def new_ids(count: int) -> list[UUID]:
    """As many fresh ones, in the order they sort by."""
    return [UUID(int=number) for number in sorted(uuid7().int for _ in range(count))]
