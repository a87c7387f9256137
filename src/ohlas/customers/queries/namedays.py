"""Whose name day it is in a week."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ohlas.customers.models import Contact
from ohlas.customers.rules.namedays import (
    CALENDARS,
    calendar_of,
    celebrated,
    given_name,
    may_celebrate,
    week_from,
)
from ohlas.text.lemmas import fold
from ohlas.text.namedays import COUNTRIES, calendar_name, name_days

MOST_READ = 200_000
"""Contacts whose names are looked through, the newest: about a second."""
MOST_LISTED = 500


@dataclass(frozen=True)
class Celebration:
    """One contact, their day, and the name their calendar celebrates."""

    day: date
    contact_id: UUID
    called: str
    name: str
    country: str


@dataclass(frozen=True)
class NameDayWeek:
    """Seven days from `since`; `is_cut` where there are more contacts than were read or are listed."""

    since: date
    until: date
    celebrations: tuple[Celebration, ...]
    total: int
    is_cut: bool
    calendars: tuple[tuple[str, str], ...]
    """The calendars used, each with its source."""


def name_day_week(organisation_id: UUID, since: date, country: str | None) -> NameDayWeek:
    """Who celebrates within a week; `country` is the calendar of contacts whose language has none."""
    days = week_from(since)
    names = {code: celebrated(code, days) for code in COUNTRIES}
    rows = Contact.objects.filter(organisation_id=organisation_id, merged_into=None).exclude(name="")
    newest = rows.order_by("-created_at").values_list("id", "name", "language")
    found, used, read = [], set(), 0
    for contact_id, name, language in newest[:MOST_READ].iterator(chunk_size=5_000):
        read += 1
        calendar = calendar_of(language, country)
        if calendar is None:
            continue
        used.add(calendar)
        if may_celebrate(name, names[calendar]):
            given = given_name(name, calendar)
            day = names[calendar].get(fold(given))
            if day is not None:
                written = calendar_name(calendar, given) or given
                found.append(Celebration(day, contact_id, name, written, calendar))
    found.sort(key=lambda one: (one.day, one.name, one.called, str(one.contact_id)))
    return NameDayWeek(
        since=days[0],
        until=days[-1],
        celebrations=tuple(found[:MOST_LISTED]),
        total=len(found),
        is_cut=read >= MOST_READ or len(found) > MOST_LISTED,
        calendars=tuple((code, name_days(code).source) for code in CALENDARS.values() if code in used),
    )
