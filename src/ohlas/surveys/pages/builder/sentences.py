"""Conditions and jumps read aloud. Every sentence is whole, so that it can be said in any language."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ohlas.surveys.pages.builder.circumstances import ATTRIBUTE, Circumstance, circumstances
from ohlas.surveys.pages.words import SHORT, short
from ohlas.surveys.rules import (
    END,
    NOT_APPLICABLE,
    AllOf,
    AnswerIs,
    AnyOf,
    Condition,
    Definition,
    FieldIs,
    Item,
    NotThis,
    Op,
)
from ohlas.surveys.rules.editing import Document
from ohlas.surveys.rules.reading.conditions import read_condition
from ohlas.surveys.rules.reading.reader import Reader

COMPARED: Mapping[Op, Promise] = {
    Op.IS: gettext_lazy("%(subject)s is %(value)s"),
    Op.IS_NOT: gettext_lazy("%(subject)s is not %(value)s"),
    Op.IN: gettext_lazy("%(subject)s is one of %(value)s"),
    Op.AT_LEAST: gettext_lazy("%(subject)s is at least %(value)s"),
    Op.AT_MOST: gettext_lazy("%(subject)s is at most %(value)s"),
    Op.BETWEEN: gettext_lazy("%(subject)s is between %(value)s"),
    Op.CONTAINS: gettext_lazy("%(subject)s contains %(value)s"),
    Op.ANSWERED: gettext_lazy("%(subject)s was answered"),
    Op.NOT_ANSWERED: gettext_lazy("%(subject)s was not answered"),
}
KNOWN: Mapping[Op, Promise] = {
    Op.ANSWERED: gettext_lazy("%(subject)s is known"),
    Op.NOT_ANSWERED: gettext_lazy("%(subject)s is not known"),
}


@dataclass(frozen=True)
class Teller:
    """Says things about a survey in one of its languages; circumstances are read when first needed."""

    definition: Definition
    language: str
    organisation_id: UUID

    @cached_property
    def circumstances(self) -> Mapping[str, Circumstance]:
        return circumstances(self.organisation_id, self.definition)

    def words(self, texts: Mapping[str, str]) -> str:
        return self.definition.words(texts, self.language)

    def question(self, name: str) -> str:
        return self.definition.by_id[name].title(self.language, self.definition.default_language)

    def item(self, item: Item) -> str:
        """The question, with the row where it is one of a grid: shortened where lines of a grid agree."""
        words = self.question(item.question.id)
        if item.row is None:
            return short(words)
        line = short(item.title(self.language, self.definition.default_language))
        return f"{short(words, max(SHORT - len(line), SHORT // 3))} – {line}"


def read_sentence(teller: Teller, condition: Document | None) -> str:
    """The whole condition of a document as one sentence; "" for none."""
    found = read(condition) if condition else None
    return sentence(teller, found) if found else ""


def sentence(teller: Teller, condition: Condition | None) -> str:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            is_all = isinstance(condition, AllOf)
            return _joined(teller, parts, _("%(one)s and %(other)s") if is_all else _("%(one)s or %(other)s"))
        case NotThis(AnyOf(parts)) if len(parts) > 1:
            listed = "; ".join(sentence(teller, part) for part in parts)
            return _("none of these holds: %(conditions)s") % {"conditions": listed}
        case NotThis(part):
            return _("it does not hold that %(condition)s") % {"condition": sentence(teller, part)}
        case AnswerIs(name, op, value):
            item = teller.definition.item_by_id.get(name)
            subject = f"“{teller.item(item)}”" if item else f"“{name}”"
            return _compared(COMPARED, subject, op, _value_words(teller, item, value))
        case FieldIs(name, op, value):
            known = teller.circumstances.get(name)
            subject = known.words if known else _("the contact’s “%(title)s”") % {"title": _key(name)}
            return _compared({**COMPARED, **KNOWN}, subject, op, _circumstance_words(known, value))
        case None:
            return _("a comparison that cannot be read")


def target_words(teller: Teller, target: str) -> str:
    """Where a jump leads, in words."""
    if target == END:
        return _("the end")
    if target in teller.definition.by_id:
        return f"“{short(teller.question(target))}”"
    section = next((one for one in teller.definition.sections if one.id == target), None)
    if section is None:
        return f"“{target}”"
    return _("the section “%(title)s”") % {"title": teller.words(section.title) or section.id}


def read(condition: Document | None) -> Condition | None:
    return read_condition(Reader(), "", condition)


def _joined(teller: Teller, parts: tuple[Condition, ...], both: str) -> str:
    """Parts that are groups themselves in brackets, so that nobody has to guess what binds tighter."""
    said = [
        _("(%(condition)s)") % {"condition": sentence(teller, part)}
        if isinstance(part, AllOf | AnyOf | NotThis) and len(parts) > 1
        else sentence(teller, part)
        for part in parts
    ]
    return reduce(lambda one, other: both % {"one": one, "other": other}, said) if said else ""


def _key(name: str) -> str:
    return name.removeprefix(ATTRIBUTE)


def _compared(words: Mapping[Op, Promise], subject: str, op: Op, value: str) -> str:
    return str(words[op]) % {"subject": subject, "value": value}


def _value_words(teller: Teller, item: Item | None, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value_words(teller, item, one) for one in value)
    if value == NOT_APPLICABLE:
        return _("not applicable")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, float | int):
        return f"{value:g}"
    choices = item.question.choices if item else ()
    text = next((teller.words(one.text) for one in choices if one.id == value), "")
    return f"“{text or value}”"


def _circumstance_words(known: Circumstance | None, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_circumstance_words(known, one) for one in value)
    if isinstance(value, float | int) and not isinstance(value, bool):
        return f"{value:g}"
    return f"“{(known.value_words(str(value)) if known else '') or value}”"
