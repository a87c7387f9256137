"""A survey goes out as a file and comes back the same; anything else in a file is refused by name."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules import SCHEMA_ID, parse_definition, read_survey_file, survey_file
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE, asked, questionnaire

FILE = survey_file("Po nákupu", {**AFTER_PURCHASE, "brand": {"colour": "#0b6e69", "logo": "logo-1"}})


def test_what_went_out_comes_back():
    shared = read_survey_file(FILE)
    assert shared.name == "Po nákupu"
    assert parse_definition(shared.definition) == parse_definition(AFTER_PURCHASE)


def test_a_file_carries_no_logo_of_another_organisation():
    assert b"logo-1" not in FILE


def test_names_are_shown_without_invisible_letters():
    shared = read_survey_file(survey_file(" a\u202eb\u200b  c\n" + "x" * 500, questionnaire(asked("q"))))
    assert shared.name.startswith("ab c")
    assert len(shared.name) == 160


def _file(**changes):
    return json.dumps({"$schema": SCHEMA_ID, "name": "x", "definition": questionnaire(asked("q")), **changes})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"<xml/>",
        b"[" * 200_000,
        b'{"a":' * 100_000,
        b'{"$schema": 1e999}',
        b" " * (5 * 1024 * 1024),
        _file(**{"$schema": "urn:else"}).encode(),
        _file(name=5).encode(),
        _file(definition=[]).encode(),
        _file(definition={"schema": 2, "questions": [{"id": "q"}]}).encode(),
        _file().replace('"name"', '"name": "y", "name"').encode(),
        _file().replace('"x"', "NaN").encode(),
        _file(definition=questionnaire(asked("q", "number", min=1)))
        .replace(": 1}", f": {'9' * 5000}}}")
        .encode(),
        _file(definition=questionnaire({**asked("q"), "text": {"en": "a\0b"}})).encode(),
        _file(definition=questionnaire({**asked("q"), "text": {"en": "\ud800"}})).encode(),
    ],
    ids=range(18),
)
def test_what_is_no_survey_is_refused(content):
    assert read_survey_file(_file().encode()).name == "x"
    with pytest.raises(BadDefinition):
        read_survey_file(content)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary(max_size=200) | st.text(max_size=100).map(lambda text: text.encode()))
def test_any_bytes_are_refused_calmly(content):
    with pytest.raises(BadDefinition):
        read_survey_file(content)
