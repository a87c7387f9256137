"""When a message may arrive: quiet hours, weekdays and public holidays, all by the person's own clock."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from ohlas.outreach.rules.programmes import Hours

FAR = 60
"""Days looked ahead for an allowed one: no country has so many holidays in a row."""

IsHoliday = Callable[[str, date], bool]


def next_allowed(moment: datetime, zone: str, country: str, hours: Hours, is_holiday: IsHoliday) -> datetime:
    """The first moment from `moment` (UTC) on at which it is neither quiet, nor a day off, where the person is.

    A clock that skips an hour in spring never loses a message: the quiet hour's end that does not exist that night is
    the moment the clocks have moved on.
    """
    local = moment.astimezone(ZoneInfo(zone))
    day = local.date()
    for ahead in range(FAR):
        at = day + timedelta(days=ahead)
        if not may_arrive_on(at, country, hours, is_holiday):
            continue
        begins = moment if ahead == 0 else _utc(at, time(0), zone)
        found = _first_loud(begins, zone, hours)
        if found.astimezone(ZoneInfo(zone)).date() == at:
            return found
    return moment


def may_arrive_on(day: date, country: str, hours: Hours, is_holiday: IsHoliday) -> bool:
    """Whether anything may arrive on this day at all."""
    return day.weekday() in hours.days and not (hours.keeps_holidays and country and is_holiday(country, day))


def _first_loud(moment: datetime, zone: str, hours: Hours) -> datetime:
    local = moment.astimezone(ZoneInfo(zone))
    if not hours.is_quiet(local.time()):
        return moment
    day = local.date()
    ends = _utc(day, hours.quiet_to, zone)
    return ends if ends > moment else _utc(day + timedelta(days=1), hours.quiet_to, zone)


def _utc(day: date, at: time, zone: str) -> datetime:
    return datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)


@lru_cache(maxsize=512)
def _holidays(country: str, year: int) -> frozenset[date]:
    import holidays

    if country not in holidays.list_supported_countries():
        return frozenset()
    return frozenset(holidays.country_holidays(country, years=year))


def is_public_holiday(country: str, day: date) -> bool:
    """Whether this day is off in the country (ISO 3166 code); unknown countries keep none.

    Source: the package holidays, by each country's law.
    """
    return day in _holidays(country, day.year)
