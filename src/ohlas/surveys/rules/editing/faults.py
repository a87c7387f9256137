"""What keeps a draft from being published, each fault with the part of the survey it lies in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ohlas.surveys.rules.definition import Definition
from ohlas.surveys.rules.editing.parts import Document
from ohlas.surveys.rules.reach import unreachable
from ohlas.surveys.rules.reading.document import read_document

PLACE = re.compile(r"(\w+)\[(\d+)\](?:\.(.+))?")


@dataclass(frozen=True, slots=True)
class Fault:
    """`kind` and `part` say where (questions, q1), `code` what; `given` and `allowed` as the reader tells them."""

    kind: str
    part: str
    code: str
    given: str = ""
    allowed: str = ""


def faults_of(document: Document) -> tuple[Fault, ...]:
    """Everything wrong at once; none means the draft may be published."""
    reading = read_document(document)
    told = [_told(document, line) for line in (*reading.problems, *reading.doubts)]
    empty = list(_empty(reading.definition))
    hidden = (
        [] if told else [Fault("questions", one.id, "unreachable") for one in unreachable(reading.definition)]
    )
    return (*told, *empty, *hidden)


def _told(document: Mapping[str, object], line: str) -> Fault:
    """`questions[3].show_if: … was given; allowed: …` with the question's own name."""
    place, _, rest = line.partition(": ")
    given, _, allowed = rest.partition(" was given; allowed: ")
    found = PLACE.match(place)
    if found is None:
        return Fault("survey", "", place.partition(".")[0], given, allowed)
    kind, index, field = found.groups()
    parts = document.get(kind)
    named = parts[int(index)] if isinstance(parts, list) and int(index) < len(parts) else None
    name = str(named.get("id", "")) if isinstance(named, dict) else ""
    return Fault(kind, name, re.split(r"[.\[]", field or "shape")[0], given, allowed)


def _empty(definition: Definition) -> Iterator[Fault]:
    """Words and choices that respondents need."""
    default = definition.default_language
    if not definition.questions:
        yield Fault("survey", "", "no_questions")
    for question in definition.questions:
        if not question.text.get(default):
            yield Fault("questions", question.id, "no_text")
        if question.type.has_choices and len(question.choices) < 2:  # noqa: PLR2004 - one choice is no choice
            yield Fault("questions", question.id, "few_choices")
        if question.type.rows and not question.rows:
            yield Fault("questions", question.id, "no_rows")
        inner = [*(one.text for one in question.choices), *(one.text for one in question.rows)]
        if any(not texts.get(default) for texts in inner):
            yield Fault("questions", question.id, "no_choice_text")
    for end in definition.ends:
        if not end.title.get(default) and not end.text.get(default):
            yield Fault("ends", end.id, "no_text")
