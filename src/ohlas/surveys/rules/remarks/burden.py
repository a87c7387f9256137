"""What wears people out: length, writing, long lists, and answers they are forced to give."""

from collections.abc import Iterator

from ohlas.metrics import SCALES
from ohlas.surveys.rules.definition import Definition
from ohlas.surveys.rules.estimate import estimated_seconds
from ohlas.surveys.rules.remarks.remark import Remark, named
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
            f"It takes about {round(seconds / _MINUTE)} minutes; many will not finish.",
            "Aim at one minute: keep what you will act on.",
        )
    texts = [question for question in definition.questions if question.type.kind is AnswerKind.TEXT]
    if len(texts) > MOST_OPEN:
        yield Remark(
            "too_many_open",
            texts[MOST_OPEN].id,
            f"{len(texts)} questions ask for writing.",
            f"Keep up to {MOST_OPEN}: one asked well is answered more often than five.",
        )
    for question in definition.questions:
        if len(question.choices) > MOST_CHOICES:
            yield Remark(
                "many_choices",
                question.id,
                f"{named(definition, question)} offers {len(question.choices)}.",
                f"Group them, or keep up to {MOST_CHOICES} with “other”.",
            )
        if len(question.rows) > MOST_ROWS and question.carry_from is None:
            yield Remark(
                "many_rows",
                question.id,
                f"{named(definition, question)} has {len(question.rows)} rows.",
                "People stop reading in long grids: split it, or let them choose what concerns them.",
            )


def forced_answers(definition: Definition) -> Iterator[Remark]:
    for question in definition.questions:
        scale = SCALES[question.scale] if question.scale else None
        rated = scale is not None and scale.kind in _RATED
        if rated and not question.not_applicable and (question.required or question.type.rows):
            yield Remark(
                "no_not_applicable",
                question.id,
                f"{named(definition, question)} must be rated even by those it does not concern.",
                "Offer “not applicable”: forced answers are guesses.",
            )
        if question.required and question.type.kind is AnswerKind.TEXT:
            yield Remark(
                "required_text",
                question.id,
                f"{named(definition, question)} forces people to write.",
                "Make it optional: required texts are filled with dots.",
            )
