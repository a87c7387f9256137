"""The JSON Schema of a questionnaire, for editors, importers and other people's programs.

Made from the same tables the reader uses; `docs/reference/survey-schema.json` is its published copy. It says
everything about shape. That names exist, come earlier and occur once is said by `parse_definition` alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from ohlas.surveys.rules.conditions import MAX_WIDTH, Op
from ohlas.surveys.rules.reading import around, document, questions
from ohlas.surveys.rules.reading.conditions import FIELDS as CONDITION_FIELDS
from ohlas.surveys.rules.reading.conditions import MAX_VALUE
from ohlas.surveys.rules.reading.reader import ID, LANGUAGE, MAX_WORDING
from ohlas.surveys.rules.types import (
    ENTRIES,
    MAX_CHOICES,
    MAX_QUESTIONS,
    MAX_ROWS,
    MAX_TEXT,
    QUESTION_TYPES,
    QuestionType,
)

SCHEMA_ID = "urn:ohlas:survey:2"
_END = r"(?![\s\S])"
"""The very end: `$` alone lets a line break pass in some languages."""

Schema = dict[str, Any]  # JSON


def definition_schema() -> Schema:
    """JSON Schema 2020-12 of schema 2 documents."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": SCHEMA_ID,
        "title": "Ohlas survey definition",
        "description": "A questionnaire: what is asked, of whom, in which order and languages.",
        **_object(
            {
                "schema": {"const": 2},
                "languages": _nullable(_list(_pattern(LANGUAGE.pattern), document.MAX_LANGUAGES, 1)),
                "default_language": _nullable(_text(20)),
                "address": {"enum": list(document.ADDRESSES)},
                "anonymous": {"type": "boolean"},
                "layout": {"enum": list(around.LAYOUTS)},
                "brand": _nullable(_brand()),
                "sections": _nullable(_list(_ref("section"), around.MAX_SECTIONS)),
                "questions": _list(_ref("question"), MAX_QUESTIONS),
                "quotas": _nullable(_list(_ref("quota"), around.MAX_QUOTAS)),
                "ends": _nullable(_list(_ref("end"), around.MAX_ENDS)),
                "variants": _nullable(_list(_ref("variant"), around.MAX_VARIANTS)),
                "closes_at": _nullable(_pattern(document.CLOSES_AT.pattern)),
                "edit_minutes": _whole(0, document.MOST_EDIT_MINUTES),
            },
            ["schema", "questions"],
        ),
        "$defs": _definitions(),
    }


def _definitions() -> Mapping[str, Schema]:
    return {
        "id": _pattern(ID.pattern),
        "texts": {
            "description": "A text per language; HTML is shown as text.",
            "type": "object",
            "propertyNames": _pattern(LANGUAGE.pattern),
            "additionalProperties": _text(MAX_WORDING),
        },
        "condition": _condition(),
        "value": {"anyOf": [{"type": "number"}, _text(MAX_VALUE)]},
        "question": _question(),
        "choice": _choice(),
        "row": _object({"id": _ref("id"), "text": _texts(), "touchpoint": _nullable(_ref("id"))}, ["id"]),
        "section": _section(),
        "quota": _quota(),
        "end": _end(),
        "variant": _variant(),
    }


def _question() -> Schema:
    flag = {"type": "boolean"}
    properties = {
        "id": _ref("id"),
        "type": {"enum": list(QUESTION_TYPES)},
        "scale": {"type": ["string", "null"]},
        "text": _texts(),
        "help": _texts(),
        "touchpoint": _nullable(_ref("id")),
        "required": flag,
        "not_applicable": flag,
        "low_label": _texts(),
        "high_label": _texts(),
        "choices": _nullable(_list(_ref("choice"), MAX_CHOICES)),
        "rows": _nullable(_list(_ref("row"), MAX_ROWS)),
        "shuffle": flag,
        "min": {"type": ["number", "null"]},
        "max": {"type": ["number", "null"]},
        "step": {"type": ["number", "null"]},
        "max_length": _nullable(_whole(1, MAX_TEXT)),
        "entry": {"enum": [None, *ENTRIES]},
        "show_if": _maybe_condition(),
        "skip_to": _nullable(_list(_skip(), questions.MAX_SKIPS)),
        "carry_from": _nullable(_carry()),
        "quota": {"type": "null"},
    }
    return {
        **_object(properties, ["id", "type"]),
        "allOf": [_of_type(kind) for kind in QUESTION_TYPES.values()],
    }


def _of_type(kind: QuestionType) -> Schema:
    """What only questions of this type may hold."""
    none: Schema = {"enum": [None, []]}
    only: Schema = {"scale": {"enum": [None, *kind.scales]}}
    only |= {} if kind.has_choices else {"choices": none}
    only |= {} if kind.rows else {"rows": none}
    is_it = {"properties": {"type": {"const": kind.id}}, "required": ["type"]}
    return {"if": is_it, "then": {"properties": only}}


def _choice() -> Schema:
    properties = {
        "id": _ref("id"),
        "text": _texts(),
        "exclusive": {"type": "boolean"},
        "other": {"type": "boolean"},
        "score": {"type": ["number", "null"]},
    }
    return _object(properties, ["id"])


def _skip() -> Schema:
    return _object({"when": _maybe_condition(), "to": _ref("id")}, ["to"])


def _carry() -> Schema:
    return _object({"question": _ref("id"), "which": {"enum": ["chosen", "not_chosen"]}}, ["question"])


def _section() -> Schema:
    properties = {
        "id": _ref("id"),
        "title": _texts(),
        "questions": _list(_ref("id"), MAX_QUESTIONS),
        "show_if": _maybe_condition(),
        "shuffle": {"type": "boolean"},
    }
    return _object(properties, ["id", "questions"])


def _quota() -> Schema:
    properties = {
        "id": _ref("id"),
        "when": _maybe_condition(),
        "limit": _whole(1, around.MOST_OF_QUOTA),
        "action": {"enum": list(around.ACTIONS)},
        "text": _texts(),
    }
    return _object(properties, ["id", "limit"])


def _end() -> Schema:
    properties = {
        "id": _ref("id"),
        "when": _maybe_condition(),
        "title": _texts(),
        "text": _texts(),
        "review_link": _nullable(_pattern(around.LINK.pattern)),
    }
    return _object(properties, ["id"])


def _variant() -> Schema:
    texts = {"type": ["object", "null"], "propertyNames": _ref("id"), "additionalProperties": _texts()}
    properties = {
        "id": _ref("id"),
        "name": _text(around.MAX_NAME),
        "share": _whole(1, around.MOST_SHARE),
        "layout": {"enum": [None, *around.LAYOUTS]},
        "texts": texts,
    }
    return _object(properties, ["id"])


def _brand() -> Schema:
    colour, logo = _pattern(around.COLOUR.pattern), _pattern(around.FILE.pattern)
    return _object({"colour": _nullable(colour), "logo": _nullable(logo)}, [])


def _condition() -> Schema:
    inner = _list(_ref("condition"), MAX_WIDTH)
    return {
        "description": "Exactly one form; an empty `all` always holds, an empty `any` never.",
        "oneOf": [
            _object({"all": inner}, ["all"]),
            _object({"any": inner}, ["any"]),
            _object({"not": _ref("condition")}, ["not"]),
            *(_leaf(ops, value) for ops, value in _VALUES),
        ],
    }


def _leaf(ops: Sequence[Op], value: Schema | None) -> Schema:
    subjects = {"question": _text(MAX_VALUE), "field": _pattern(CONDITION_FIELDS)}
    op = {"enum": [op.value for op in ops]}
    return {
        "oneOf": [
            _object(
                {name: subject, "op": op, "value": value or {"type": "null"}},
                [name, "op", *(["value"] if value else [])],
            )
            for name, subject in subjects.items()
        ]
    }


_NUMBER = {"type": "number"}
_VALUES: tuple[tuple[tuple[Op, ...], Schema | None], ...] = (
    ((Op.ANSWERED, Op.NOT_ANSWERED), None),
    ((Op.AT_LEAST, Op.AT_MOST), _NUMBER),
    ((Op.BETWEEN,), {"type": "array", "items": _NUMBER, "minItems": 2, "maxItems": 2}),
    ((Op.IN,), {"type": "array", "items": {"$ref": "#/$defs/value"}, "minItems": 1, "maxItems": MAX_CHOICES}),
    ((Op.IS, Op.IS_NOT, Op.CONTAINS), {"anyOf": [{"type": "boolean"}, {"$ref": "#/$defs/value"}]}),
)


def _object(properties: Mapping[str, Schema], required: Sequence[str]) -> Schema:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _list(items: Schema, most: int, least: int = 0) -> Schema:
    found: Schema = {"type": "array", "items": items, "maxItems": most}
    return {**found, "minItems": least} if least else found


def _text(most: int) -> Schema:
    return {"type": "string", "maxLength": most, "pattern": r"^[^\u0000]*" + _END}


def _pattern(pattern: str) -> Schema:
    return {"type": "string", "pattern": f"^(?:{pattern}){_END}"}


def _whole(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _nullable(schema: Schema) -> Schema:
    return {"anyOf": [schema, {"type": "null"}]}


def _texts() -> Schema:
    return _nullable(_ref("texts"))


def _maybe_condition() -> Schema:
    return _nullable(_ref("condition"))


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
