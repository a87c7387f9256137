"""The life of a survey."""

from enum import StrEnum


class SurveyState(StrEnum):
    DRAFT = "draft"
    RUNNING = "running"
    CLOSED = "closed"
    ARCHIVED = "archived"


def takes_answers(state: SurveyState) -> bool:
    """Whether new answers are accepted; imports of history are accepted in every state."""
    return state is SurveyState.RUNNING
