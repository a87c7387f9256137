"""Conditions and jumps, changed one comparison at a time.

An owner names what a condition belongs to: `questions/q1`, `sections/s1`, `ends/e1`, `quotas/k1`, or
`skips/q1/0` for the first jump of a question.
"""

from typing import Any, Literal

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.conditions import MAX_WIDTH
from ohlas.surveys.rules.editing.parts import Document, normal, part_of, question_of

Joiner = Literal["all", "any"]
FIELD = {"questions": "show_if", "sections": "show_if", "ends": "when", "quotas": "when"}


def condition_at(document: Document, owner: str) -> Document | None:
    """The condition as it stands in the document; None for none.

    Errors: `NotAllowed` when there is no such owner.
    """
    holder, field = _holder(document, owner)
    found: Document | None = holder.get(field)
    return found


def parts_of(condition: Document | None) -> tuple[Joiner, list[Document]]:
    """How its parts are joined, and the parts; a single comparison is a list of one."""
    if not condition:
        return "all", []
    for joiner in ("all", "any"):
        if joiner in condition:
            return joiner, list(condition[joiner])
    return "all", [condition]


def add_condition(document: Document, owner: str, comparison: Document) -> Document:
    """With one more comparison beside the others.

    Errors: `NotAllowed` beyond the most comparisons there may be.
    """
    new = normal(document)
    holder, field = _holder(new, owner)
    joiner, parts = parts_of(holder.get(field))
    if len(parts) >= MAX_WIDTH:
        raise NotAllowed(f"A condition has at most {MAX_WIDTH} comparisons.")
    _put(holder, field, joiner, [*parts, comparison])
    return new


def remove_condition(document: Document, owner: str, index: int) -> Document:
    new = normal(document)
    holder, field = _holder(new, owner)
    joiner, parts = parts_of(holder.get(field))
    _put(holder, field, joiner, [part for n, part in enumerate(parts) if n != index])
    return new


def join_conditions(document: Document, owner: str, joiner: str) -> Document:
    """All of them must hold, or any."""
    new = normal(document)
    holder, field = _holder(new, owner)
    _, parts = parts_of(holder.get(field))
    _put(holder, field, "any" if joiner == "any" else "all", parts)
    return new


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


def _put(holder: Document, field: str, joiner: Joiner, parts: list[Document]) -> None:
    if len(parts) > 1:
        holder[field] = {joiner: parts}
    else:
        holder[field] = parts[0] if parts else None
