"""What an event is: a frozen dataclass of ids, times, counts and short codes, with a name of its own.

    @dataclass(frozen=True)
    class ResponseRecorded:
        name: ClassVar[str] = "feedback.response_recorded"
        response_id: UUID

Nothing personal belongs in one: rows of events are kept for a week and shown to whoever runs the system.
"""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, ClassVar, Protocol, TypeVar, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from ohlas.outbox.errors import EventShapeError


class DomainEvent(Protocol):
    """Any frozen dataclass with a class-wide `name`, best `room.what_happened`."""

    name: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]


E = TypeVar("E", bound=DomainEvent)


@dataclass(frozen=True)
class Delivered:
    """An event as a listener gets it."""

    event: Any  # the class the listener subscribed to; each listener knows its own
    id: UUID
    organisation_id: UUID | None
    emitted_at: datetime


Json = str | int | float | bool | list["Json"] | None


def encode(event: DomainEvent) -> dict[str, Json]:
    """The event's fields as plain JSON values.

    Errors: `EventShapeError` naming the field that cannot be kept.
    """
    return {f.name: _plain(event, f.name, getattr(event, f.name)) for f in fields(event)}


def decode(event_class: type[E], body: Mapping[str, Json]) -> E:
    """The event that `encode` was given; fields this version does not know are left out.

    Errors: `EventShapeError` when a field without a default is missing.
    """
    hints = _hints(event_class)
    missing = [f.name for f in fields(event_class) if f.name not in body and _is_required(f)]
    if missing:
        raise EventShapeError(f"{event_class.name} was saved without {', '.join(missing)}.")
    known = {f.name: _typed(hints[f.name], body[f.name]) for f in fields(event_class) if f.name in body}
    return event_class(**known)


@cache
def _hints(event_class: type[Any]) -> dict[str, Any]:
    return get_type_hints(event_class)


def _is_required(field: Field[Any]) -> bool:
    return field.default is MISSING and field.default_factory is MISSING


def _plain(event: DomainEvent, field: str, value: object) -> Json:
    match value:
        case None | bool() | int() | float() | str():
            return value.value if isinstance(value, Enum) else value
        case UUID():
            return str(value)
        case datetime() | date():
            return value.isoformat()
        case tuple() | frozenset():
            return [_plain(event, field, part) for part in value]
        case _:
            raise EventShapeError(
                f"{event.name}.{field} is {type(value).__name__}; ids, times, numbers, short texts and "
                "tuples of them are allowed. Save the rest in a table and emit its id."
            )


def _typed(hint: Any, value: Json) -> Any:
    origin = get_origin(hint)
    if origin in {Union, UnionType}:
        inner = [part for part in get_args(hint) if part is not NoneType]
        return None if value is None else _typed(inner[0], value)
    if origin in {tuple, frozenset} and isinstance(value, list):
        return origin(_typed(get_args(hint)[0], part) for part in value)
    hint = getattr(hint, "__supertype__", hint)  # a NewType stands for what it wraps
    if isinstance(hint, type) and isinstance(value, str):
        if issubclass(hint, (datetime, date)):
            return hint.fromisoformat(value)
        if issubclass(hint, (UUID, Enum)):
            return hint(value)
    return value
