"""The OpenAPI document and the hand-written reader take and refuse the same bodies."""

from datetime import UTC, datetime

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from ohlas.feedback.rules import Refusal, read_submission
from ohlas.feedback.rules.openapi import RESPONSE_BODY
from ohlas.feedback.rules.reading import _READERS
from ohlas.lib.ids import new_id

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
SCHEMA = RESPONSE_BODY["requestBody"]["content"]["application/json"]["schema"]
GOOD = {"survey": "S", "answers": {"nps": 9}}
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=FormatChecker())


def _is_read(body):
    found = read_submission(body, organisation_id=new_id(), idempotency_key=None, new_id=new_id, now=NOW)
    return not isinstance(found, Refusal)


def test_both_know_the_same_fields():
    assert set(SCHEMA["properties"]) == set(_READERS)


def test_the_example_is_taken():
    assert _is_read(SCHEMA["example"])
    assert VALIDATOR.is_valid(SCHEMA["example"])


@pytest.mark.parametrize(
    "change",
    [
        {},
        {
            "client_id": "receipt 4711",
            "channel": "kiosk",
            "language": "de-AT",
            "unit": "praha",
            "employee": "E7",
        },
        {"version": "0190f000-0000-7000-8000-000000000000"},
        {"answered_at": "2026-11-20T10:00:00+01:00", "weight": 0.5, "complete": False},
        {"customer": {"source": "till", "key": "K"}},
        {"attributes": {"a": 1, "b": True, "c": "x"}},
    ],
)
def test_what_fits_is_taken_by_both(change):
    assert _is_read({**GOOD, **change})
    assert VALIDATOR.is_valid({**GOOD, **change})


@pytest.mark.parametrize(
    "change",
    [
        {"answers": [1]},
        {"answers": "9"},
        {"colour": "red"},
        {"survey": ""},
        {"survey": 5},
        {"survey": "x" * 161},
        {"client_id": ""},
        {"client_id": "x" * 201},
        {"channel": "Web Site"},
        {"language": "english!"},
        {"unit": "x" * 61},
        {"customer": {"source": "till"}},
        {"customer": {"source": "till", "key": "K", "name": "Eva"}},
        {"weight": -1},
        {"weight": "1"},
        {"weight": 1e7},
        {"complete": "no"},
        {"attributes": {"a": {"b": 1}}},
        {"attributes": {"a": "x" * 201}},
        {"attributes": {f"a{n}": 1 for n in range(51)}},
    ],
)
def test_what_does_not_fit_is_refused_by_both(change):
    assert not _is_read({**GOOD, **change})
    assert not VALIDATOR.is_valid({**GOOD, **change})
