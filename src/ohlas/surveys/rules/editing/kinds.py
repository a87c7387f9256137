"""A question made into one of another kind: what both kinds know stays, and what is lost is told beforehand."""

from collections.abc import Iterator, Mapping
from typing import Literal

from ohlas.metrics import SCALES
from ohlas.surveys.errors import NotAllowed
from ohlas.surveys.rules.conditions import questions_in
from ohlas.surveys.rules.definition import Definition, items_of
from ohlas.surveys.rules.editing.parts import Document, index_of, normal, question_of
from ohlas.surveys.rules.editing.questions import blank_question
from ohlas.surveys.rules.types import QUESTION_TYPES, AnswerKind, QuestionType

Loss = Literal[
    "choices", "rows", "other", "exclusive", "labels", "bounds", "max_length", "carry_from", "logic"
]
ALWAYS_KEPT = (
    "id",
    "text",
    "help",
    "touchpoint",
    "required",
    "not_applicable",
    "show_if",
    "skip_to",
    "quota",
)
_LISTS = ("choices", "rows")


def change_kind(document: Document, name: str, kind: str) -> Document:
    """The question asked as this kind; choices become rows and rows choices where only the other fit.

    Errors: `NotAllowed` for an unknown kind.
    """
    new = normal(document)
    old = question_of(new, name)
    if kind == old["type"]:
        return document
    blank = blank_question(kind)
    known = QUESTION_TYPES[kind]
    kept = {field: old[field] for field in ALWAYS_KEPT if field in old}
    kept |= {field: old[field] for field in _fields_kept(old, known) if field in old}
    listed = {
        field: _carried(old, field, known) or parts for field, parts in blank.items() if field in _LISTS
    }
    new["questions"][index_of(new, "questions", name)] = {**kept, "type": kind, **listed}
    return new


def lost_by(definition: Definition, document: Document, name: str, kind: str) -> tuple[Loss, ...]:
    """What making the question into this kind takes away; `logic` says that conditions ask about its answer."""
    old = question_of(document, name)
    if kind not in QUESTION_TYPES:
        raise NotAllowed(f"There is no question type “{kind}”.")
    return tuple(_losses(definition, old, QUESTION_TYPES[kind]))


def _losses(definition: Definition, old: Document, known: QuestionType) -> Iterator[Loss]:
    kept = _fields_kept(old, known)
    for field in _LISTS:
        has_place = known.has_choices or known.rows
        if old.get(field) and not has_place and any(one.get("text") for one in old[field]):
            yield "choices" if field == "choices" else "rows"
    choices = old.get("choices") or []
    if any(one.get("other") for one in choices) and not known.has_choices:
        yield "other"
    if any(one.get("exclusive") for one in choices) and known.kind is not AnswerKind.MULTIPLE:
        yield "exclusive"
    if "low_label" not in kept and (old.get("low_label") or old.get("high_label")):
        yield "labels"
    if "min" not in kept and any(old.get(field) is not None for field in ("min", "max", "step")):
        yield "bounds"
    if "max_length" not in kept and old.get("max_length"):
        yield "max_length"
    if "carry_from" not in kept and old.get("carry_from"):
        yield "carry_from"
    if _is_asked_about(definition, old["id"]):
        yield "logic"


def _fields_kept(old: Document, known: QuestionType) -> frozenset[str]:
    """Fields that mean the same in both kinds: words at the ends only where the scale measures the same."""
    was = QUESTION_TYPES[old["type"]]
    kept: set[str] = set()
    if was.scales and known.scales and _measures(was, old.get("scale")) == _measures(known, None):
        kept |= {"low_label", "high_label"}
    if known.scales and old.get("scale") in known.scales:
        kept.add("scale")
    if was.has_bounds and known.has_bounds and was.has_choices is known.has_choices:
        kept |= {"min", "max", "step"}
    if was.kind is known.kind is AnswerKind.TEXT:
        kept |= {"max_length", "entry"}
    if known.has_choices or known.rows:
        kept |= {"shuffle", "carry_from"}
    return frozenset(kept)


def _measures(known: QuestionType, scale: str | None) -> tuple[str, str]:
    """What the scale is about and which way it runs, so that “very difficult” never ends up on stars."""
    found = SCALES[scale or known.scales[0]]
    return found.kind, found.direction


def _carried(old: Document, field: str, known: QuestionType) -> list[Document]:
    """The parts under their own names; flags only where the new kind has them."""
    flags = {"other", "exclusive"} if known.kind is AnswerKind.MULTIPLE else {"other"}
    fields = {"id", "text", "touchpoint"} if field == "rows" else {"id", "text", "score", *flags}
    parts: list[Mapping[str, object]] = old.get(field) or next(
        (old[one] for one in _LISTS if old.get(one)), []
    )
    return [{name: value for name, value in part.items() if name in fields} for part in parts]


def _is_asked_about(definition: Definition, name: str) -> bool:
    question = definition.by_id.get(name)
    mine = {item.id for item in items_of(question)} if question else set[str]()
    conditions = [
        *(section.show_if for section in definition.sections),
        *(question.show_if for question in definition.questions),
        *(skip.when for one in definition.questions for skip in one.skip_to),
        *(end.when for end in definition.ends),
        *(quota.when for quota in definition.quotas),
    ]
    return any(mine & set(questions_in(condition)) for condition in conditions)
