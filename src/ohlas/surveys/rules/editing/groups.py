"""Conditions as people build them: groups within groups, each with a way its parts are joined.

A path addresses a part of a condition: `` is the whole, `1` its second part, `1.0` the first part of that.
"""

from collections.abc import Callable, Sequence
from typing import Literal, cast

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.conditions import MAX_WIDTH
from ohlas.surveys.rules.editing.parts import Document

Joiner = Literal["all", "any", "none", "not_all"]
JOINERS: tuple[Joiner, ...] = ("all", "any", "none", "not_all")
_NEGATED: dict[Joiner, Joiner] = {"all": "not_all", "any": "none", "none": "any", "not_all": "all"}
DEEPEST = 3
"""Groups within groups: a negated one takes two of the eight levels a document may have."""
Change = Callable[[Joiner, list[Document]], tuple[Joiner, list[Document]]]


def parts_of(condition: Document | None) -> tuple[Joiner, list[Document]]:
    """How its parts are joined, and the parts; a single comparison is a list of one."""
    if not condition:
        return "all", []
    for joiner in ("all", "any"):
        if joiner in condition:
            return cast("Joiner", joiner), list(condition[joiner])
    if "not" not in condition:
        return "all", [condition]
    inner = condition["not"]
    if not is_group(inner):
        return "none", [inner]
    joiner, parts = parts_of(inner)
    return _NEGATED[joiner], parts


def is_group(condition: Document) -> bool:
    return any(name in condition for name in ("all", "any", "not"))


def written(joiner: Joiner, parts: Sequence[Document]) -> Document | None:
    """The group as a document; None without parts."""
    if not parts:
        return None
    positive: Document = {"all" if joiner in {"all", "not_all"} else "any": list(parts)}
    return positive if joiner in {"all", "any"} else {"not": positive}


def with_part(condition: Document | None, path: str, part: Document) -> Document | None:
    """With one more part in the group of this path. Errors: `NotAllowed` beyond the most there may be."""

    def add(joiner: Joiner, parts: list[Document]) -> tuple[Joiner, list[Document]]:
        if len(parts) >= MAX_WIDTH:
            raise NotAllowed(f"A condition has at most {MAX_WIDTH} comparisons.")
        return joiner, [*parts, part]

    return _changed(condition, path, add)


def with_group(condition: Document | None, path: str, part: Document) -> Document | None:
    """With this part in a new group of its own, joined the other way round than the group it comes into.

    Errors: `NotAllowed` when nobody could read it any more.
    """
    if len(_steps(path)) + 2 > DEEPEST:
        raise NotAllowed(f"Conditions are at most {DEEPEST} groups deep.")
    joiner, _ = parts_of(_at(condition, path))
    return with_part(condition, path, {"any" if joiner in {"all", "not_all"} else "all": [part]})


def without_part(condition: Document | None, path: str) -> Document | None:
    """Without the part of this path, or without all of it; groups left empty go with it."""
    if not path:
        return None
    *group, index = _steps(path)
    return _changed(
        condition,
        ".".join(map(str, group)),
        lambda joiner, parts: (joiner, [one for n, one in enumerate(parts) if n != index]),
    )


def joined_by(condition: Document | None, path: str, joiner: str) -> Document | None:
    """With the parts of this group joined so."""
    if joiner not in JOINERS:
        raise NotAllowed("Choose how the conditions are joined.")
    known = next(one for one in JOINERS if one == joiner)
    return _changed(condition, path, lambda _old, parts: (known, parts))


def _at(condition: Document | None, path: str) -> Document | None:
    for index in _steps(path):
        _, parts = parts_of(condition)
        if index >= len(parts):
            raise NotAllowed("This condition is no longer in the survey. The page shows it as it is now.")
        condition = parts[index]
    return condition


def _changed(condition: Document | None, path: str, change: Change) -> Document | None:
    _at(condition, path)
    return _plain(_rewritten(condition, _steps(path), change))


def _rewritten(condition: Document | None, steps: Sequence[int], change: Change) -> Document | None:
    joiner, parts = parts_of(condition)
    if not steps:
        return written(*change(joiner, parts))
    within = _rewritten(parts[steps[0]], steps[1:], change)
    return written(joiner, [one for n, old in enumerate(parts) if (one := within if n == steps[0] else old)])


def _plain(condition: Document | None) -> Document | None:
    """The whole without groups of one around it."""
    while condition:
        joiner, parts = parts_of(condition)
        if len(parts) != 1 or joiner not in {"all", "any"} or parts[0] is condition:
            return condition
        condition = parts[0]
    return None


def _steps(path: str) -> list[int]:
    if not path:
        return []
    steps = path.split(".")
    if not all(step.isdecimal() for step in steps) or len(steps) > 2 * DEEPEST:
        raise NotAllowed("This condition is no longer in the survey. The page shows it as it is now.")
    return [int(step) for step in steps]
