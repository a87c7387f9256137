"""Whether answers fit the questions they were given to; nothing is bent to fit."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from ohlas.metrics import SCALES
from ohlas.surveys.rules.conditions import Facts
from ohlas.surveys.rules.definition import Definition, Item
from ohlas.surveys.rules.logic import visible
from ohlas.surveys.rules.reading.reader import SURROGATES
from ohlas.surveys.rules.types import MAX_FILES, MAX_TEXT, NOT_APPLICABLE, AnswerKind

Clean = bool | int | float | str | list[str]
MAX_SHOWN = 80
_EXACT = 2.0**53
_LONG = 10**MAX_SHOWN
"""Python refuses to write integers of thousands of digits."""
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\.]+(\.[^\s@<>,;:\"()\[\]\\.]+)+")
_MAX_EMAIL = 254
_PHONE = re.compile(r"\+?[0-9][0-9 ()/.\-]{3,28}[0-9]")
_FILE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,119}")


@dataclass(frozen=True, slots=True)
class AnswerProblem:
    """One answer that does not fit: where, what was given, what is allowed."""

    field: str
    given: str
    allowed: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers that fit, skips left out, and a problem per answer that does not.

    `hidden` are those of `answers` that were given to questions this respondent is not asked.
    """

    answers: Mapping[str, Clean]
    problems: tuple[AnswerProblem, ...]
    hidden: tuple[str, ...] = ()


class _Unfit(Exception):
    """What is allowed instead."""


def check_answers(
    definition: Definition,
    answers: Mapping[str, object],
    *,
    partial: bool = False,
    facts: Facts | None = None,
) -> Checked:
    """Every answer against its question, by the names of `definition.items()`; None means skipped.

    `partial` lets required questions stay unanswered, as in imports and broken-off interviews; a question
    that logic hides is never required.
    """
    clean: dict[str, Clean] = {}
    problems: list[AnswerProblem] = []
    for name, given in answers.items():
        item = definition.item_by_id.get(name)
        if item is None:
            problems.append(_unknown_question(name, definition))
        elif not _is_skipped(given):
            try:
                clean[name] = clean_answer(item, given)
            except _Unfit as unfit:
                problems.append(AnswerProblem(f"answers.{name}", _shown(given), str(unfit)))
    if partial or not definition.has_logic:
        missing = [] if partial else _missing(definition.items(), answers, clean)
        return Checked(clean, (*problems, *missing))
    path = visible(definition, clean, facts or {})
    return Checked(clean, (*problems, *_missing(path.items, answers, clean)), path.hidden)


def clean_answer(item: Item, given: object) -> Clean:
    """The answer as it is stored.

    Errors: an exception whose text says what is allowed.
    """
    if given == NOT_APPLICABLE and item.question.not_applicable and item.kind is not AnswerKind.TEXT:
        return NOT_APPLICABLE
    return _CHECKS[item.kind](item, given)


def fits(item: Item, given: object) -> bool:
    """Whether `clean_answer` would take it."""
    try:
        clean_answer(item, given)
    except _Unfit:
        return False
    return True


def allowed_values(item: Item) -> str:
    """The answers a scored item takes, in words."""
    scale = SCALES[item.scale or "number"]
    if scale.low is not None and scale.high is not None:
        return f"whole numbers from {scale.low:.0f} to {scale.high:.0f}"
    low, high, step = item.question.min, item.question.max, item.question.step
    words = ["a number"]
    words += [f"from {low:g}"] if low is not None else []
    words += [f"to {high:g}"] if high is not None else []
    words += [f"in steps of {step:g}"] if step is not None else []
    return " ".join(words)


def _score(item: Item, given: object) -> Clean:
    if isinstance(given, bool) or not isinstance(given, int | float) or not _is_on(item, given):
        raise _Unfit(allowed_values(item))
    return int(given) if isinstance(given, float) and given.is_integer() and abs(given) < _EXACT else given


def _is_on(item: Item, given: float) -> bool:
    try:
        on_scale = math.isfinite(given) and SCALES[item.scale or "number"].holds(float(given))
    except OverflowError:  # an integer beyond any float
        return False
    return on_scale and (not item.type.has_bounds or _is_within(item, given))


def _is_within(item: Item, given: float) -> bool:
    low, high, step = item.question.min, item.question.max, item.question.step
    if (low is not None and given < low) or (high is not None and given > high):
        return False
    return step is None or math.isclose(math.remainder(given - (low or 0), step), 0, abs_tol=step * 1e-6)


def _text(item: Item, given: object) -> Clean:
    most = item.question.max_length or MAX_TEXT
    if not isinstance(given, str):
        raise _Unfit("text")
    if len(given) > most:
        raise _Unfit(f"up to {most} characters")
    if "\0" in given:
        raise _Unfit("text without NUL characters")
    if SURROGATES.search(given):
        raise _Unfit("text without halves of characters")
    return given


def _single(item: Item, given: object) -> Clean:
    if not isinstance(given, str) or given not in item.question.choice_ids:
        raise _Unfit(f"one of {_listed(item)}")
    return given


def _several(item: Item, given: object) -> list[str]:
    if not isinstance(given, list) or not all(isinstance(one, str) for one in given):
        raise _Unfit(f"a list of {_listed(item)}")
    if not item.question.choice_ids.issuperset(given) or len(set(given)) < len(given):
        raise _Unfit(f"each at most once of {_listed(item)}")
    least, most = item.question.min or 0, item.question.max or len(item.question.choices)
    if given and not least <= len(given) <= most:
        raise _Unfit(f"{least:g} to {most:g} of {_listed(item)}")
    return [str(one) for one in given]


def _multiple(item: Item, given: object) -> Clean:
    chosen = _several(item, given)
    alone = {choice.id for choice in item.question.choices if choice.exclusive}
    if len(chosen) > 1 and alone.intersection(chosen):
        raise _Unfit(f"nothing besides {', '.join(sorted(alone.intersection(chosen)))}")
    return chosen


def _date(_item: Item, given: object) -> Clean:
    try:
        return date.fromisoformat(given if isinstance(given, str) else "").isoformat()
    except ValueError as error:
        raise _Unfit("a date such as 2026-11-20") from error


def _email(item: Item, given: object) -> Clean:
    text = _text(item, given)
    if not isinstance(text, str) or len(text) > _MAX_EMAIL or not _EMAIL.fullmatch(text):
        raise _Unfit("an e-mail address such as jana@example.com")
    return text


def _phone(_item: Item, given: object) -> Clean:
    if not isinstance(given, str) or not _PHONE.fullmatch(given):
        raise _Unfit("a telephone number such as +420 601 234 567")
    return given


def _consent(item: Item, given: object) -> Clean:
    if not isinstance(given, bool):
        raise _Unfit("true or false")
    if item.question.required and not given:
        raise _Unfit("true; it is required")
    return given


def _file(_item: Item, given: object) -> Clean:
    """Documents of older programs name one file without a list."""
    named = given if isinstance(given, list) else [given]
    if len(named) > MAX_FILES or not all(isinstance(one, str) and _FILE.fullmatch(one) for one in named):
        raise _Unfit(f"the ids of up to {MAX_FILES} files")
    return [str(one) for one in named]


_CHECKS: Mapping[AnswerKind, Callable[[Item, object], Clean]] = MappingProxyType(
    {
        AnswerKind.SCORE: _score,
        AnswerKind.TEXT: _text,
        AnswerKind.SINGLE: _single,
        AnswerKind.MULTIPLE: _multiple,
        AnswerKind.RANKING: _several,
        AnswerKind.DATE: _date,
        AnswerKind.EMAIL: _email,
        AnswerKind.PHONE: _phone,
        AnswerKind.CONSENT: _consent,
        AnswerKind.FILE: _file,
    }
)


def _is_skipped(given: object) -> bool:
    return given is None or given == ""


def _missing(
    asked: tuple[Item, ...], answers: Mapping[str, object], clean: Mapping[str, Clean]
) -> list[AnswerProblem]:
    """Required items without an answer; one with a wrong answer has its own problem already."""
    return [
        AnswerProblem(f"answers.{item.id}", "nothing", "an answer; it is required")
        for item in asked
        if item.is_required
        and clean.get(item.id, []) == []
        and (item.id in clean or _is_skipped(answers.get(item.id)))
    ]


def _unknown_question(name: str, definition: Definition) -> AnswerProblem:
    known = ", ".join(list(definition.item_by_id)[:20])
    return AnswerProblem(f"answers.{_shown(name)}", "an unknown question", f"the questions {known}")


def _listed(item: Item) -> str:
    return ", ".join(choice.id for choice in item.question.choices[:20])


def _shown(given: object) -> str:
    if isinstance(given, list | dict):  # repr of a deep document would recurse without bound
        return "a list" if isinstance(given, list) else "an object"
    if isinstance(given, int) and abs(given) > _LONG:
        return "a very large number"
    text = given if isinstance(given, str) else repr(given)
    text = text.replace("\0", "\\0")
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}… ({len(text)} characters)"
