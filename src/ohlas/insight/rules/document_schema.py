"""The query document as JSON Schema, for the API's reference and for editors that help to write one."""

from collections.abc import Mapping
from typing import Any

from ohlas.insight.rules.documents import MOST_FILTERS, MOST_KEYS, MOST_LINES, MOST_NAMES, MOST_VALUES, OPS
from ohlas.insight.rules.periods import Step
from ohlas.metrics import MEASURES, SCALES


def _names(most: int) -> Mapping[str, Any]:
    return {"type": "array", "maxItems": most, "items": {"type": "string", "minLength": 1, "maxLength": 200}}


_FILTER_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "required": ["field"],
    "properties": {
        "field": {"type": "string", "minLength": 1, "maxLength": 200},
        "op": {"type": "string", "enum": list(OPS), "default": "in"},
        "values": {
            "type": "array",
            "maxItems": MOST_VALUES,
            "items": {"type": ["string", "number", "boolean", "null"]},
            "description": "null stands for “not known”; between takes two ends, null leaves one open.",
        },
    },
}
DOCUMENT_SCHEMA: Mapping[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "measures": {
            "type": "array",
            "items": {"type": "string", "enum": list(MEASURES)},
            "description": "What the tallies are scored as; all of one scale. Without: every measure of the scale.",
        },
        "scale": {
            "type": "string",
            "enum": list(SCALES),
            "description": "Needed where answers lie on several.",
        },
        "surveys": {**_names(MOST_NAMES), "description": "Only these surveys, by id or name."},
        "questions": {**_names(MOST_NAMES), "description": "Only these questions, by id."},
        "where": {
            "type": "array",
            "maxItems": MOST_FILTERS,
            "items": _FILTER_SCHEMA,
            "description": "All of them hold together. `within`: a unit with all below it; null is no unit at all.",
        },
        "group_by": {**_names(MOST_KEYS), "description": "Split by these fields."},
        "bucket": {"type": "string", "enum": list(Step), "description": "Also split by the local calendar."},
        "since": {"type": "string", "format": "date", "description": "First day that counts."},
        "until": {"type": "string", "format": "date", "description": "Last day that counts."},
        "weighted": {"type": "boolean", "default": True, "description": "false counts every answer once."},
        "units": {
            "type": "string",
            "enum": ["then", "today"],
            "default": "today",
            "description": "then: `within` takes the units that were below on the day of each answer.",
        },
        "limit": {"type": "integer", "minimum": 1, "maximum": MOST_LINES, "default": 1000},
        "offset": {"type": "integer", "minimum": 0, "default": 0},
    },
}
QUERY_OPENAPI: dict[str, Any] = {
    "requestBody": {"required": True, "content": {"application/json": {"schema": DOCUMENT_SCHEMA}}}
}
