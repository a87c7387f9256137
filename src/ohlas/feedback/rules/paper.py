"""Paper forms: which response a sheet is, when it was filled in, and what the numbers typed stand for."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from hashlib import sha256
from types import MappingProxyType
from uuid import UUID
from zoneinfo import ZoneInfo

from ohlas.surveys.rules import NOT_APPLICABLE, AnswerKind, Item

SHEET = re.compile(r"[A-Za-z0-9][A-Za-z0-9/.\-]{0,19}")
NONE = "-"
"""Typed for "does not apply"."""
_BETWEEN = re.compile(r"[\s,;+]+")
_DAY = re.compile(r"(\d{1,2})[./ ]\s?(\d{1,2})[./ ]\s?(\d{4})")
_FEW = 9
"""Up to so many choices each has one digit, so that `13` is the first and the third."""


class NotTyped(ValueError):
    """What was typed stands for no answer."""


def sheet_id(survey_id: UUID, sheet: str) -> UUID:
    """One response for each sheet number of a survey, whoever types it in and whenever."""
    return UUID(bytes=sha256(b"paper" + survey_id.bytes + sheet.upper().encode()).digest()[:16])


def filled_in_at(day: date, zone: str, now: datetime) -> datetime:
    """Noon of that day where the organisation is; never later than now."""
    return min(datetime.combine(day, time(12), ZoneInfo(zone)), now)


def next_sheet(sheet: str) -> str:
    """The number after this one, as wide; nothing when it does not end in a number."""
    found = re.search(r"\d+$", sheet)
    if found is None:
        return ""
    return f"{sheet[: found.start()]}{int(found[0]) + 1:0{len(found[0])}d}"


def answer_typed(item: Item, typed: str) -> object:
    """The answer that was meant; nothing typed is None.

    Errors: `NotTyped`.
    """
    text = typed.strip()
    if not text:
        return None
    if text == NONE and item.question.not_applicable:
        return NOT_APPLICABLE
    return _READERS.get(item.kind, _as_it_is)(item, text)


def typed_for(item: Item, answer: object) -> str:
    """What is typed for this answer."""
    if answer is None:
        return ""
    if answer == NOT_APPLICABLE and item.kind is not AnswerKind.TEXT:
        return NONE
    ids = [choice.id for choice in item.question.choices]
    if item.kind is AnswerKind.CONSENT:
        return "1" if answer is True else "0"
    if item.kind is AnswerKind.RANKING and isinstance(answer, list):
        return " ".join(str(answer.index(one) + 1) if one in answer else "0" for one in ids)
    if item.type.has_choices:
        chosen = answer if isinstance(answer, list) else [answer]
        return ",".join(str(ids.index(one) + 1) for one in chosen if one in ids)
    return f"{answer:g}" if isinstance(answer, float) else str(answer)


def _score(_item: Item, text: str) -> object:
    try:
        number = float(text.replace(",", "."))
    except ValueError as error:
        raise NotTyped from error
    return int(number) if number.is_integer() else number


def _one(item: Item, text: str) -> object:
    return _choice(item, text)


def _several(item: Item, text: str) -> object:
    few = len(item.question.choices) <= _FEW and text.isdecimal()
    parts = list(text) if few else [part for part in _BETWEEN.split(text) if part]
    return list(dict.fromkeys(_choice(item, part) for part in parts))


def _ranking(item: Item, text: str) -> object:
    """A place for each choice in the order printed; 0 for one without."""
    few = len(item.question.choices) <= _FEW and text.isdecimal()
    places = list(text) if few else [part for part in _BETWEEN.split(text) if part]
    ids = [choice.id for choice in item.question.choices]
    if len(places) > len(ids) or not all(place.isdecimal() for place in places):
        raise NotTyped
    given = [(int(place), name) for place, name in zip(places, ids, strict=False) if int(place)]
    if len({place for place, _ in given}) < len(given):
        raise NotTyped
    return [name for _, name in sorted(given)] or None


def _consent(_item: Item, text: str) -> object:
    if text.lower() not in {"0", "1", "x"}:
        raise NotTyped
    return None if text == "0" else True


def _date(_item: Item, text: str) -> object:
    found = _DAY.fullmatch(text)
    try:
        return (
            date(int(found[3]), int(found[2]), int(found[1])) if found else date.fromisoformat(text)
        ).isoformat()
    except ValueError as error:
        raise NotTyped from error


def _as_it_is(_item: Item, text: str) -> object:
    return text.replace("\0", "")


def _choice(item: Item, text: str) -> str:
    choices = item.question.choices
    if not text.isdecimal() or not 1 <= int(text) <= len(choices):
        raise NotTyped
    return choices[int(text) - 1].id


_READERS: Mapping[AnswerKind, Callable[[Item, str], object]] = MappingProxyType(
    {
        AnswerKind.SCORE: _score,
        AnswerKind.SINGLE: _one,
        AnswerKind.MULTIPLE: _several,
        AnswerKind.RANKING: _ranking,
        AnswerKind.CONSENT: _consent,
        AnswerKind.DATE: _date,
    }
)
