"""Conditions and jumps read aloud, and the small form that adds one comparison."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.metrics import SCALES
from ohlas.surveys.rules import (
    END,
    NOT_APPLICABLE,
    AllOf,
    AnswerIs,
    AnswerKind,
    AnyOf,
    Condition,
    Definition,
    FieldIs,
    Item,
    NotThis,
    Op,
)
from ohlas.surveys.rules.editing import Document, parts_of
from ohlas.surveys.rules.reading.conditions import read_condition
from ohlas.surveys.rules.reading.reader import Reader

OPS: Mapping[Op, Promise] = {
    Op.IS: gettext_lazy("is"),
    Op.IS_NOT: gettext_lazy("is not"),
    Op.IN: gettext_lazy("is one of"),
    Op.AT_LEAST: gettext_lazy("is at least"),
    Op.AT_MOST: gettext_lazy("is at most"),
    Op.BETWEEN: gettext_lazy("is between"),
    Op.CONTAINS: gettext_lazy("contains"),
    Op.ANSWERED: gettext_lazy("was answered"),
    Op.NOT_ANSWERED: gettext_lazy("was not answered"),
}
FIELDS: Mapping[str, Promise] = {
    "unit": gettext_lazy("the unit"),
    "employee": gettext_lazy("the employee"),
    "language": gettext_lazy("the language"),
    "channel": gettext_lazy("the channel"),
    "touchpoint": gettext_lazy("the touchpoint"),
}
BY_KIND: Mapping[AnswerKind, tuple[Op, ...]] = {
    AnswerKind.SCORE: (Op.AT_MOST, Op.AT_LEAST, Op.IS, Op.IS_NOT, Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.SINGLE: (Op.IS, Op.IS_NOT, Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.MULTIPLE: (Op.CONTAINS, Op.IS, Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.RANKING: (Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.TEXT: (Op.CONTAINS, Op.IS, Op.ANSWERED, Op.NOT_ANSWERED),
    AnswerKind.CONSENT: (Op.IS, Op.ANSWERED, Op.NOT_ANSWERED),
}
WITHOUT_VALUE = frozenset({Op.ANSWERED, Op.NOT_ANSWERED})
SHORT = 60


@dataclass(frozen=True)
class Pick:
    """One line of a list to choose from."""

    value: str
    words: str
    is_chosen: bool = False


@dataclass(frozen=True)
class Line:
    """One comparison as a sentence; `deed` takes it away."""

    words: str
    deed: str


@dataclass(frozen=True)
class Logic:
    """`surveys/builder/logic.html`: a condition and the form that adds a comparison to it.

    `value` is how the value is given: number, choices, text, or nothing until a question is chosen.
    """

    owner: str
    anchor: str
    title: str
    lines: tuple[Line, ...]
    joiner: str
    abouts: tuple[Pick, ...]
    about: str
    ops: tuple[Pick, ...]
    value: Literal["", "number", "choices", "text"]
    choices: tuple[Pick, ...]
    low: str
    high: str


def short(text: str) -> str:
    return text if len(text) <= SHORT else f"{text[: SHORT - 1]}…"


def logic(  # noqa: PLR0917 - what, whose, which words
    definition: Definition,
    condition: Document | None,
    owner: str,
    title: str,
    language: str,
    about: str,
    earlier: Iterable[Item],
) -> Logic:
    """The condition of this owner, with the form for a comparison about the chosen question."""
    joiner, parts = parts_of(condition)
    items = list(earlier)
    chosen = next((item for item in items if item.id == about), None)
    return Logic(
        owner=owner,
        anchor=f"logic-{owner.replace('/', '-')}",
        title=title,
        lines=tuple(
            Line(sentence(definition, _read(part), language), f"remove_condition {owner} {n}")
            for n, part in enumerate(parts)
        ),
        joiner=joiner,
        abouts=tuple(
            Pick(item.id, short(item_words(item, definition, language)), item is chosen) for item in items
        ),
        about=about if chosen else "",
        ops=() if chosen is None else ops_for(chosen),
        value="" if chosen is None else _value_kind(chosen),
        choices=() if chosen is None else _choices(chosen, definition, language),
        low=_bound(chosen, "low"),
        high=_bound(chosen, "high"),
    )


def ops_for(item: Item) -> tuple[Pick, ...]:
    ops = BY_KIND.get(item.kind, (Op.ANSWERED, Op.NOT_ANSWERED))
    return tuple(Pick(op.value, str(OPS[op])) for op in ops)


def item_words(item: Item, definition: Definition, language: str) -> str:
    """The question, with the row where it is one of a grid."""
    words = item.question.title(language, definition.default_language)
    return words if item.row is None else f"{words} – {item.title(language, definition.default_language)}"


def read_sentence(definition: Definition, condition: Document | None, language: str) -> str:
    """The whole condition of a document as one sentence; "" for none."""
    found = _read(condition) if condition else None
    return sentence(definition, found, language) if found else ""


def sentence(definition: Definition, condition: Condition | None, language: str) -> str:
    match condition:
        case AllOf(parts):
            return _(" and ").join(sentence(definition, part, language) for part in parts)
        case AnyOf(parts):
            return _(" or ").join(sentence(definition, part, language) for part in parts)
        case NotThis(part):
            return _("not (%(condition)s)") % {"condition": sentence(definition, part, language)}
        case AnswerIs(name, op, value):
            item = definition.item_by_id.get(name)
            subject = f"“{short(item_words(item, definition, language))}”" if item else f"“{name}”"
            return _compared(subject, op, _value_words(item, value, definition, language))
        case FieldIs(name, op, value):
            return _compared(str(FIELDS.get(name, name)), op, _value_words(None, value, definition, language))
        case None:
            return _("a comparison that cannot be read")


def target_words(definition: Definition, target: str, language: str) -> str:
    """Where a jump leads, in words."""
    if target == END:
        return _("the end")
    if target in definition.by_id:
        return f"“{short(definition.by_id[target].title(language, definition.default_language))}”"
    section = next((one for one in definition.sections if one.id == target), None)
    if section is None:
        return f"“{target}”"
    return _("the section “%(title)s”") % {"title": definition.words(section.title, language) or section.id}


def _read(condition: Document | None) -> Condition | None:
    return read_condition(Reader(), "", condition)


def _compared(subject: str, op: Op, value: str) -> str:
    return f"{subject} {OPS[op]}" if op in WITHOUT_VALUE else f"{subject} {OPS[op]} {value}"


def _value_words(item: Item | None, value: object, definition: Definition, language: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value_words(item, one, definition, language) for one in value)
    if value == NOT_APPLICABLE:
        return _("not applicable")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float | int):
        return f"{value:g}"
    choices = item.question.choices if item else ()
    text = next((definition.words(one.text, language) for one in choices if one.id == value), "")
    return f"“{text or value}”"


def _value_kind(item: Item) -> Literal["number", "choices", "text"]:
    if item.kind is AnswerKind.SCORE:
        return "number"
    return "choices" if item.type.has_choices or item.kind is AnswerKind.CONSENT else "text"


def _choices(item: Item, definition: Definition, language: str) -> tuple[Pick, ...]:
    if item.kind is AnswerKind.CONSENT:
        return (Pick("yes", _("yes")), Pick("no", _("no")))
    return tuple(
        Pick(one.id, short(definition.words(one.text, language) or one.id)) for one in item.question.choices
    )


def _bound(item: Item | None, end: Literal["low", "high"]) -> str:
    scale = SCALES.get(item.scale or "") if item else None
    bound = getattr(scale, end, None)
    return "" if bound is None else f"{bound:g}"
