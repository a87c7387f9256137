"""What a questionnaire may contain and which answers it takes: pure decisions on documents."""

from ohlas.surveys.rules.answers import AnswerProblem, Checked, check_answers, clean_answer
from ohlas.surveys.rules.definition import Choice, Definition, Question, parse_definition
from ohlas.surveys.rules.states import SurveyState, takes_answers
from ohlas.surveys.rules.templates import template_definition, template_ids
from ohlas.surveys.rules.types import (
    MAX_QUESTIONS,
    MAX_TEXT,
    NOT_APPLICABLE,
    QUESTION_TYPES,
    AnswerKind,
    QuestionType,
)

__all__ = [
    "MAX_QUESTIONS",
    "MAX_TEXT",
    "NOT_APPLICABLE",
    "QUESTION_TYPES",
    "AnswerKind",
    "AnswerProblem",
    "Checked",
    "Choice",
    "Definition",
    "Question",
    "QuestionType",
    "SurveyState",
    "check_answers",
    "clean_answer",
    "parse_definition",
    "takes_answers",
    "template_definition",
    "template_ids",
]
