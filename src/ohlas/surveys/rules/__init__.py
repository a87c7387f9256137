"""What a questionnaire may contain and which answers it takes: pure decisions on documents."""

from ohlas.surveys.rules.answers import AnswerProblem, Checked, check_answers, fits
from ohlas.surveys.rules.changes import Change, Changes, Trend, compare
from ohlas.surveys.rules.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    FieldIs,
    NotThis,
    Op,
    holds,
    questions_in,
)
from ohlas.surveys.rules.contrast import contrast, is_readable, readable
from ohlas.surveys.rules.definition import (
    END,
    Brand,
    CarryFrom,
    Choice,
    Definition,
    End,
    Item,
    Question,
    Quota,
    Row,
    Section,
    SkipTo,
    Variant,
    text_in,
)
from ohlas.surveys.rules.estimate import estimated_seconds
from ohlas.surveys.rules.limits import closing_time, full_quota, is_past, quotas_of
from ohlas.surveys.rules.logic import Path, Step, next_question, next_section, offered, visible
from ohlas.surveys.rules.oneclick import one_click_question, scores_of
from ohlas.surveys.rules.ordering import order, variant_for, with_variant
from ohlas.surveys.rules.piping import answer_words, fill, words_for
from ohlas.surveys.rules.reach import unreachable
from ohlas.surveys.rules.reading import parse_definition
from ohlas.surveys.rules.remarks import Remark, obstacles, remarks
from ohlas.surveys.rules.saying import Message, Term
from ohlas.surveys.rules.schema import SCHEMA_ID, definition_schema
from ohlas.surveys.rules.sharing import MAX_FILE, SharedSurvey, read_survey_file, survey_file
from ohlas.surveys.rules.states import SurveyState, takes_answers
from ohlas.surveys.rules.types import (
    MAX_QUESTIONS,
    MAX_TEXT,
    NOT_APPLICABLE,
    QUESTION_TYPES,
    AnswerKind,
    QuestionType,
)
from ohlas.surveys.rules.variants import (
    COMPLETION,
    Arm,
    ArmComparison,
    VariantResult,
    outcome_of,
    variant_result,
    winner_of,
)
from ohlas.surveys.rules.writing import condition_document, document_of, question_document, with_questions

__all__ = [
    "COMPLETION",
    "END",
    "MAX_FILE",
    "MAX_QUESTIONS",
    "MAX_TEXT",
    "NOT_APPLICABLE",
    "QUESTION_TYPES",
    "SCHEMA_ID",
    "AllOf",
    "AnswerIs",
    "AnswerKind",
    "AnswerProblem",
    "AnyOf",
    "Arm",
    "ArmComparison",
    "Brand",
    "CarryFrom",
    "Change",
    "Changes",
    "Checked",
    "Choice",
    "Condition",
    "Definition",
    "End",
    "FieldIs",
    "Item",
    "Message",
    "NotThis",
    "Op",
    "Path",
    "Question",
    "QuestionType",
    "Quota",
    "Remark",
    "Row",
    "Section",
    "SharedSurvey",
    "SkipTo",
    "Step",
    "SurveyState",
    "Term",
    "Trend",
    "Variant",
    "VariantResult",
    "answer_words",
    "check_answers",
    "closing_time",
    "compare",
    "condition_document",
    "contrast",
    "definition_schema",
    "document_of",
    "estimated_seconds",
    "fill",
    "fits",
    "full_quota",
    "holds",
    "is_past",
    "is_readable",
    "next_question",
    "next_section",
    "obstacles",
    "offered",
    "one_click_question",
    "order",
    "outcome_of",
    "parse_definition",
    "question_document",
    "questions_in",
    "quotas_of",
    "read_survey_file",
    "readable",
    "remarks",
    "scores_of",
    "survey_file",
    "takes_answers",
    "text_in",
    "unreachable",
    "variant_for",
    "variant_result",
    "visible",
    "winner_of",
    "with_questions",
    "with_variant",
    "words_for",
]
