"""What keeps a draft from being published, each fault with the part of the survey it lies in."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ohlas.surveys.rules.definition import Definition
from ohlas.surveys.rules.editing.parts import Document
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
    """Everything that cannot be read or understood, at once; `rules.obstacles` adds what is missing."""
    reading = read_document(document)
    told = (_told(document, line) for line in (*reading.problems, *reading.doubts))
    return (*told, *_wordless(reading.definition))


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


def _wordless(definition: Definition) -> Iterator[Fault]:
    """Choices and last pages that nobody could read; `rules.obstacles` tells of wordless questions."""
    default = definition.default_language
    for question in definition.questions:
        inner = [*(one.text for one in question.choices), *(one.text for one in question.rows)]
        if any(not texts.get(default) for texts in inner):
            yield Fault("questions", question.id, "no_choice_text")
    for end in definition.ends:
        if not end.title.get(default) and not end.text.get(default):
            yield Fault("ends", end.id, "no_text")
