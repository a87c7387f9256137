"""Who has a name-day when, in five countries, and which calendar name a short form belongs to."""

from __future__ import annotations

import calendar
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ohlas.text.lemmas.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

DATA = Path(__file__).parent / "data"
COUNTRIES = ("CZ", "SK", "PL", "UA", "RU")
LEAP_YEAR = 2024
Day = tuple[int, int]  # month, day


class UnknownCountry(ValueError):
    """There is no name-day table for this country."""

    def __init__(self, country: str) -> None:
        super().__init__(f"“{country}” has no name-day table; there are {', '.join(COUNTRIES)}.")


@dataclass(frozen=True)
class NameDays:
    """One country's table: names by day, days without a name, and where the table comes from."""

    country: str
    source: str
    is_complete: bool
    days: Mapping[Day, tuple[str, ...]]
    without: frozenset[Day]


@cache
def name_days(country: str) -> NameDays:
    """The name-day table of a country.

    Shape:  CZ, SK, PL, UA or RU in, a table out; a leap day has its names too.
    Errors: `UnknownCountry` otherwise. UA and RU hold the best-known days only; see `source`.
    Source: named in each table.
    """
    if country not in COUNTRIES:
        raise UnknownCountry(country)
    table = tomllib.loads((DATA / f"{country.lower()}.toml").read_text(encoding="utf-8"))
    listed = table.get("days")
    days = (
        _by_months(table) if listed is None else {_day(day): _names(names) for day, names in listed.items()}
    )
    is_complete = bool(table.get("is_complete", True))
    return NameDays(country, table["source"], is_complete, days, frozenset(map(_day, table["without"])))


def names_on(country: str, month: int, day: int) -> tuple[str, ...]:
    """The names celebrated on a day.

    Shape:  a country and a day in, names out; a holiday, a day not in the table or no day at all gives ().
    Errors: `UnknownCountry`.
    Source: see `name_days`.
    """
    return name_days(country).days.get((month, day), ())


def days_of(country: str, name: str) -> tuple[Day, ...]:
    """The days of a name, first of the year first; written small, without diacritics or short it is found too.

    Shape:  a country and a given name in, (month, day) out; a name not in the calendar gives ().
    Errors: `UnknownCountry`. A short form of several names ("Saša") gives the days of the commonest.
    Source: see `name_days`; short forms in `data/short.toml`.
    """
    by_name = _by_name(country)
    key = fold(name.strip())
    return by_name.get(key) or by_name.get(_short(country).get(key, ""), ())


def calendar_name(country: str, name: str) -> str | None:
    """The name as the calendar writes it: "honza" is "Jan"; None for a name it does not have.

    Shape:  a country and a name in, a name or None out.
    Errors: as `days_of`.
    Source: as `days_of`.
    """
    days = days_of(country, name)
    if not days:
        return None
    key = fold(name.strip())
    wanted = {key, _short(country).get(key, "")}
    return next(each for each in names_on(country, *days[0]) if fold(each) in wanted)


def spellings_of(country: str, name: str) -> tuple[str, ...]:
    """A name of the calendar and its short forms, folded: what people who bear it may be called.

    Shape:  a country and a name as its calendar writes it in, folded words out; the name itself stands first.
    Errors: `UnknownCountry`.
    Source: as `days_of`.
    """
    name_days(country)
    key = fold(name.strip())
    return (key, *(short for short, full in _short(country).items() if full == key))


def _by_months(table: Mapping[str, str]) -> dict[Day, tuple[str, ...]]:
    found: dict[Day, tuple[str, ...]] = {}
    for month in range(1, 13):
        cells = table[f"m{month:02}"].split("|")
        if len(cells) != calendar.monthrange(LEAP_YEAR, month)[1]:
            raise ValueError(f"Month {month} of a name-day table has {len(cells)} days.")
        found |= {(month, day): _names(cell) for day, cell in enumerate(cells, 1) if cell.strip() != "-"}
    return found


def _names(cell: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in cell.split(","))


def _day(text: str) -> Day:
    month, _, day = text.partition("-")
    return int(month), int(day)


@cache
def _by_name(country: str) -> dict[str, tuple[Day, ...]]:
    found: dict[str, tuple[Day, ...]] = {}
    for day, names in sorted(name_days(country).days.items()):
        for name in names:
            found[fold(name)] = (*found.get(fold(name), ()), day)
    return found


@cache
def _short(country: str) -> dict[str, str]:
    pairs = tomllib.loads((DATA / "short.toml").read_text(encoding="utf-8"))[country].split(",")
    return {fold(short): fold(full) for short, full in (pair.split() for pair in pairs)}
