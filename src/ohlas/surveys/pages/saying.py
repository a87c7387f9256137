"""Sentences of the rules, said in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, ngettext

from ohlas.surveys.pages.types import SCALES, TYPES
from ohlas.surveys.pages.words import language_name
from ohlas.surveys.rules import Message, Term

LAYOUTS: Mapping[str, Promise] = {
    "page": gettext_lazy("All questions on one page"),
    "sections": gettext_lazy("One section per page"),
    "single": gettext_lazy("One question per page"),
}


def say(message: Message) -> str:
    """The whole sentence, with every name in it as people know it."""
    words = (
        ngettext(message.words, message.plural, message.count) if message.plural else gettext(message.words)
    )
    return words % {name: _said(one) for name, one in message.given}


def _said(value: object) -> object:
    if isinstance(value, Message):
        return say(value)
    if not isinstance(value, Term):
        return value
    if value.kind == "language":
        return language_name(value.id)
    named: Mapping[str, Promise] = {"type": TYPES, "scale": SCALES, "layout": LAYOUTS}[value.kind]
    return named.get(value.id, value.id)
