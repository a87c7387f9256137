"""Conditions and jumps, changed one comparison or group at a time.

An owner names what a condition belongs to: `questions/q1`, `sections/s1`, `ends/e1`, `quotas/k1`, or
`skips/q1/0` for the first jump of a question.
"""

from collections.abc import Callable
from typing import Any

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.editing.groups import joined_by, with_group, with_part, without_part
from ohlas.surveys.rules.editing.parts import Document, normal, part_of, question_of

FIELD = {"questions": "show_if", "sections": "show_if", "ends": "when", "quotas": "when"}


def condition_at(document: Document, owner: str) -> Document | None:
    """The condition as it stands in the document; None for none.

    Errors: `NotAllowed` when there is no such owner.
    """
    holder, field = _holder(document, owner)
    found: Document | None = holder.get(field)
    return found


def add_condition(
    document: Document, owner: str, comparison: Document, path: str = "", *, apart: bool = False
) -> Document:
    """With one more comparison in the group of this path; `apart` puts it in a new group there.

    Errors: `NotAllowed` beyond the most comparisons or groups there may be.
    """
    add = with_group if apart else with_part
    return _rewritten(document, owner, lambda condition: add(condition, path, comparison))


def remove_condition(document: Document, owner: str, path: str) -> Document:
    """Without the comparison or group of this path."""
    return _rewritten(document, owner, lambda condition: without_part(condition, path))


def join_conditions(document: Document, owner: str, joiner: str, path: str = "") -> Document:
    """All of them must hold, any, none, or not all."""
    return _rewritten(document, owner, lambda condition: joined_by(condition, path, joiner))


def add_skip(document: Document, name: str, to: str) -> Document:
    """The question jumps there, always until a condition is added."""
    new = normal(document)
    question_of(new, name).setdefault("skip_to", []).append({"when": None, "to": to})
    return new


def remove_skip(document: Document, name: str, index: int) -> Document:
    new = normal(document)
    question = question_of(new, name)
    left = [skip for n, skip in enumerate(question.get("skip_to") or []) if n != index]
    question["skip_to"] = left
    if not left:
        del question["skip_to"]
    return new


def _holder(document: Document, owner: str) -> tuple[dict[str, Any], str]:
    match owner.split("/"):
        case ["skips", name, index] if index.isdecimal():
            skips = question_of(document, name).get("skip_to") or []
            if int(index) < len(skips):
                return skips[int(index)], "when"
        case [kind, name] if kind in FIELD:
            return part_of(document, kind, name), FIELD[kind]
    raise NotAllowed("This condition is no longer in the survey. The page shows it as it is now.")


def _rewritten(
    document: Document, owner: str, change: Callable[[Document | None], Document | None]
) -> Document:
    new = normal(document)
    holder, field = _holder(new, owner)
    holder[field] = change(holder.get(field))
    return new
