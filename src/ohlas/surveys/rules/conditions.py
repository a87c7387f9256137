"""Conditions on answers and circumstances: what they are, what they refer to, whether they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

MAX_DEPTH = 8
"""Conditions inside conditions; deeper ones nobody can read aloud."""
MAX_WIDTH = 50
Value = bool | float | str | tuple[float | str, ...] | None


class Op(StrEnum):
    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BETWEEN = "between"
    CONTAINS = "contains"
    ANSWERED = "answered"
    NOT_ANSWERED = "not_answered"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when each holds; without any it always holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when one holds; without any it never holds."""

    conditions: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class NotThis:
    condition: "Condition"


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """On an answer; `question` is the id of an item, such as `csi.staff.performance`."""

    question: str
    op: Op
    value: Value = None


@dataclass(frozen=True, slots=True)
class FieldIs:
    """On a circumstance: unit, language, channel or a contact's attribute."""

    field: str
    op: Op
    value: Value = None


Condition = AllOf | AnyOf | NotThis | AnswerIs | FieldIs
Answers = Mapping[str, object]
Facts = Mapping[str, object]


def holds(condition: Condition | None, answers: Answers, facts: Facts) -> bool:
    """Whether it holds; None always does.

    A comparison with an answer that was not given does not hold; `is_not` is the opposite of `is`, so
    it holds then, and so does `not_answered`.
    """
    match condition:
        case None:
            return True
        case AllOf(parts):
            return all(holds(part, answers, facts) for part in parts)
        case AnyOf(parts):
            return any(holds(part, answers, facts) for part in parts)
        case NotThis(part):
            return not holds(part, answers, facts)
        case AnswerIs(name, op, value):
            return compares(op, answers.get(name), value)
        case FieldIs(name, op, value):
            return compares(op, facts.get(name), value)


def leaves(condition: Condition | None) -> Iterator[AnswerIs | FieldIs]:
    """Every comparison in it."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case NotThis(part):
            yield from leaves(part)
        case AnswerIs() | FieldIs():
            yield condition


def questions_in(condition: Condition | None) -> tuple[str, ...]:
    """The items it refers to, each once, in order."""
    return tuple(dict.fromkeys(leaf.question for leaf in leaves(condition) if isinstance(leaf, AnswerIs)))


def compares(op: Op, given: object, value: Value) -> bool:
    """One comparison of an answer or circumstance with a value."""
    match op:
        case Op.ANSWERED | Op.NOT_ANSWERED:
            return _is_empty(given) is (op is Op.NOT_ANSWERED)
        case Op.IS | Op.IS_NOT:
            return (not _is_empty(given) and _equal(given, value)) is (op is Op.IS)
        case Op.IN:
            return any(_has(given, one) for one in value) if isinstance(value, tuple) else False
        case Op.CONTAINS:
            return _contains(given, value)
        case Op.AT_LEAST | Op.AT_MOST | Op.BETWEEN:
            return _measures(op, given, value)


def _is_empty(given: object) -> bool:
    return given is None or given in ("", [])


def _equal(given: object, value: object) -> bool:
    if isinstance(given, list):
        return len(given) == 1 and _equal(given[0], value)
    if isinstance(given, bool) or isinstance(value, bool):
        return given is value
    number = as_number(given) if isinstance(value, int | float) else None
    return given == value or (number is not None and number == value)


def _has(given: object, value: object) -> bool:
    """A list has what is chosen in it; anything else has itself."""
    if isinstance(given, list):
        return any(_equal(one, value) for one in given)
    return not _is_empty(given) and _equal(given, value)


def _contains(given: object, value: object) -> bool:
    if isinstance(given, list):
        return _has(given, value)
    return isinstance(given, str) and isinstance(value, str) and value.casefold() in given.casefold()


def _measures(op: Op, given: object, value: object) -> bool:
    number = as_number(given)
    if number is None:
        return False
    if op is Op.BETWEEN:
        low, high = value if isinstance(value, tuple) else (None, None)
        return isinstance(low, int | float) and isinstance(high, int | float) and low <= number <= high
    bound = as_number(value)
    return bound is not None and (number >= bound if op is Op.AT_LEAST else number <= bound)


def as_number(given: object) -> float | None:
    """A number, also one written in an attribute; None for anything else."""
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        return None
    try:
        return float(given)
    except (ValueError, OverflowError):
        return None
