"""The one table of question types: which scales each may have and what kind of answer it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

MAX_QUESTIONS = 500
"""The longest real panel questionnaire in our development data has 300 columns."""
MAX_TEXT = 10_000
"""Characters of one answer: eight dense pages; more is an attack or a paste by mistake."""
MAX_CHOICES = 200
NOT_APPLICABLE = "not_applicable"
"""The answer to a question that allows it; it is counted, never scored."""


class AnswerKind(StrEnum):
    SCORE = "score"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TEXT = "text"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class QuestionType:
    """`scales` are ids of `ohlas.metrics.SCALES`; the first is taken when a question names none."""

    id: str
    kind: AnswerKind
    scales: tuple[str, ...] = ()


def _score(name: str, *scales: str) -> QuestionType:
    return QuestionType(name, AnswerKind.SCORE, scales)


QUESTION_TYPES: Mapping[str, QuestionType] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            _score("nps", "nps_0_10"),
            _score("recommend10", "recommend_1_10"),
            _score("csat", "csat_1_5"),
            _score("csat10", "csat_1_10"),
            _score("stars", "stars_1_5"),
            _score("faces", "faces_1_5"),
            _score("ces1", "ces1_1_5"),
            _score("ease", "ease_1_5"),
            _score("ces2", "ces2_1_7"),
            _score("rating", "rating_1_5", "rating_1_7", "rating_1_10"),
            _score("number", "number"),
            QuestionType("single", AnswerKind.SINGLE),
            QuestionType("multiple", AnswerKind.MULTIPLE),
            QuestionType("text", AnswerKind.TEXT),
            QuestionType("date", AnswerKind.DATE),
        )
    }
)
