"""Who listens to what: filled by the rooms' `subscriptions.py` while Django starts, then only read."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ohlas.outbox.errors import ListenerTakenError, UnknownWorkError
from ohlas.outbox.events import DomainEvent


@dataclass(frozen=True)
class Listener:
    """One listener of one event class, and how it wants to be called."""

    event_class: type[DomainEvent]
    name: str
    function: Callable[..., Any]
    batch: int = 1
    is_transactional: bool = True
    is_exclusive: bool = False
    priority: int = 0
    max_attempts: int = 8


_listeners: dict[tuple[str, str], Listener] = {}


def add_listener(listener: Listener) -> None:
    """Registers; the same listener twice is one.

    Errors: `ListenerTakenError` when the name already stands for another function or event class.
    """
    key = (listener.event_class.name, listener.name)
    known = _listeners.setdefault(key, listener)
    if known.function is not listener.function or known.event_class is not listener.event_class:
        raise ListenerTakenError(
            f"{listener.name!r} already hears {key[0]!r} as {known.function.__module__}."
            f"{known.function.__qualname__}. Choose another name."
        )


def remove_listener(event_name: str, name: str) -> None:
    """Forgets a listener; for tests."""
    _listeners.pop((event_name, name), None)


def listeners_of(event_name: str) -> list[Listener]:
    """Everyone who hears this event; empty when nobody does."""
    return [listener for (name, _), listener in _listeners.items() if name == event_name]


def listener_named(event_name: str, name: str) -> Listener:
    """The listener a delivery is meant for.

    Errors: `UnknownWorkError` when this version has none of that name.
    """
    try:
        return _listeners[(event_name, name)]
    except KeyError:
        raise UnknownWorkError(
            f"Nobody called {name!r} hears {event_name!r} in this version. "
            "If it was removed, discard the delivery."
        ) from None
