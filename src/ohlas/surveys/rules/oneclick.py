"""Answering by one click in a message: which question a message may ask itself, and with which scores."""

from ohlas.metrics.scales import scale_of
from ohlas.surveys.rules.definition import Definition, Question
from ohlas.surveys.rules.types import AnswerKind

MOST_SCORES = 11
"""0 to 10 stand side by side in a message, and on a phone in two lines."""


def one_click_question(definition: Definition) -> Question | None:
    """The first question, where it is a score everybody is asked for; None where a message can only link.

    A message that began with a later question would collect answers the questionnaire does not expect first.
    """
    first = next((section for section in definition.sections if section.questions), None)
    if first is None or first.show_if is not None or first.shuffle:
        return None
    question = definition.by_id.get(first.questions[0])
    if question is None or question.show_if is not None or question.type.rows:
        return None
    return question if question.type.kind is AnswerKind.SCORE and scores_of(question) else None


def scores_of(question: Question) -> tuple[int, ...]:
    """The whole scores of a question's scale, lowest first; empty where there are too many or none."""
    bounds = scale_of(question.scale).bounds if question.scale else None
    if bounds is None or bounds[1] - bounds[0] >= MOST_SCORES:
        return ()
    return tuple(range(int(bounds[0]), int(bounds[1]) + 1))
