"""Name-days of CZ, SK, PL, UA and RU, each table with a note on its source."""

from ohlas.text.namedays.calendars import (
    COUNTRIES,
    NameDays,
    UnknownCountry,
    calendar_name,
    days_of,
    name_days,
    names_on,
    spellings_of,
)

__all__ = [
    "COUNTRIES",
    "NameDays",
    "UnknownCountry",
    "calendar_name",
    "days_of",
    "name_days",
    "names_on",
    "spellings_of",
]
