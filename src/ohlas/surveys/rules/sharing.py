"""A survey as a file to hand on: one JSON document anybody's Ohlas can read back."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules.reading import parse_definition
from ohlas.surveys.rules.schema import SCHEMA_ID

MAX_FILE = 4 * 1024 * 1024
"""Bytes: 500 questions in seven languages are about 1.5 MB."""
MAX_NAME = 160
Document = dict[str, Any]  # JSON


@dataclass(frozen=True)
class SharedSurvey:
    """What a file holds: a proposed name and a definition that has been read without a mistake."""

    name: str
    definition: Document


def survey_file(name: str, definition: Mapping[str, object]) -> bytes:
    """The file; what belongs to this organisation alone (its logo) stays here."""
    brand = definition.get("brand")
    kept = (
        {**definition, "brand": {**brand, "logo": None}} if isinstance(brand, Mapping) else dict(definition)
    )
    document = {"$schema": SCHEMA_ID, "name": name, "definition": kept}
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()


def read_survey_file(content: bytes) -> SharedSurvey:
    """What is in a file somebody sent.

    Errors: `BadDefinition` for anything that is not such a file; nothing else, whatever the bytes.
    """
    if len(content) > MAX_FILE:
        raise _bad(f"{len(content)} bytes", f"up to {MAX_FILE}")
    document = _json(content)
    if not isinstance(document, dict) or document.get("$schema") != SCHEMA_ID:
        raise _bad("something else", f"a survey saved by Ohlas; its $schema is {SCHEMA_ID}")
    name, definition = document.get("name"), document.get("definition")
    if not isinstance(name, str) or not isinstance(definition, dict):
        raise _bad("a file without name or definition", "both")
    parse_definition(definition)
    clean = "".join(letter for letter in name if letter.isprintable())
    return SharedSurvey(" ".join(clean.split())[:MAX_NAME], definition)


def _json(content: bytes) -> object:
    try:
        return json.loads(
            content.decode("utf-8-sig"), object_pairs_hook=_once_each, parse_constant=_no_constant
        )
    except (ValueError, RecursionError) as error:
        raise _bad("no readable JSON", "UTF-8 JSON with each name once") from error


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Of two equal names readers keep different ones, so neither is kept."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON")


def _bad(given: str, allowed: str) -> BadDefinition:
    return BadDefinition([f"file: {given} was given; allowed: {allowed}"])
