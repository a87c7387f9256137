"""Adding, moving, changing and removing questions, their choices and rows."""

from collections.abc import Mapping
from typing import Literal

from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.editing.parts import (
    Document,
    copied,
    free_name,
    index_of,
    insert_at,
    names_in,
    normal,
    part_of,
    question_of,
    with_fields,
)
from ohlas.surveys.rules.types import MAX_QUESTIONS, QUESTION_TYPES

Listed = Literal["choices", "rows"]
FIELDS = frozenset({
    "required", "not_applicable", "shuffle", "touchpoint", "scale", "min", "max", "step", "max_length", "entry",
    "carry_from",
})  # fmt: skip


def blank_question(kind: str) -> Document:
    """A question of this type without words; choices and rows begin with two empty ones.

    Errors: `NotAllowed` for an unknown type.
    """
    if kind not in QUESTION_TYPES:
        raise NotAllowed(f"There is no question type “{kind}”.")
    known = QUESTION_TYPES[kind]
    question: Document = {"id": "", "type": kind, "text": {}}
    if known.has_choices:
        question["choices"] = [{"id": "c1", "text": {}}, {"id": "c2", "text": {}}]
    if known.rows:
        question["rows"] = [{"id": "r1", "text": {}}, {"id": "r2", "text": {}}]
    return question


def add_question(
    document: Document, question: Mapping[str, object], after: str | None = None
) -> tuple[Document, str]:
    """With the question after this one, or last; and the name it got.

    Errors: `NotAllowed` beyond the most questions there may be.
    """
    new = normal(document)
    if len(new["questions"]) >= MAX_QUESTIONS:
        raise NotAllowed(f"A survey has at most {MAX_QUESTIONS} questions.")
    wished = str(question.get("id") or "")
    name = free_name({*names_in(new), "end"}, wished or "q", numbered=not wished)
    position = index_of(new, "questions", after) + 1 if after else len(new["questions"])
    insert_at(new["questions"], position, {**copied(dict(question)), "id": name})
    section = _section_with(new, after) if after else _last(new)
    if section is not None:
        asked = section["questions"]
        insert_at(asked, asked.index(after) + 1 if after in asked else len(asked), name)
    return new, name


def duplicate_question(document: Document, name: str) -> tuple[Document, str]:
    """With a copy right after the question."""
    return add_question(document, question_of(normal(document), name), name)


def remove_question(document: Document, name: str) -> Document:
    new = normal(document)
    del new["questions"][index_of(new, "questions", name)]
    for section in new["sections"]:
        section["questions"] = [one for one in section["questions"] if one != name]
    for variant in new["variants"]:
        variant.get("texts", {}).pop(name, None)
    return new


def move_question(document: Document, name: str, section: str, index: int) -> Document:
    """To this place among the section's other questions; "" names the whole where there are no sections."""
    new = normal(document)
    question = question_of(new, name)
    if not new["sections"]:
        new["questions"].remove(question)
        insert_at(new["questions"], index, question)
        return new
    target = part_of(new, "sections", section)
    for one in new["sections"]:
        one["questions"] = [each for each in one["questions"] if each != name]
    insert_at(target["questions"], index, name)
    return in_asked_order(new)


def step_question(document: Document, name: str, by: int) -> Document:
    """One place up or down, into the next section at an edge."""
    new = normal(document)
    here = _section_with(new, name)
    if here is None:
        return move_question(new, name, "", index_of(new, "questions", name) + by)
    index = here["questions"].index(name) + by
    if 0 <= index < len(here["questions"]):
        return move_question(new, name, here["id"], index)
    at = new["sections"].index(here) + by
    if not 0 <= at < len(new["sections"]):
        return new
    there = new["sections"][at]
    return move_question(new, name, there["id"], 0 if by > 0 else len(there["questions"]))


def set_question(document: Document, name: str, fields: Mapping[str, object]) -> Document:
    """With these fields; None, "" and false take a field away."""
    unknown = set(fields) - FIELDS
    if unknown:
        raise NotAllowed(f"“{min(unknown)}” cannot be changed here.")
    if with_fields(question_of(document, name), fields) == question_of(document, name):
        return document
    new = normal(document)
    at = index_of(new, "questions", name)
    new["questions"][at] = with_fields(new["questions"][at], fields)
    return new


def add_choice(document: Document, name: str, kind: Listed, text: Mapping[str, str]) -> Document:
    new = normal(document)
    listed = question_of(new, name).setdefault(kind, [])
    listed.append({"id": free_name({one["id"] for one in listed}, kind[0]), "text": dict(text)})
    return new


def set_choice(
    document: Document, name: str, kind: Listed, choice: str, fields: Mapping[str, object]
) -> Document:
    """With these flags (`other`, `exclusive`), touchpoint or score."""
    found = part_of(question_of(document, name), kind, choice)
    if with_fields(found, fields) == found:
        return document
    new = normal(document)
    listed = question_of(new, name)[kind]
    at = index_of(question_of(new, name), kind, choice)
    listed[at] = with_fields(listed[at], fields)
    return new


def move_choice(document: Document, name: str, kind: Listed, choice: str, by: int) -> Document:
    new = normal(document)
    question = question_of(new, name)
    at = index_of(question, kind, choice)
    insert_at(question[kind], at + by, question[kind].pop(at))
    return new


def remove_choice(document: Document, name: str, kind: Listed, choice: str) -> Document:
    new = normal(document)
    question = question_of(new, name)
    del question[kind][index_of(question, kind, choice)]
    return new


def in_asked_order(document: Document) -> Document:
    """With the questions listed as the sections ask them."""
    place = {
        name: n for n, name in enumerate(name for one in document["sections"] for name in one["questions"])
    }
    last = len(place)
    document["questions"].sort(key=lambda question: place.get(question["id"], last))
    return document


def _section_with(document: Document, name: str | None) -> Document | None:
    return next((one for one in document["sections"] if name in one["questions"]), None)


def _last(document: Document) -> Document | None:
    return document["sections"][-1] if document["sections"] else None
