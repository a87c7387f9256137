"""Whole questionnaires of the library, turned into documents of schema 2."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass

from ohlas.surveys.rules.definition import Address
from ohlas.surveys.rules.library.questions import LibraryQuestion
from ohlas.surveys.rules.library.wording import FALLBACK, Wording


@dataclass(frozen=True, slots=True)
class Step:
    """A question's place in a template; `show_if` is a condition as documents write it."""

    question: LibraryQuestion
    required: bool
    show_if: Mapping[str, object] | None

    def document(self, languages: Sequence[str], address: Address) -> dict[str, object]:
        given: dict[str, object] = {"required": self.required, "show_if": deepcopy(self.show_if)}
        return self.question.document(languages, address) | {
            name: part for name, part in given.items() if part
        }


@dataclass(frozen=True, slots=True)
class TemplateSection:
    id: str
    title: Wording
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class TemplateEnd:
    id: str
    when: Mapping[str, object] | None
    title: Wording
    text: Wording

    def document(self, languages: Sequence[str], address: Address) -> dict[str, object]:
        return {
            "id": self.id,
            "when": deepcopy(self.when),
            "title": self.title.texts(languages, address),
            "text": self.text.texts(languages, address),
        }


@dataclass(frozen=True, slots=True)
class Template:
    """A whole questionnaire: `about` says in one sentence what it finds out."""

    id: str
    title: Wording
    about: Wording
    layout: str
    anonymous: bool
    sections: tuple[TemplateSection, ...]
    ends: tuple[TemplateEnd, ...]

    @property
    def questions(self) -> tuple[LibraryQuestion, ...]:
        return tuple(step.question for section in self.sections for step in section.steps)

    def definition(
        self, languages: Sequence[str], address: Address = "formal", default_language: str | None = None
    ) -> dict[str, object]:
        """The questionnaire as a document of schema 2; languages the library lacks stay to be translated."""
        asked = tuple(dict.fromkeys(languages)) or (FALLBACK,)
        steps = [step for section in self.sections for step in section.steps]
        return {
            "schema": 2,
            "languages": list(asked),
            "default_language": default_language or asked[0],
            "address": address,
            "anonymous": self.anonymous,
            "layout": self.layout,
            "sections": self._sections(asked, address),
            "questions": [step.document(asked, address) for step in steps],
            "ends": [end.document(asked, address) for end in self.ends],
        }

    def _sections(self, languages: Sequence[str], address: Address) -> list[dict[str, object]]:
        """None for a single section: a heading over everything says nothing."""
        if len(self.sections) == 1:
            return []
        return [
            {
                "id": section.id,
                "title": section.title.texts(languages, address),
                "questions": [step.question.id for step in section.steps],
            }
            for section in self.sections
        ]
