"""Finding and naming the parts of a document that is being edited."""

from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from itertools import count
from typing import Any

from ohlas.surveys.errors import BadDefinition, NotAllowed
from ohlas.surveys.rules.reading import parse_definition
from ohlas.surveys.rules.reading.document import read_document
from ohlas.surveys.rules.writing import document_of

Document = dict[str, Any]  # JSON: objects, lists, texts, numbers, true, false, null
Operation = Callable[[Document], Document]
LISTS = ("sections", "questions", "quotas", "ends", "variants")


def normal(document: Mapping[str, object]) -> Document:
    """A copy to change, with every list there; in schema 2 where the document can be told in it."""
    whole: Document = {"schema": 1, **{name: copied(part) for name, part in document.items()}}
    if whole["schema"] == 1:
        whole = _upgraded(whole)
    for name in LISTS:
        whole[name] = whole.get(name) or []
    return whole


def in_turn(operations: Iterable[Operation]) -> Operation:
    """Several changes as one."""
    steps = tuple(operations)
    return lambda document: reduce(lambda now, step: step(now), steps, document)


def copied(value: Any) -> Any:  # JSON in, JSON out
    """A copy of a piece of a document; many times faster than a general one, which 500 questions feel."""
    if isinstance(value, dict):
        return {name: copied(one) for name, one in value.items()}
    return [copied(one) for one in value] if isinstance(value, list | tuple) else value


def with_fields(part: Document, fields: Mapping[str, object]) -> Document:
    """With these fields; None, "" and false take a field away, 0 does not."""
    kept = {name: one for name, one in part.items() if name not in fields}
    return kept | {
        name: value for name, value in fields.items() if value not in (None, "") and value is not False
    }


def question_of(document: Document, name: str) -> Document:
    return part_of(document, "questions", name)


def part_of(document: Document, kind: str, name: str) -> Document:
    """Errors: `NotAllowed` when there is none of this name."""
    for part in document[kind]:
        if part["id"] == name:
            found: Document = part
            return found
    raise NotAllowed(f"“{name}” is no longer in the survey. The page shows it as it is now.")


def index_of(document: Document, kind: str, name: str) -> int:
    listed: list[Document] = document[kind]
    return listed.index(part_of(document, kind, name))


def free_name(taken: Iterable[str], stem: str, *, numbered: bool = True) -> str:
    """`stem1`, `stem2` …, or the stem itself where it is free and need not be numbered."""
    known = set(taken)
    if not numbered and stem not in known:
        return stem
    joint = "" if numbered else "_"
    return next(name for n in count(1 if numbered else 2) if (name := f"{stem}{joint}{n}") not in known)


def names_in(document: Document) -> set[str]:
    """Every name that questions and sections may not take again."""
    return {part["id"] for kind in ("questions", "sections") for part in document[kind]}


def insert_at(listed: list[Any], index: int, item: object) -> None:
    listed.insert(max(0, min(index, len(listed))), item)


def _upgraded(document: Document) -> Document:
    """Choices of schema 1 may be called anything; where a name is no identifier the document stays as it is."""
    definition = read_document(document).definition
    newer: Document = {**document_of(definition), "schema": 2}
    try:
        parse_definition(newer)
    except BadDefinition:
        return {**newer, "schema": 1}
    return newer
