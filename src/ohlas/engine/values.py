"""Reading filter values as the kind of thing their field holds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from ohlas.engine.errors import BadQuery
from ohlas.engine.fields import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from ohlas.engine.query import Value

_FLAGS = {"true": True, "false": False, "1": True, "0": False}


def read_as(kind: Kind, field: str, value: Value) -> Value:
    """The value in the field's kind; None stays None.

    Shape:  one value in, one out.
    Errors: `BadQuery` says which field wants what.
    Source: `ohlas.engine.fields`.
    """
    if value is None:
        return None
    try:
        return _READERS[kind](value)
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise BadQuery(f"{field!r} cannot be compared with {value!r}; give {_WANTED[kind]}") from error


def _text(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return str(value)


def _whole(value: Value) -> int:
    number = float(value)  # type: ignore[arg-type]  # a TypeError is the caller's answer
    if number != int(number):
        raise ValueError(value)
    return int(number)


def _number(value: Value) -> float:
    return float(value)  # type: ignore[arg-type]  # a TypeError is the caller's answer


def _flag(value: Value) -> bool:
    return value if isinstance(value, bool) else _FLAGS[str(value).lower()]


def _day(value: Value) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _moment(value: Value) -> datetime:
    moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    if moment.tzinfo is None:
        raise ValueError(value)
    return moment


_READERS: Mapping[Kind, Callable[[Value], Value]] = {
    Kind.TEXT: _text,
    Kind.WHOLE: _whole,
    Kind.HOUR: _whole,
    Kind.NUMBER: _number,
    Kind.FLAG: _flag,
    Kind.DAY: _day,
    Kind.MOMENT: _moment,
}
_WANTED: Mapping[Kind, str] = {
    Kind.TEXT: "a text",
    Kind.WHOLE: "a whole number",
    Kind.HOUR: "an hour from 0 to 23",
    Kind.NUMBER: "a number",
    Kind.FLAG: "true or false",
    Kind.DAY: "a date like 2026-03-29",
    Kind.MOMENT: "a moment with its zone, like 2026-03-29T01:00:00+00:00",
}
