"""Whether a comparison in a condition can ever be met by the question it names."""

from ohlas.metrics import SCALES
from ohlas.surveys.rules.conditions import AnswerIs, Op
from ohlas.surveys.rules.definition import Item
from ohlas.surveys.rules.reading.reader import Reader, finite
from ohlas.surveys.rules.types import NOT_APPLICABLE, AnswerKind

NUMBERS = frozenset({Op.AT_LEAST, Op.AT_MOST, Op.BETWEEN})
NO_VALUE = frozenset({Op.ANSWERED, Op.NOT_ANSWERED})


def check_comparison(reader: Reader, place: str, leaf: AnswerIs, item: Item) -> None:
    """Notes a doubt where the question cannot be answered by what it is compared with."""
    if leaf.op in NO_VALUE:
        return
    if leaf.op in NUMBERS and item.kind is not AnswerKind.SCORE:
        reader.doubt(place, f"{leaf.op.value} for {item.id!r}", "a question answered by a number")
        return
    for value in leaf.value if isinstance(leaf.value, tuple) else (leaf.value,):
        if not _is_possible(item, leaf.op, value):
            reader.doubt(place, f"{value!r} for {item.id!r}", _allowed(item))


def _is_possible(item: Item, op: Op, value: object) -> bool:
    if value == NOT_APPLICABLE:
        return item.question.not_applicable and op not in NUMBERS
    if item.type.has_choices:
        return value in item.question.choice_ids
    if item.kind is AnswerKind.CONSENT:
        return isinstance(value, bool)
    if item.kind is AnswerKind.SCORE:
        number = finite(value)
        return number is not None and (op in NUMBERS or SCALES[item.scale or "number"].holds(float(number)))
    return isinstance(value, str)


def _allowed(item: Item) -> str:
    if item.type.has_choices:
        return f"its choices {', '.join(sorted(item.question.choice_ids)[:20])}"
    return {
        AnswerKind.SCORE: f"a number on its scale {item.scale}",
        AnswerKind.CONSENT: "true or false",
    }.get(item.kind, "text")
