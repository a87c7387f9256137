"""The one table of question types: which scales each may have and what kind of answer it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

MAX_QUESTIONS = 500
"""The longest real panel questionnaire in our development data has 300 columns."""
MAX_TEXT = 20_000
"""Characters of one answer: sixteen dense pages; more is an attack or a paste by mistake."""
MAX_CHOICES = 200
MAX_FILES = 3
"""Files with one answer: both sides of a thing and its bill."""
MAX_ROWS = 60
"""Rows of one grid; longer ones are answered at random towards the end."""
NOT_APPLICABLE = "not_applicable"
"""The answer to a question that allows it; it is counted, never scored."""


class AnswerKind(StrEnum):
    SCORE = "score"
    SINGLE = "single"
    MULTIPLE = "multiple"
    RANKING = "ranking"
    TEXT = "text"
    DATE = "date"
    EMAIL = "email"
    PHONE = "phone"
    CONSENT = "consent"
    FILE = "file"


ENTRIES: Mapping[str, str] = MappingProxyType({"line": "", "name": "name", "organization": "organization"})
"""How a text is typed in where it is one line and no longer: each with what the browser may fill in."""
CHOICE_KINDS = frozenset({AnswerKind.SINGLE, AnswerKind.MULTIPLE, AnswerKind.RANKING})
IMPORTANCE, PERFORMANCE = "importance", "performance"


@dataclass(frozen=True, slots=True)
class QuestionType:
    """`scales` are ids of `ohlas.metrics.SCALES`; the first is taken when a question names none.

    A type with `rows` is answered once per row, as `<question>.<row>`; `asked` says how often each row
    is asked, as `<question>.<row>.<asked>`.
    """

    id: str
    kind: AnswerKind
    scales: tuple[str, ...] = ()
    rows: bool = False
    asked: tuple[str, ...] = ()

    @property
    def has_choices(self) -> bool:
        return self.kind in CHOICE_KINDS

    @property
    def has_bounds(self) -> bool:
        """Whether `min`, `max` and `step` mean something: of a number, or of how many are chosen."""
        return "number" in self.scales or self.kind in {AnswerKind.MULTIPLE, AnswerKind.RANKING}


def _score(name: str, *scales: str) -> QuestionType:
    return QuestionType(name, AnswerKind.SCORE, scales)


_GRID_SCALES = (
    "rating_1_5", "rating_1_7", "rating_1_10", "csat_1_5", "csat_1_10",
    "stars_1_5", "faces_1_5", "ease_1_5", "ces2_1_7",
)  # fmt: skip
IMPORTANCE_SCALES: Mapping[str, str] = MappingProxyType(
    {"csat_1_10": "rating_1_10", "csat_1_5": "rating_1_5"}
)
"""How important a thing is never lies on the scale of how good it was: they must not be pooled."""

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
            _score("enps", "enps_0_10"),
            _score("rating", "rating_1_5", "rating_1_7", "rating_1_10"),
            _score("likert", "rating_1_5", "rating_1_7"),
            _score("number", "number"),
            _score("slider", "number"),
            QuestionType(
                "csi",
                AnswerKind.SCORE,
                tuple(IMPORTANCE_SCALES),
                rows=True,
                asked=(IMPORTANCE, PERFORMANCE),
            ),
            QuestionType("matrix", AnswerKind.SCORE, _GRID_SCALES, rows=True),
            QuestionType("single", AnswerKind.SINGLE),
            QuestionType("multiple", AnswerKind.MULTIPLE),
            QuestionType("ranking", AnswerKind.RANKING),
            QuestionType("text", AnswerKind.TEXT),
            QuestionType("date", AnswerKind.DATE),
            QuestionType("email", AnswerKind.EMAIL),
            QuestionType("phone", AnswerKind.PHONE),
            QuestionType("consent", AnswerKind.CONSENT),
            QuestionType("file", AnswerKind.FILE),
        )
    }
)
