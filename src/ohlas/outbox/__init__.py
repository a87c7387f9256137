"""What happened and what is still to be done about it, delivered once.

Rooms need four names: an event class is a frozen dataclass (see `events`), `emit` saves one in the
caller's transaction, `subscribe` names who listens, and a listener gets `Delivered` events. Jobs are
ordinary django_tasks tasks (see `backend`), regular ones carry `schedule.scheduled`.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from ohlas.outbox.events import Delivered, DomainEvent

__all__ = ["Delivered", "DomainEvent", "emit", "subscribe"]


def emit(event: DomainEvent, *, organisation_id: UUID | None, now: datetime | None = None) -> None:
    """Saves the event in the caller's transaction; the relay brings it to each listener once.

    Errors: `OutsideTransactionError` without a transaction; `EventShapeError` for unfit fields.
    """
    # Late, since Django imports this package before its tables exist.
    from ohlas.outbox.emitting import save_event

    save_event(event, organisation_id=organisation_id, now=now)


def subscribe(
    event_class: type[DomainEvent],
    listener: str,
    function: Callable[..., Any],
    *,
    batch: int = 1,
    transactional: bool = True,
    exclusive: bool = False,
    priority: int = 0,
    max_attempts: int = 8,
) -> None:
    """From now on `function` hears every event of this class under the name `listener`.

    It is called with `(event, now)`, or with `(events, now)` when `batch` is above 1; each event is a
    `Delivered`. Transactional listeners run inside one transaction with their delivery's end, so what they
    write happens exactly once. Others (slow or foreign work) run outside of one, at least once, and must be
    safe to repeat. An exclusive listener runs in one relay at a time.

    Errors: `ListenerTakenError` when the name already stands for another function.
    """
    from ohlas.outbox.listeners import Listener, add_listener

    add_listener(
        Listener(
            event_class=event_class,
            name=listener,
            function=function,
            batch=batch,
            is_transactional=transactional,
            is_exclusive=exclusive,
            priority=priority,
            max_attempts=max_attempts,
        )
    )
