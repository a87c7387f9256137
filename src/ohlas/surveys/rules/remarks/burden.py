"""What wears people out: length, writing, long lists, and answers they are forced to give."""

from collections.abc import Iterator

from ohlas.metrics import SCALES
from ohlas.surveys.rules.definition import Definition, Question
from ohlas.surveys.rules.estimate import estimated_seconds
from ohlas.surveys.rules.remarks.remark import Remark, named
from ohlas.surveys.rules.saying import said, said_of
from ohlas.surveys.rules.types import AnswerKind

LONGEST_SECONDS = 180
"""Beyond three minutes people on phones leave; the sharpest fall is in the first one."""
MOST_OPEN = 3
MOST_CHOICES = 12
MOST_ROWS = 10
_MINUTE = 60
_RATED = frozenset({"effort", "rating", "satisfaction", "stars", "faces"})


def burden(definition: Definition) -> Iterator[Remark]:
    seconds = estimated_seconds(definition)
    if seconds > LONGEST_SECONDS:
        yield Remark(
            "too_long",
            "",
            said_of(
                round(seconds / _MINUTE),
                "It takes about %(count)d minute; many will not finish.",
                "It takes about %(count)d minutes; many will not finish.",
            ),
            said("Aim at one minute: keep what you will act on."),
        )
    texts = [question for question in definition.questions if question.type.kind is AnswerKind.TEXT]
    if len(texts) > MOST_OPEN:
        yield Remark(
            "too_many_open",
            texts[MOST_OPEN].id,
            said_of(
                len(texts), "%(count)d question asks for writing.", "%(count)d questions ask for writing."
            ),
            said("Keep up to %(most)d: one asked well is answered more often than five.", most=MOST_OPEN),
        )
    for question in definition.questions:
        yield from _long_lists(definition, question)


def _long_lists(definition: Definition, question: Question) -> Iterator[Remark]:
    name = named(definition, question)
    if len(question.choices) > MOST_CHOICES:
        yield Remark(
            "many_choices",
            question.id,
            said_of(
                len(question.choices),
                "“%(question)s” offers %(count)d choice.",
                "“%(question)s” offers %(count)d choices.",
                question=name,
            ),
            said("Group them, or keep up to %(most)d with “other”.", most=MOST_CHOICES),
        )
    if len(question.rows) > MOST_ROWS and question.carry_from is None:
        yield Remark(
            "many_rows",
            question.id,
            said_of(
                len(question.rows),
                "“%(question)s” has %(count)d row.",
                "“%(question)s” has %(count)d rows.",
                question=name,
            ),
            said("People stop reading in long grids: split it, or let them choose what concerns them."),
        )


def forced_answers(definition: Definition) -> Iterator[Remark]:
    """The one question a survey is about may be required: whom it does not concern has no reason to begin."""
    scored = [question for question in definition.questions if question.type.kind is AnswerKind.SCORE]
    for question in definition.questions:
        scale = SCALES[question.scale] if question.scale else None
        rated = scale is not None and scale.kind in _RATED
        name = named(definition, question)
        if (
            rated
            and not question.not_applicable
            and (question.type.rows or (question.required and question is not scored[0]))
        ):
            yield Remark(
                "no_not_applicable",
                question.id,
                said("“%(question)s” must be rated even by those it does not concern.", question=name),
                said("Offer “does not apply”: forced answers are guesses."),
            )
        if question.required and question.type.kind is AnswerKind.TEXT and scored:
            yield Remark(
                "required_text",
                question.id,
                said("“%(question)s” forces people to write.", question=name),
                said("Make it optional: required texts are filled with dots."),
            )
