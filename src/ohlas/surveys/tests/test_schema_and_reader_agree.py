"""The published schema and the reader say the same about any document's shape."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules import definition_schema, document_of, parse_definition
from ohlas.surveys.rules.reading import read_document
from ohlas.surveys.tests.documents import ANYTHING, broken, sound
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, questionnaire

jsonschema = pytest.importorskip("jsonschema")
SCHEMA = definition_schema()
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
PUBLISHED = Path(__file__).resolve().parents[4] / "docs" / "reference" / "survey-schema.json"
MANY = settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def test_it_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_published_copy_is_the_schema_in_use():
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == SCHEMA


@MANY
@given(broken())
@example(AFTER_PURCHASE)
@example(questionnaire(asked("a\n")))
@example(questionnaire(asked("a", min=True)))
@example(questionnaire(asked("a"), edit_minutes=5.0))
@example(questionnaire(asked("a", "single", choices=None)))
@example({"schema": 2})
def test_both_take_and_refuse_the_same_shapes(document):
    if not isinstance(document, dict) or document.get("schema") != 2 or document.get("schema") is True:
        return
    reading = read_document(document)
    too_deep = any("this deep" in doubt for doubt in reading.doubts)
    errors = [error.message for error in VALIDATOR.iter_errors(document)]
    assert too_deep or bool(errors) == bool(reading.problems), (errors[:3], reading.problems)


@MANY
@given(broken() | ANYTHING)
def test_reading_raises_nothing_but_its_own_refusal(document):
    refused, definition = None, None
    try:
        definition = parse_definition(document)
    except BadDefinition as error:
        refused = error
    if definition is None:
        assert refused.problems
        assert all(" was given; allowed: " in line for line in refused.problems)
    else:
        assert parse_definition(document_of(definition)) == definition


@MANY
@given(sound())
def test_sound_documents_are_read_and_written_alike(document):
    definition = parse_definition(document)
    written = document_of(definition)
    assert parse_definition(json.loads(json.dumps(written))) == definition
    assert not list(VALIDATOR.iter_errors(written))
