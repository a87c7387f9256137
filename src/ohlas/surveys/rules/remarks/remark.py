"""One remark on a questionnaire."""

from dataclasses import dataclass

from ohlas.surveys.rules.definition import Definition, Question
from ohlas.surveys.rules.saying import Message


@dataclass(frozen=True, slots=True)
class Remark:
    """`where` is a question's or section's id, "" for the whole survey; `stops` keeps it from being published."""

    kind: str
    where: str
    sentence: Message
    advice: Message
    stops: bool = False


def named(definition: Definition, question: Question) -> str:
    """The question as its author knows it."""
    return question.title(definition.default_language)
