"""Reading conditions: exactly one form each, at most eight deep."""

import re
from collections.abc import Mapping
from typing import cast

from ohlas.surveys.rules.conditions import (
    MAX_DEPTH,
    MAX_WIDTH,
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    FieldIs,
    NotThis,
    Op,
    Value,
)
from ohlas.surveys.rules.reading.reader import Reader, finite, shown
from ohlas.surveys.rules.types import MAX_CHOICES

FIELDS = r"unit|employee|language|channel|touchpoint|a_[a-z][a-z0-9_]{0,39}"
MAX_VALUE = 200
"""Characters of a value compared with."""
_FIELD = re.compile(FIELDS)
_FIELD_WORDS = "unit, employee, language, channel, touchpoint or a_ and an attribute's key"
_FORMS = ("all", "any", "not", "question", "field")
_ALLOWED = "an object with one of all, any, not, question or field"
_NO_VALUE = frozenset({Op.ANSWERED, Op.NOT_ANSWERED})
_NUMBERS = frozenset({Op.AT_LEAST, Op.AT_MOST})


def read_condition(reader: Reader, place: str, given: object, depth: int = 1) -> Condition | None:
    """The condition; None when it is null or wrong."""
    if given is None:
        return None
    if depth > MAX_DEPTH:
        reader.doubt(place, "a condition this deep", f"{MAX_DEPTH} levels")
        return None
    if not isinstance(given, Mapping):
        reader.say(place, shown(given), _ALLOWED)
        return None
    parts = cast("Mapping[object, object]", given)
    form = next((name for name in _FORMS if name in parts), None)
    if form is None:
        reader.say(place, shown(given), _ALLOWED)
        return None
    if form in {"question", "field"}:
        return _leaf(reader, place, form, given)
    return _group(reader, place, form, reader.mapping(place, given, {form})[form], depth)


def _group(reader: Reader, place: str, form: str, inner: object, depth: int) -> Condition | None:
    if form == "not":
        part = _part(reader, f"{place}.not", inner, depth)
        return NotThis(part) if part else None
    parts = reader.listed(
        f"{place}.{form}", inner, lambda where, item: _part(reader, where, item, depth), MAX_WIDTH
    )
    kept = tuple(part for part in parts if part)
    return AllOf(kept) if form == "all" else AnyOf(kept)


def _part(reader: Reader, place: str, given: object, depth: int) -> Condition | None:
    if given is None:
        reader.say(place, "nothing", _ALLOWED)
        return None
    return read_condition(reader, place, given, depth + 1)


def _leaf(reader: Reader, place: str, form: str, given: object) -> Condition | None:
    parts = reader.mapping(place, given, {form, "op", "value"})
    op = Op(reader.one_of(f"{place}.op", parts.get("op"), tuple(Op)))
    value = _value(reader, f"{place}.value", op, parts.get("value"))
    name = parts[form]
    if form == "question":
        return AnswerIs(reader.text(f"{place}.question", name, MAX_VALUE), op, value)
    found = reader.matching(f"{place}.field", name, _FIELD, _FIELD_WORDS)
    if name is None:
        reader.say(f"{place}.field", "nothing", _FIELD_WORDS)
    return FieldIs(found, op, value) if found else None


def _value(reader: Reader, place: str, op: Op, given: object) -> Value:
    if op in _NO_VALUE:
        if given is not None:
            reader.say(place, shown(given), f"no value with {op}")
        return None
    if op in _NUMBERS:
        return _number(reader, place, given)
    if op is Op.BETWEEN:
        ends = reader.listed(place, given, lambda where, one: _number(reader, where, one), most=2, least=2)
        return tuple(ends)
    if op is Op.IN:
        return reader.listed(place, given, lambda where, one: _scalar(reader, where, one), MAX_CHOICES, 1)
    return given if isinstance(given, bool) else _scalar(reader, place, given)


def _number(reader: Reader, place: str, given: object) -> float:
    number = finite(given)
    if number is None:
        reader.say(place, shown(given), "a number")
    return number or 0


def _scalar(reader: Reader, place: str, given: object) -> float | str:
    number = finite(given)
    return reader.text(place, given, MAX_VALUE) if number is None else number
