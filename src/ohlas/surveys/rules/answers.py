"""Whether answers fit the questions they were given to; nothing is bent to fit."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ohlas.metrics import SCALES
from ohlas.surveys.rules.definition import Definition, Question
from ohlas.surveys.rules.types import MAX_TEXT, NOT_APPLICABLE, AnswerKind

Clean = int | float | str | list[str]
MAX_SHOWN = 80


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One answer that does not fit: where, what was given, what is allowed."""

    field: str
    given: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers that fit, skips left out, and a problem per answer that does not."""

    answers: Mapping[str, Clean]
    problems: tuple[AnswerProblem, ...]


class _Unfit(Exception):
    """What is allowed instead."""


def check_answers(definition: Definition, answers: Mapping[str, object], *, partial: bool = False) -> Checked:
    """Every answer against its question; None means skipped.

    `partial` lets required questions stay unanswered, as in imports and broken-off interviews.
    """
    clean: dict[str, Clean] = {}
    problems: list[AnswerProblem] = []
    for name, given in answers.items():
        question = definition.by_id.get(name)
        if question is None:
            problems.append(_unknown_question(name, definition))
        elif not _is_skipped(given):
            try:
                clean[name] = clean_answer(question, given)
            except _Unfit as unfit:
                problems.append(AnswerProblem(f"answers.{name}", _shown(given), str(unfit)))
    if not partial and not definition.required_ids <= clean.keys():
        problems.extend(_missing(definition, answers, clean))
    return Checked(clean, tuple(problems))


def clean_answer(question: Question, given: object) -> Clean:
    """The answer as it is stored.

    Errors: an exception whose text says what is allowed.
    """
    if given == NOT_APPLICABLE and question.not_applicable and question.type.kind is not AnswerKind.TEXT:
        return NOT_APPLICABLE
    return _CHECKS[question.type.kind](question, given)


def fits(question: Question, given: object) -> bool:
    """Whether `clean_answer` would take it."""
    try:
        clean_answer(question, given)
    except _Unfit:
        return False
    return True


def allowed_values(question: Question) -> str:
    """The answers a scored question takes, in words."""
    scale = SCALES[question.scale or "number"]
    if scale.low is None or scale.high is None:
        return "a number"
    return f"whole numbers from {scale.low:.0f} to {scale.high:.0f}"


def _score(question: Question, given: object) -> Clean:
    if isinstance(given, bool) or not isinstance(given, int | float):
        raise _Unfit(allowed_values(question))
    if not _is_on(question.scale or "number", given):
        raise _Unfit(allowed_values(question))
    return int(given) if isinstance(given, float) and given.is_integer() and abs(given) < _EXACT else given


_EXACT = 2.0**53


def _is_on(scale_id: str, given: float) -> bool:
    try:
        return math.isfinite(given) and SCALES[scale_id].holds(float(given))
    except OverflowError:  # an integer beyond any float
        return False


def _text(question: Question, given: object) -> Clean:  # noqa: ARG001 - one shape for all kinds
    if not isinstance(given, str):
        raise _Unfit("text")
    if len(given) > MAX_TEXT:
        raise _Unfit(f"up to {MAX_TEXT} characters")
    if "\0" in given:
        raise _Unfit("text without NUL characters")
    return given


def _single(question: Question, given: object) -> Clean:
    if not isinstance(given, str) or given not in question.choice_ids:
        raise _Unfit(f"one of {_listed(question)}")
    return given


def _multiple(question: Question, given: object) -> Clean:
    if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
        raise _Unfit(f"a list of {_listed(question)}")
    if not question.choice_ids.issuperset(given) or len(set(given)) < len(given):
        raise _Unfit(f"each at most once of {_listed(question)}")
    return [str(item) for item in given]


def _date(question: Question, given: object) -> Clean:  # noqa: ARG001 - one shape for all kinds
    try:
        return date.fromisoformat(given if isinstance(given, str) else "").isoformat()
    except ValueError as error:
        raise _Unfit("a date such as 2026-11-20") from error


_CHECKS: Mapping[AnswerKind, Callable[[Question, object], Clean]] = MappingProxyType(
    {
        AnswerKind.SCORE: _score,
        AnswerKind.TEXT: _text,
        AnswerKind.SINGLE: _single,
        AnswerKind.MULTIPLE: _multiple,
        AnswerKind.DATE: _date,
    }
)


def _is_skipped(given: object) -> bool:
    return given is None or given == ""


def _missing(
    definition: Definition, answers: Mapping[str, object], clean: Mapping[str, Clean]
) -> list[AnswerProblem]:
    """Required questions without an answer; one with a wrong answer has its own problem already."""
    skipped = [
        question
        for question in definition.questions
        if question.required and question.id not in clean and _is_skipped(answers.get(question.id))
    ]
    return [
        AnswerProblem(f"answers.{question.id}", "nothing", "an answer; it is required")
        for question in skipped
    ]


def _unknown_question(name: str, definition: Definition) -> AnswerProblem:
    known = ", ".join(list(definition.by_id)[:20])
    return AnswerProblem(f"answers.{_shown(name)}", "an unknown question", f"the questions {known}")


def _listed(question: Question) -> str:
    return ", ".join(choice.id for choice in question.choices[:20])


def _shown(given: object) -> str:
    if isinstance(given, list | dict):  # repr of a deep document would recurse without bound
        return "a list" if isinstance(given, list) else "an object"
    text = given if isinstance(given, str) else repr(given)
    text = text.replace("\0", "\\0")
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}… ({len(text)} characters)"
