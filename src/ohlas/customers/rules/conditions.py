"""A segment's condition: a JSON tree read once into typed parts, every fault named with its place.

{"all": [{"field": "a_tier", "op": "is", "value": "gold"}, {"event": "purchase", "within_days": 30}]}
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from ohlas.customers.errors import BadCondition
from ohlas.customers.rules.closed import AttributeKind, Channel, EventKind, Purpose
from ohlas.lib.tables import nearest

DEEPEST = 6
MOST_PARTS = 50
LONGEST_VALUE = 200
MOST_VALUES = 200
Choice = TypeVar("Choice", bound=StrEnum)


class Op(StrEnum):
    IS = "is"
    IS_NOT = "is not"
    IN = "in"
    CONTAINS = "contains"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    KNOWN = "is known"
    UNKNOWN = "is unknown"


_ALWAYS = (Op.IS, Op.IS_NOT, Op.KNOWN, Op.UNKNOWN)
OPS: Mapping[AttributeKind, tuple[Op, ...]] = {
    AttributeKind.TEXT: (*_ALWAYS, Op.IN, Op.CONTAINS),
    AttributeKind.CHOICE: (*_ALWAYS, Op.IN),
    AttributeKind.BOOLEAN: (Op.IS, Op.KNOWN, Op.UNKNOWN),
    AttributeKind.NUMBER: (*_ALWAYS, Op.AT_LEAST, Op.AT_MOST),
    AttributeKind.DATE: (*_ALWAYS, Op.AT_LEAST, Op.AT_MOST),
}


@dataclass(frozen=True)
class SegmentField:
    """Something a condition may ask about: its column in the table of contacts and its kind."""

    column: str
    kind: AttributeKind


@dataclass(frozen=True)
class Is:
    field: SegmentField
    op: Op
    values: tuple[str | float, ...]


@dataclass(frozen=True)
class Happened:
    """At least so many events of the kind, in the last days or ever."""

    kind: EventKind
    within_days: int | None
    at_least: int


@dataclass(frozen=True)
class Agreed:
    purpose: Purpose
    channel: Channel


@dataclass(frozen=True)
class Several:
    parts: tuple["Condition", ...]
    is_any: bool


@dataclass(frozen=True)
class Not:
    part: "Condition"


Condition = Is | Happened | Agreed | Several | Not


def read_condition(tree: object, fields: Mapping[str, SegmentField]) -> Condition:
    """The tree, typed and checked.

    Errors: `BadCondition` with the place, what was given and the nearest that is allowed.
    """
    return _Reader(fields).read(tree, "condition", 1)


def is_everybody(tree: object) -> bool:
    """Whether it asks for nothing, so that it chooses all contacts there are."""
    return isinstance(tree, Mapping) and tree.get("all") == []


def column_value(kind: AttributeKind, given: object, place: str) -> str | float:
    """A value as its column holds it: days for dates, "yes" or "no" for booleans.

    Errors: `BadCondition` when it is no value of this kind.
    """
    try:
        if kind is AttributeKind.NUMBER:
            return _number(given)
        if kind is AttributeKind.DATE:
            return float(date.fromisoformat(str(given).strip()[:10]).toordinal())
        if kind is AttributeKind.BOOLEAN:
            return _YES_NO[str(given).strip().casefold()]
    except (ValueError, KeyError, TypeError):
        raise BadCondition(place, str(given)[:60], _ALLOWED[kind]) from None
    if not isinstance(given, str | int | float) or len(str(given)) > LONGEST_VALUE or "\0" in str(given):
        raise BadCondition(place, str(given)[:60], f"a text of up to {LONGEST_VALUE} characters")
    return str(given).strip()


_YES = frozenset({"yes", "true", "1", "ano", "áno", "tak", "так", "да", "ja"})
_NO = frozenset({"no", "false", "0", "ne", "nie", "ні", "нет", "nein"})
_YES_NO = {**dict.fromkeys(_YES, "yes"), **dict.fromkeys(_NO, "no")}
_ALLOWED = {
    AttributeKind.NUMBER: "a number such as 12.5",
    AttributeKind.DATE: "a day such as 2026-11-20",
    AttributeKind.BOOLEAN: "yes or no",
}


def _number(given: object) -> float:
    if isinstance(given, bool):
        raise TypeError
    number = float(str(given).strip().replace(",", ".").replace("\u00a0", "").replace(" ", ""))
    if not abs(number) < 1e15:  # noqa: PLR2004 - also refuses not-a-number
        raise ValueError
    return number


class _Reader:
    def __init__(self, fields: Mapping[str, SegmentField]) -> None:
        self.fields = fields
        self.left = MOST_PARTS

    def read(self, tree: object, place: str, depth: int) -> Condition:
        self.left -= 1
        if depth > DEEPEST or self.left < 0:
            raise BadCondition(place, "more", f"{DEEPEST} levels and {MOST_PARTS} parts at most")
        if not isinstance(tree, dict) or not tree:
            raise BadCondition(place, str(tree)[:60], "an object with all, any, not, field, event or consent")
        kind = _one_of(next(iter(tree)) if len(tree) == 1 else _kind(tree), _KINDS, place)
        if unknown := sorted(set(map(str, tree)) - _KINDS[kind]):
            _one_of(unknown[0], dict.fromkeys(sorted(_KINDS[kind])), place)
        return self._part(kind, tree, place, depth)

    def _part(self, kind: str, tree: Mapping[str, Any], place: str, depth: int) -> Condition:
        if kind == "not":
            return Not(self.read(tree["not"], f"{place}.not", depth + 1))
        if kind in {"all", "any"}:
            return self._several(kind, tree[kind], f"{place}.{kind}", depth)
        if kind == "event":
            return Happened(
                _choice(EventKind, tree["event"], f"{place}.event"),
                _count(tree["within_days"], 36_500, f"{place}.within_days")
                if "within_days" in tree
                else None,
                _count(tree.get("at_least", 1), 1_000, f"{place}.at_least"),
            )
        if kind == "consent":
            return Agreed(
                _choice(Purpose, tree["consent"], f"{place}.consent"),
                _choice(Channel, tree.get("channel", "email"), f"{place}.channel"),
            )
        return self._is(tree, place)

    def _several(self, kind: str, parts: object, place: str, depth: int) -> Several:
        if not isinstance(parts, list):
            raise BadCondition(place, str(parts)[:60], "a list of conditions")
        read = (self.read(part, f"{place}.{n}", depth + 1) for n, part in enumerate(parts))
        return Several(tuple(read), kind == "any")

    def _is(self, tree: Mapping[str, Any], place: str) -> Is:
        field = self.fields[_one_of(tree["field"], self.fields, f"{place}.field")]
        op = Op(_one_of(tree.get("op", "is"), {one.value: None for one in OPS[field.kind]}, f"{place}.op"))
        if op in {Op.KNOWN, Op.UNKNOWN}:
            return Is(field, op, ())
        given = tree.get("value")
        values: Sequence[object] = given if op is Op.IN and isinstance(given, list) else [given]
        if not values or len(values) > MOST_VALUES or None in values or "" in values:
            raise BadCondition(f"{place}.value", str(given)[:60], f"1 to {MOST_VALUES} values")
        return Is(field, op, tuple(column_value(field.kind, one, f"{place}.value") for one in values))


_KINDS: Mapping[str, frozenset[str]] = {
    "all": frozenset({"all"}),
    "any": frozenset({"any"}),
    "not": frozenset({"not"}),
    "field": frozenset({"field", "op", "value"}),
    "event": frozenset({"event", "within_days", "at_least"}),
    "consent": frozenset({"consent", "channel"}),
}


def _kind(tree: Mapping[str, Any]) -> object:
    return next((kind for kind in ("field", "event", "consent") if kind in tree), next(iter(tree)))


def _one_of(given: object, allowed: Mapping[str, object], place: str) -> str:
    if isinstance(given, str) and given in allowed:
        return given
    near = nearest(str(given)[:60], list(allowed))
    hint = f"did you mean {near[0]}? Allowed: " if near else ""
    raise BadCondition(place, str(given)[:60], hint + ", ".join(allowed))


def _choice(kind: type[Choice], given: object, place: str) -> Choice:
    return kind(_one_of(given, {one.value: None for one in kind}, place))


def _count(given: object, most: int, place: str) -> int:
    if isinstance(given, int) and not isinstance(given, bool) and 1 <= given <= most:
        return given
    raise BadCondition(place, str(given)[:60], f"a whole number from 1 to {most}")
