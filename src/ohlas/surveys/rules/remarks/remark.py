"""One remark on a questionnaire."""

from dataclasses import dataclass

from ohlas.surveys.rules.definition import Definition, Question


@dataclass(frozen=True, slots=True)
class Remark:
    """`where` is a question's or section's id, "" for the whole survey; `stops` keeps it from being published."""

    kind: str
    where: str
    sentence: str
    advice: str
    stops: bool = False


def named(definition: Definition, question: Question) -> str:
    """The question as its author knows it."""
    return f"“{question.title(definition.default_language)}”"
