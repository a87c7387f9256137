"""What a form posted becomes answers, and what is wrong with them becomes sentences for respondents."""

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Protocol

from django.utils.translation import npgettext, pgettext

from ohlas.surveys.pages.asking import tiles_of
from ohlas.surveys.pages.controls import NONE, field_name
from ohlas.surveys.rules import (
    MAX_TEXT,
    NOT_APPLICABLE,
    AnswerKind,
    AnswerProblem,
    Definition,
    Item,
    Question,
)
from ohlas.surveys.rules.definition import items_of
from ohlas.surveys.rules.types import MAX_FILES

_SURROGATES = re.compile("[\ud800-\udfff]")


class Posted(Protocol):
    """A form's fields, as Django's `QueryDict` has them."""

    def get(self, key: str, default: str, /) -> str | None: ...
    def getlist(self, key: str, /) -> list[str]: ...


def answers_in(questions: Iterable[Question], posted: Posted) -> dict[str, object]:
    """The answers a form gives to these questions, None for each one left open; nothing is judged here.

    Files are no fields: who takes them keeps them first, and says under which ids.
    """
    return {
        item.id: _answer(item, posted)
        for question in questions
        for item in items_of(question)
        if item.kind is not AnswerKind.FILE
    }


def _answer(item: Item, posted: Posted) -> object:
    name = field_name(item.id)
    if posted.get(name + NONE, "") == NOT_APPLICABLE:
        return NOT_APPLICABLE
    if item.kind is AnswerKind.MULTIPLE:
        return [_text(one) for one in posted.getlist(name)] or None
    if item.kind is AnswerKind.RANKING:
        return _ranked(item, posted)
    given = _text(posted.get(name, "") or "")
    if item.kind is AnswerKind.CONSENT:
        return True if given == "yes" else None
    return _number(given) if item.kind is AnswerKind.SCORE else given or None


def _ranked(item: Item, posted: Posted) -> list[str] | str | None:
    """Choices by the place they were given; the raw places when two share one, which no ranking fits."""
    places = {}
    for choice in item.question.choices:
        place = _number(posted.get(f"{field_name(item.id)}:{choice.id}", "") or "")
        if place is not None:
            places[choice.id] = place
    if not places:
        return None
    if len(set(places.values())) < len(places) or not all(isinstance(one, int) for one in places.values()):
        return ", ".join(f"{name}: {place}" for name, place in places.items())
    return sorted(places, key=lambda name: places[name])  # type: ignore[arg-type,return-value]  # all are numbers


def _number(given: str) -> object:
    """A number, also with a comma; what is none stays as it is, to be refused with a sentence."""
    text = given.strip().replace("\N{NO-BREAK SPACE}", "").replace(",", ".")
    if not text or text == NOT_APPLICABLE:
        return text or None
    try:
        number = float(text)
    except ValueError:
        return given
    return int(number) if number.is_integer() and abs(number) < 2**53 else number


def _text(given: str) -> str:
    """Browsers end lines with CR LF and never send NUL or halves of characters; who does means no text."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", given.replace("\r\n", "\n").replace("\0", "")).strip()


def sentences(definition: Definition, problems: Iterable[AnswerProblem]) -> dict[str, str]:
    """Per item, what its giver can do about it, in the active language."""
    found = {}
    for problem in problems:
        name = problem.field.removeprefix("answers.")
        item = definition.item_by_id.get(name)
        if item is not None:
            found[name] = required_sentence(item) if problem.given == "nothing" else wrong_sentence(item)
    return found


def required_sentence(item: Item) -> str:
    if item.kind is AnswerKind.CONSENT:
        return pgettext("respondent", "This agreement is needed to go on.")
    if item.row is not None:
        return pgettext("respondent", "An answer is missing in at least one line.")
    return pgettext("respondent", "An answer is needed here.")


def wrong_sentence(item: Item) -> str:
    says = _SENTENCES.get(item.kind)
    if says is not None:
        return says(item.question)
    if item.kind is AnswerKind.SCORE and not tiles_of(item):
        return _which_numbers(item.question)
    return pgettext("respondent", "One of the answers offered, please.")


def _how_long(question: Question) -> str:
    most = question.max_length or MAX_TEXT
    return npgettext(
        "respondent", "At most %(count)d character, please.", "At most %(count)d characters, please.", most
    ) % {"count": most}


def _how_many(question: Question) -> str:
    least, most = int(question.min or 0), int(question.max or len(question.choices))
    if any(choice.exclusive for choice in question.choices) and least == 0 and most == len(question.choices):
        return pgettext("respondent", "One of the answers chosen cannot stand beside others.")
    return pgettext("respondent", "Choose %(least)d to %(most)d answers.") % {
        "least": max(1, least),
        "most": most,
    }


def too_many_files() -> str:
    return pgettext("respondent", "At most %(count)d files, please.") % {"count": MAX_FILES}


def _which_numbers(question: Question) -> str:
    bounds: Mapping[str, str] = {
        "low": "" if question.min is None else f"{question.min:g}",
        "high": "" if question.max is None else f"{question.max:g}",
    }
    if bounds["low"] and bounds["high"]:
        return pgettext("respondent", "A number from %(low)s to %(high)s, please.") % bounds
    if bounds["low"]:
        return pgettext("respondent", "A number of at least %(low)s, please.") % bounds
    if bounds["high"]:
        return pgettext("respondent", "A number of at most %(high)s, please.") % bounds
    return pgettext("respondent", "A number, please.")


_SENTENCES: Mapping[AnswerKind, Callable[[Question], str]] = MappingProxyType(
    {
        AnswerKind.TEXT: _how_long,
        AnswerKind.MULTIPLE: _how_many,
        AnswerKind.EMAIL: lambda _: pgettext(
            "respondent", "This does not look like an e-mail address, such as jana@example.com."
        ),
        AnswerKind.PHONE: lambda _: pgettext(
            "respondent", "This does not look like a telephone number, such as +420 601 234 567."
        ),
        AnswerKind.DATE: lambda _: pgettext("respondent", "This is not a date."),
        AnswerKind.RANKING: lambda _: pgettext("respondent", "Each place can be given once."),
        AnswerKind.CONSENT: lambda _: pgettext("respondent", "This agreement is needed to go on."),
        AnswerKind.FILE: lambda _: too_many_files(),
    }
)
