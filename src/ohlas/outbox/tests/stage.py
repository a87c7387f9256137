"""What the room's tests share: two events, listeners that note what they heard, and jobs."""

import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import transaction
from django_tasks import task

from ohlas.outbox import Delivered, emit, subscribe
from ohlas.outbox.errors import GiveUpError
from ohlas.outbox.listeners import remove_listener
from ohlas.outbox.models import Receipt

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
ORGANISATION = UUID(int=1)


@dataclass(frozen=True)
class Rang:
    """The doorbell rang."""

    name: ClassVar[str] = "tests.rang"
    number: int


@dataclass(frozen=True)
class Opened:
    """The door was opened, which follows from ringing."""

    name: ClassVar[str] = "tests.opened"
    number: int


class Doorbell:
    """A listener that notes what it heard in the database, and fails on the numbers it is told to."""

    def __init__(self, *, fails_on: set[int] | None = None) -> None:
        self.fails_on = fails_on or set()
        self.calls: list[list[int]] = []

    def hear(self, event: Delivered, now: datetime) -> None:
        self.hear_all([event], now)

    def hear_all(self, events: Sequence[Delivered], now: datetime) -> None:  # noqa: ARG002 - a listener's signature
        numbers = [told.event.number for told in events]
        self.calls.append(numbers)
        for number in numbers:
            note(f"rang {number}")
        if bad := self.fails_on & set(numbers):
            raise ValueError(f"cannot stand {sorted(bad)}")


def fail_after(deed: Callable[[], Any]) -> None:
    """A deed whose transaction does not come to its end."""
    with transaction.atomic():
        deed()
        raise RuntimeError


def note(text: str) -> None:
    """An effect: one row, so that doing it twice shows."""
    Receipt.objects.create(
        organisation_id=ORGANISATION,
        key=f"{text} #{Receipt.objects.filter(body_hash=text[:64]).count()}",
        body_hash=text[:64],
        status=200,
        answer=text,
        created_at=NOW,
    )


def notes() -> list[str]:
    """Every effect so far, sorted."""
    return sorted(Receipt.objects.filter(key__contains=" #").values_list("answer", flat=True))


def dice(seed: int = 7) -> random.Random:
    """Chance that falls the same way each time."""
    return random.Random(seed)  # noqa: S311 - jitter, not a secret


def ring(*numbers: int) -> None:
    with transaction.atomic():
        for number in numbers:
            emit(Rang(number), organisation_id=ORGANISATION, now=NOW)


@contextmanager
def listening(function: Callable[..., Any], event_class: Any = Rang, **wishes: Any) -> Iterator[None]:
    """A listener for the length of a test."""
    subscribe(event_class, "tests.doorbell", function, **wishes)
    try:
        yield
    finally:
        remove_listener(event_class.name, "tests.doorbell")


@task
def write(text: str) -> str:
    note(text)
    return text.upper()


@task(max_attempts=2)
def stumble(text: str) -> None:
    note(text)
    raise ValueError(f"jana@example.com cannot {text}\nDETAIL: Key (email)=(jana@example.com)")


@task
def despair() -> None:
    raise GiveUpError("there is no such place")


@task(transactional=False)
def write_outside(text: str) -> bool:
    note(text)
    return transaction.get_connection().in_atomic_block


@task(exclusive=True)
def write_alone(text: str) -> None:
    note(text)


@task(takes_context=True)
def count_attempts(context: Any) -> int:
    return context.attempt
