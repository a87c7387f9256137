"""Chance that can be repeated: the same respondent sees the same order and the same variant every time.

Order and arm come from a hash of the respondent's seed and the thing ordered, so they are equal in every
process and version of Python, and one shuffled list tells nothing about another.
"""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import TypeVar

from ohlas.surveys.rules.definition import Choice, Definition, Question, Row, Section, Variant

Part = TypeVar("Part", Choice, Row)


def order(definition: Definition, seed: str) -> Definition:
    """The definition as one respondent sees it: whatever is to be shuffled in their own order.

    "Other", "none of these" and their like stay last, where people look for them.
    """
    sections = tuple(_section(section, seed) for section in definition.sections)
    shuffled = {question.id: _question(question, seed) for question in definition.questions}
    asked = dict.fromkeys(name for section in sections for name in section.questions if name in shuffled)
    return replace(definition, sections=sections, questions=tuple(shuffled[name] for name in asked))


def variant_for(definition: Definition, seed: str) -> Variant | None:
    """The arm this respondent belongs to, by the arms' shares; None without a test.

    Editing another arm's words moves nobody; adding an arm or changing shares may.
    """
    total = sum(variant.share for variant in definition.variants)
    if not total:
        return None
    point = _draw(seed, "variant") % total
    for variant in definition.variants:
        point -= variant.share
        if point < 0:
            return variant
    return None


def with_variant(definition: Definition, variant_id: str | None) -> Definition:
    """The definition in this arm's layout and wording; as it is for an unknown arm or none."""
    variant = next((one for one in definition.variants if one.id == variant_id), None)
    if variant is None:
        return definition
    questions = tuple(
        replace(question, text={**question.text, **variant.texts[question.id]})
        if question.id in variant.texts
        else question
        for question in definition.questions
    )
    return replace(definition, questions=questions, layout=variant.layout or definition.layout)


def _section(section: Section, seed: str) -> Section:
    if not section.shuffle:
        return section
    return replace(section, questions=_shuffled(section.questions, section.questions, seed, section.id))


def _question(question: Question, seed: str) -> Question:
    if not question.shuffle:
        return question
    last = tuple(choice for choice in question.choices if choice.other or choice.exclusive)
    free = tuple(choice for choice in question.choices if choice not in last)
    return replace(
        question,
        choices=(*_parts(free, seed, question.id), *last),
        rows=_parts(question.rows, seed, question.id),
    )


def _parts(parts: tuple[Part, ...], seed: str, owner: str) -> tuple[Part, ...]:
    return _shuffled(parts, [part.id for part in parts], seed, owner)


Thing = TypeVar("Thing")


def _shuffled(things: Sequence[Thing], names: Sequence[str], seed: str, owner: str) -> tuple[Thing, ...]:
    keyed = sorted(zip(names, things, strict=True), key=lambda pair: (_draw(seed, owner, pair[0]), pair[0]))
    return tuple(thing for _, thing in keyed)


def _draw(*parts: str) -> int:
    digest = blake2b("\0".join(parts).encode(errors="surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big")
