"""What a delivery asks for, as one shape: a listener to be told, or a job to be run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from ohlas.outbox.errors import UnknownWorkError
from ohlas.outbox.events import Delivered, Json, decode
from ohlas.outbox.jobs import AnyTask, find_task, run_task
from ohlas.outbox.listeners import Listener, listener_named
from ohlas.outbox.models import Delivery, Event


class Work(Protocol):
    """How to run deliveries of one kind; `run` returns one answer per delivery."""

    @property
    def batch(self) -> int: ...
    @property
    def is_transactional(self) -> bool: ...
    @property
    def is_exclusive(self) -> bool: ...
    @property
    def max_attempts(self) -> int: ...

    def run(self, deliveries: Sequence[Delivery], now: datetime) -> list[Json]: ...


def work_of(delivery: Delivery) -> Work:
    """What this delivery asks for; one that nobody knows fails when it is run, and so ends on the page."""
    try:
        if delivery.event is None:
            return JobWork(find_task(delivery.listener))
        return ListenerWork(listener_named(delivery.event.name, delivery.listener))
    except UnknownWorkError as error:
        return LostWork(error)


@dataclass(frozen=True)
class ListenerWork:
    listener: Listener

    @property
    def batch(self) -> int:
        return self.listener.batch

    @property
    def is_transactional(self) -> bool:
        return self.listener.is_transactional

    @property
    def is_exclusive(self) -> bool:
        return self.listener.is_exclusive

    @property
    def max_attempts(self) -> int:
        return self.listener.max_attempts

    def run(self, deliveries: Sequence[Delivery], now: datetime) -> list[Json]:
        told = [self._delivered(d.event) for d in deliveries if d.event is not None]
        if self.listener.batch > 1:
            self.listener.function(told, now)
        else:
            for one in told:
                self.listener.function(one, now)
        return [None] * len(deliveries)

    def _delivered(self, row: Event) -> Delivered:
        event = decode(self.listener.event_class, row.body)
        return Delivered(event, row.id, row.organisation_id, row.emitted_at)


@dataclass(frozen=True)
class JobWork:
    task: AnyTask
    batch: int = 1

    @property
    def is_transactional(self) -> bool:
        return self.task.transactional

    @property
    def is_exclusive(self) -> bool:
        return self.task.exclusive

    @property
    def max_attempts(self) -> int:
        return self.task.max_attempts

    def run(self, deliveries: Sequence[Delivery], now: datetime) -> list[Json]:  # noqa: ARG002 - jobs take their own
        return [run_task(self.task, delivery) for delivery in deliveries]


@dataclass(frozen=True)
class LostWork:
    error: UnknownWorkError
    batch: int = 1
    is_transactional: bool = True
    is_exclusive: bool = False
    max_attempts: int = 8

    def run(self, deliveries: Sequence[Delivery], now: datetime) -> list[Json]:  # noqa: ARG002 - it only tells
        raise self.error
