"""Whose name day it is: a contact's calendar by their language, else by where the organisation is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from ohlas.text.lemmas import fold
from ohlas.text.namedays import COUNTRIES, calendar_name, days_of, name_days, names_on, spellings_of
from ohlas.text.names import parts_of

CALENDARS: Mapping[str, str] = MappingProxyType({"cs": "CZ", "sk": "SK", "pl": "PL", "uk": "UA", "ru": "RU"})
WEEK = 7
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)
"""Days that may be asked from: a week before and after stays on the calendar."""
_SOME_LEAP_YEAR = 2024


@dataclass(frozen=True)
class NameDay:
    """When a contact celebrates: the name as its calendar writes it, its days of the year, and the calendar's source.

    `is_complete` is false for a calendar of the best-known days only.
    """

    name: str
    country: str
    days: tuple[date, ...]
    source: str
    is_complete: bool


def calendar_of(language: str, country: str | None) -> str | None:
    """The calendar a contact of this language keeps; None where there is no table for it."""
    found = CALENDARS.get(language, country or "") if language else country
    return found if found in COUNTRIES else None


def given_name(name: str, country: str) -> str:
    """The given name of a full name, as the calendar's language orders names."""
    language = next(code for code, one in CALENDARS.items() if one == country)
    return parts_of(name, language).given


def name_day(name: str, language: str, country: str | None) -> NameDay | None:
    """When this contact celebrates; None for a name, or a language, without a calendar."""
    calendar = calendar_of(language, country)
    if calendar is None or not name:
        return None
    given = given_name(name, calendar)
    found = calendar_name(calendar, given)
    if found is None:
        return None
    table = name_days(calendar)
    days = tuple(date(_SOME_LEAP_YEAR, *day) for day in days_of(calendar, given))
    return NameDay(found, calendar, days, table.source, table.is_complete)


def day_of(given: str) -> date | None:
    """The day written as 2026-03-01; None for anything else."""
    try:
        day = date.fromisoformat(given)
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def week_from(since: date) -> tuple[date, ...]:
    """Seven days from this one on."""
    return tuple(since + timedelta(days=ahead) for ahead in range(WEEK))


def celebrated(country: str, days: Sequence[date]) -> dict[str, date]:
    """Who celebrates on these days: every folded spelling of a name, and the first day of it."""
    found: dict[str, date] = {}
    for day in days:
        for name in names_on(country, day.month, day.day):
            for spelling in spellings_of(country, name):
                found.setdefault(spelling, day)
    return found


def may_celebrate(name: str, spellings: Mapping[str, date]) -> bool:
    """Whether any word of a full name is one of these; cheap, before the name is taken apart."""
    return not spellings.keys().isdisjoint(fold(name).split())
