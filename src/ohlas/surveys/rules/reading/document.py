"""Reading a whole questionnaire: schema 2, and schema 1 of the first release."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import cast

from ohlas.surveys.errors import BadDefinition
from ohlas.surveys.rules.definition import Address, Definition, Layout, Question
from ohlas.surveys.rules.reading.around import (
    LAYOUTS,
    read_brand,
    read_ends,
    read_quotas,
    read_sections,
    read_variants,
)
from ohlas.surveys.rules.reading.questions import read_question, with_carried
from ohlas.surveys.rules.reading.reader import LANGUAGE, Reader, shown
from ohlas.surveys.rules.reading.sense import check_sense
from ohlas.surveys.rules.types import MAX_QUESTIONS

FIELDS = (
    "schema", "questions", "languages", "default_language", "address", "anonymous", "layout", "brand",
    "sections", "quotas", "ends", "variants", "closes_at", "edit_minutes",
)  # fmt: skip
ADDRESSES = ("formal", "informal")
MAX_LANGUAGES = 40
MOST_EDIT_MINUTES = 30 * 24 * 60
CLOSES_AT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


@dataclass(frozen=True)
class Reading:
    """What was read, mistakes of shape, and of sense: only a reading without both is a definition."""

    definition: Definition
    problems: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


def parse_definition(document: object) -> Definition:
    """The questionnaire in a JSON document.

    Errors: `BadDefinition` with one line per mistake: where, what was given, what is allowed.
    """
    reading = read_document(document)
    if reading.problems or reading.doubts:
        raise BadDefinition((*reading.problems, *reading.doubts))
    return reading.definition


def read_document(document: object) -> Reading:
    """As much as can be read of any document, with every mistake in it."""
    reader = Reader()
    top = reader.mapping("definition", document)
    schema = _schema(reader, top)
    if schema > 1:
        top = reader.mapping("definition", document, FIELDS) if top else top
    questions = _questions(reader, top, schema)
    languages, default = _languages(reader, top, questions)
    definition = Definition(
        questions=questions,
        languages=languages,
        default_language=default,
        schema=schema,
        address=cast("Address", reader.one_of("address", top.get("address", "formal"), ADDRESSES)),
        anonymous=reader.flag("anonymous", top.get("anonymous", False)),
        layout=cast("Layout", reader.one_of("layout", top.get("layout", "page"), LAYOUTS)),
        brand=read_brand(reader, top.get("brand")),
        sections=read_sections(reader, top.get("sections"), [question.id for question in questions]),
        quotas=read_quotas(reader, top.get("quotas")),
        ends=read_ends(reader, top.get("ends")),
        variants=read_variants(reader, top.get("variants")),
        closes_at=_closes_at(reader, top.get("closes_at")),
        edit_minutes=reader.whole("edit_minutes", top.get("edit_minutes", 0), 0, MOST_EDIT_MINUTES) or 0,
    )
    check_sense(reader, definition)
    return Reading(in_order(definition), tuple(reader.problems), tuple(reader.doubts))


def _schema(reader: Reader, top: Mapping[str, object]) -> int:
    if "schema" not in top:
        return 1
    return reader.whole("schema", top["schema"], 1, 2) or 2


def _questions(reader: Reader, top: Mapping[str, object], schema: int) -> tuple[Question, ...]:
    read = reader.listed(
        "questions",
        top.get("questions"),
        lambda place, item: read_question(reader, place, item, schema=schema),
        MAX_QUESTIONS,
        least=1 if schema == 1 else 0,  # a draft may begin empty; publishing may not
    )
    reader.once("questions", [question.id for question in read])
    whole: dict[str, Question] = {}
    for question in read:  # in this order, so that what was carried once can be carried on
        whole[question.id] = with_carried(question, whole)
    return tuple(whole[question.id] for question in read)


def _languages(
    reader: Reader, top: Mapping[str, object], questions: Sequence[Question]
) -> tuple[tuple[str, ...], str]:
    spoken = tuple(dict.fromkeys(language for question in questions for language in question.text))
    languages = spoken or ("en",)
    if top.get("languages") is not None:
        read = reader.listed(
            "languages", top["languages"], lambda place, one: _language(reader, place, one), MAX_LANGUAGES, 1
        )
        reader.once("languages", read)
        languages = tuple(language for language in read if language) or languages
    if top.get("default_language") is None:
        return languages, languages[0]
    default = reader.text("default_language", top["default_language"], 20)
    if default not in languages:
        reader.doubt("default_language", shown(default), f"one of {', '.join(languages)}")
    return languages, default


def _language(reader: Reader, _place: str, given: object) -> str:
    return reader.matching("languages", given or "", LANGUAGE, "codes such as cs or en") or ""


def _closes_at(reader: Reader, given: object) -> str | None:
    allowed = "a day and time such as 2026-12-01T18:00, by the organisation's clock"
    found = reader.matching("closes_at", given, CLOSES_AT, allowed)
    if found is not None and not _is_a_moment(found):
        reader.doubt("closes_at", shown(found), allowed)
        return None
    return found


def _is_a_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def in_order(definition: Definition) -> Definition:
    """With the questions as the sections ask them."""
    asked = dict.fromkeys(name for section in definition.sections for name in section.questions)
    known = definition.by_id
    ordered = tuple(known[name] for name in asked if name in known)
    return replace(definition, questions=ordered) if len(ordered) == len(definition.questions) else definition
