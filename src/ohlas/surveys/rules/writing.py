"""A definition as the JSON document it would be read from: reading it again gives the same definition."""

from collections.abc import Mapping, Sequence
from typing import Any

from ohlas.surveys.rules.conditions import AllOf, AnyOf, Condition, FieldIs, NotThis, Op, Value
from ohlas.surveys.rules.definition import (
    Choice,
    Definition,
    End,
    Question,
    Quota,
    Row,
    Section,
    Variant,
)
from ohlas.surveys.rules.reading.around import WHOLE
from ohlas.surveys.rules.types import QUESTION_TYPES

Document = dict[str, Any]  # JSON: objects, lists, texts, numbers, true, false, null
_NO_VALUE = frozenset({Op.ANSWERED, Op.NOT_ANSWERED})
_QUESTION_DEFAULTS = Question("", QUESTION_TYPES["text"], None, {})


def document_of(definition: Definition) -> Document:
    """The document, without what is as it would be anyway."""
    sections = [] if _is_whole(definition) else [_section(section) for section in definition.sections]
    document: Document = {
        "schema": definition.schema,
        "languages": list(definition.languages),
        "default_language": definition.default_language,
        "address": definition.address,
        "anonymous": definition.anonymous,
        "layout": definition.layout,
        "brand": {"colour": definition.brand.colour, "logo": definition.brand.logo},
        "sections": sections,
        "questions": [question_document(definition, question) for question in definition.questions],
        "quotas": [_quota(quota) for quota in definition.quotas],
        "ends": [_end(end) for end in definition.ends],
        "variants": [_variant(variant) for variant in definition.variants],
        "closes_at": definition.closes_at,
        "edit_minutes": definition.edit_minutes,
    }
    return document


def question_document(definition: Definition, question: Question) -> Document:
    """One question as it stands in the document; what it carries over from another is left out."""
    source = definition.by_id.get(question.carry_from.question) if question.carry_from else None
    carried = source.choice_ids if source else frozenset[str]()
    written: Document = {"id": question.id, "type": question.type.id, "text": dict(question.text)}
    for name in _PLAIN:
        value = getattr(question, name)
        if value != getattr(_QUESTION_DEFAULTS, name):
            written[name] = dict(value) if isinstance(value, Mapping) else value
    parts: Mapping[str, list[Document]] = {
        "choices": [_choice(choice) for choice in question.choices if choice.id not in carried],
        "rows": [_row(row) for row in question.rows if row.id not in carried],
        "skip_to": [{"when": condition_document(skip.when), "to": skip.to} for skip in question.skip_to],
    }
    written |= {name: listed for name, listed in parts.items() if listed}
    if question.show_if is not None:
        written["show_if"] = condition_document(question.show_if)
    if question.carry_from is not None:
        written["carry_from"] = {
            "question": question.carry_from.question,
            "which": question.carry_from.which,
        }
    return written


def with_questions(document: Document, questions: Sequence[Document]) -> Document:
    """The document with these questions asked last."""
    sections = [dict(section) for section in document.get("sections") or []]
    if sections:
        last = sections[-1]
        sections[-1] = {**last, "questions": [*last["questions"], *(one["id"] for one in questions)]}
    return {**document, "sections": sections, "questions": [*document["questions"], *questions]}


_PLAIN = (
    "scale", "touchpoint", "required", "not_applicable", "help", "low_label", "high_label", "shuffle",
    "min", "max", "step", "max_length", "entry",
)  # fmt: skip


def condition_document(condition: Condition | None) -> Document | None:
    """A condition as JSON."""
    match condition:
        case None:
            return None
        case AllOf(parts):
            return {"all": [condition_document(part) for part in parts]}
        case AnyOf(parts):
            return {"any": [condition_document(part) for part in parts]}
        case NotThis(part):
            return {"not": condition_document(part)}
        case _:
            kind = "field" if isinstance(condition, FieldIs) else "question"
            name = condition.field if isinstance(condition, FieldIs) else condition.question
            return {kind: name, "op": condition.op.value, **_value(condition.op, condition.value)}


def _value(op: Op, value: Value) -> Document:
    if op in _NO_VALUE:
        return {}
    return {"value": list(value) if isinstance(value, tuple) else value}


def _is_whole(definition: Definition) -> bool:
    return [section.id for section in definition.sections] == [WHOLE]


def _choice(choice: Choice) -> Document:
    written: Document = {"id": choice.id, "text": dict(choice.text)}
    flags = {"exclusive": choice.exclusive, "other": choice.other}
    written |= {name: True for name, is_set in flags.items() if is_set}
    return written if choice.score is None else {**written, "score": choice.score}


def _row(row: Row) -> Document:
    written: Document = {"id": row.id, "text": dict(row.text)}
    return written if row.touchpoint is None else {**written, "touchpoint": row.touchpoint}


def _section(section: Section) -> Document:
    return {
        "id": section.id,
        "title": dict(section.title),
        "questions": list(section.questions),
        "show_if": condition_document(section.show_if),
        "shuffle": section.shuffle,
    }


def _quota(quota: Quota) -> Document:
    written = {
        "id": quota.id,
        "when": condition_document(quota.when),
        "limit": quota.limit,
        "action": quota.action,
    }
    return {**written, "text": dict(quota.text)} if quota.text else written


def _end(end: End) -> Document:
    return {
        "id": end.id,
        "when": condition_document(end.when),
        "title": dict(end.title),
        "text": dict(end.text),
        "review_link": end.review_link,
    }


def _variant(variant: Variant) -> Document:
    return {
        "id": variant.id,
        "name": variant.name,
        "share": variant.share,
        "layout": variant.layout,
        "texts": {name: dict(texts) for name, texts in variant.texts.items()},
    }
