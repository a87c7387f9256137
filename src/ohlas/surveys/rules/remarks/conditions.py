"""Conditions that compare with what nobody can answer."""

from collections.abc import Iterator

from ohlas.metrics import SCALES
from ohlas.surveys.rules.conditions import AnswerIs, Condition, leaves
from ohlas.surveys.rules.definition import Definition
from ohlas.surveys.rules.remarks.remark import Remark, named
from ohlas.surveys.rules.saying import said


def off_the_scale(definition: Definition) -> Iterator[Remark]:
    """A grade beyond the ends of its scale: such a condition holds for all answers, or for none."""
    for question in definition.questions:
        conditions: tuple[Condition | None, ...] = (
            question.show_if,
            *(skip.when for skip in question.skip_to),
        )
        for condition in conditions:
            for leaf in leaves(condition):
                if isinstance(leaf, AnswerIs):
                    yield from _beyond(definition, question.id, leaf)


def _beyond(definition: Definition, where: str, leaf: AnswerIs) -> Iterator[Remark]:
    item = definition.item_by_id.get(leaf.question)
    scale = SCALES.get(item.scale or "") if item else None
    if item is None or scale is None or scale.low is None or scale.high is None:
        return
    values = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int | float) or scale.low <= value <= scale.high:
            continue
        yield Remark(
            "off_the_scale",
            where,
            said(
                "A condition compares “%(question)s” with %(value)s; it is answered from %(low)s to %(high)s.",
                question=named(definition, item.question),
                value=f"{value:g}",
                low=f"{scale.low:g}",
                high=f"{scale.high:g}",
            ),
            said("Choose a value on that scale."),
        )
