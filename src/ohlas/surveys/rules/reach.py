"""Questions nobody can be asked: conditions that contradict themselves, and stretches always jumped over."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from math import prod

from ohlas.metrics import SCALES
from ohlas.surveys.rules.conditions import (
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    FieldIs,
    NotThis,
    compares,
    leaves,
)
from ohlas.surveys.rules.definition import END, Definition, Item, Question
from ohlas.surveys.rules.types import NOT_APPLICABLE, AnswerKind

MOST_TRIED = 5_000
"""Combinations of answers tried; beyond them a condition is given the benefit of the doubt."""
Leaf = AnswerIs | FieldIs


def unreachable(definition: Definition) -> tuple[Question, ...]:
    """Questions that no answers lead to; one not listed may still be hard to reach."""
    skipped = set(_jumped_over(definition))
    return tuple(
        question
        for question in definition.questions
        if question.id in skipped or not _can_show(definition, question)
    )


def can_hold(definition: Definition, condition: Condition | None) -> bool:
    """Whether some answers make it true: exact for scores and single choices, generous otherwise."""
    return _some(definition, condition, wanted=True)


def always_holds(definition: Definition, condition: Condition | None) -> bool:
    """Whether no answers make it false."""
    return not _some(definition, condition, wanted=False)


def _can_show(definition: Definition, question: Question) -> bool:
    conditions = (definition.section_of[question.id].show_if, question.show_if)
    given = tuple(condition for condition in conditions if condition is not None)
    return can_hold(definition, AllOf(given))


def _jumped_over(definition: Definition) -> Iterator[str]:
    """What lies between a question everybody is asked and the place it always sends them to."""
    names = [question.id for question in definition.questions]
    starts = {section.id: section.questions[0] for section in definition.sections if section.questions}
    jumped: set[str] = set()
    for n, question in enumerate(definition.questions):
        if question.id in jumped or not _is_asked_of_all(definition, n):
            continue
        always = next((s for s in question.skip_to if always_holds(definition, s.when)), None)
        if always is not None and len(question.skip_to) == 1:
            to = starts.get(always.to, always.to)
            between = names[n + 1 : names.index(to)] if to in names else names[n + 1 :] if to == END else []
            jumped.update(between)
            yield from between


def _is_asked_of_all(definition: Definition, place: int) -> bool:
    question = definition.questions[place]
    section = definition.section_of[question.id]
    conditions = (section.show_if, question.show_if)
    earlier = definition.questions[:place]
    return (
        all(always_holds(definition, condition) for condition in conditions if condition)
        and question.carry_from is None
        and not section.shuffle
        and not any(one.skip_to for one in earlier)
    )


def _some(definition: Definition, condition: Condition | None, *, wanted: bool) -> bool:
    known = {leaf.question: domain for leaf, domain in _domains(definition, condition)}
    free = [leaf for leaf in dict.fromkeys(leaves(condition)) if _name(leaf) not in known]
    options: list[Sequence[object]] = [*known.values(), *([(True, False)] * len(free))]
    if prod(len(one) for one in options) > MOST_TRIED:
        return True
    for values in product(*options):
        answers = dict(zip(known, values, strict=False))
        guesses = dict(zip(free, values[len(known) :], strict=True))
        if _holds(condition, answers, guesses) is wanted:
            return True
    return False


def _name(leaf: Leaf) -> str:
    return leaf.question if isinstance(leaf, AnswerIs) else ""


def _domains(definition: Definition, condition: Condition | None) -> Iterator[tuple[AnswerIs, list[object]]]:
    for leaf in leaves(condition):
        item = definition.item_by_id.get(leaf.question) if isinstance(leaf, AnswerIs) else None
        domain = _domain(item) if item else None
        if domain is not None and isinstance(leaf, AnswerIs):
            yield leaf, domain


def _domain(item: Item) -> list[object] | None:
    """Every answer there can be, none given included; None when there are too many to list."""
    extra: list[object] = [None, NOT_APPLICABLE] if item.question.not_applicable else [None]
    scale = SCALES[item.scale] if item.scale else None
    if scale is not None and scale.low is not None and scale.high is not None:
        return [*extra, *range(int(scale.low), int(scale.high) + 1)]
    if item.kind is AnswerKind.SINGLE and item.type.has_choices:
        return [*extra, *(choice.id for choice in item.question.choices)]
    return [None, True, False] if item.kind is AnswerKind.CONSENT else None


def _holds(
    condition: Condition | None, answers: Mapping[str, object], guesses: Mapping[Leaf, object]
) -> bool:
    match condition:
        case None:
            return True
        case AllOf(parts):
            return all(_holds(part, answers, guesses) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, answers, guesses) for part in parts)
        case NotThis(part):
            return not _holds(part, answers, guesses)
        case AnswerIs() if condition.question in answers:
            return compares(condition.op, answers[condition.question], condition.value)
        case _:
            return guesses[condition] is True
