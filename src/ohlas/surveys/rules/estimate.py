"""How long a questionnaire takes: reading at a usual pace plus the time each kind of answer needs.

Reading: 238 words a minute (Brysbaert 2019, silent reading of non-fiction), about 4 words a second. Answering:
our own rules of thumb below, between the times usual in survey tools; the median of real answers replaces
them once there are some. A question asked of some people only counts half, a jump is not foreseen.
"""

from collections.abc import Mapping
from types import MappingProxyType

from ohlas.surveys.rules.definition import Definition, Question
from ohlas.surveys.rules.types import AnswerKind

WORDS_PER_SECOND = 238 / 60
PAGE_SECONDS = 2.0
"""Finding one's way on each page after the first."""
ASKED_OF_SOME = 0.5
SECONDS: Mapping[AnswerKind, float] = MappingProxyType(
    {
        AnswerKind.SCORE: 3.0,
        AnswerKind.SINGLE: 3.0,
        AnswerKind.MULTIPLE: 5.0,
        AnswerKind.RANKING: 12.0,
        AnswerKind.TEXT: 25.0,
        AnswerKind.DATE: 6.0,
        AnswerKind.EMAIL: 10.0,
        AnswerKind.PHONE: 10.0,
        AnswerKind.CONSENT: 3.0,
        AnswerKind.FILE: 25.0,
    }
)
"""For one answer, once read; of a grid, for each row."""


def estimated_seconds(definition: Definition, language: str | None = None) -> int:
    """How many seconds it takes somebody who answers everything, in this or the default language."""
    spoken = language or definition.default_language
    questions = sum(_seconds(definition, question, spoken) for question in definition.questions)
    return round(questions + PAGE_SECONDS * max(0, _pages(definition) - 1))


def _seconds(definition: Definition, question: Question, language: str) -> float:
    texts = [question.text, question.help, *(choice.text for choice in question.choices)]
    texts += [row.text for row in question.rows]
    words = sum(len(definition.words(text, language).split()) for text in texts)
    answers = len(question.rows) * max(1, len(question.type.asked)) if question.type.rows else 1
    whole = words / WORDS_PER_SECOND + answers * SECONDS[question.type.kind]
    section = definition.section_of[question.id]
    is_for_some = question.show_if is not None or section.show_if is not None
    return whole * (ASKED_OF_SOME if is_for_some else 1.0)


def _pages(definition: Definition) -> int:
    pages = {"page": 1, "sections": len(definition.sections), "single": len(definition.questions)}
    return pages[definition.layout]
