"""When a person is mailed: at once, daily or weekly, never in quiet hours, always by the person's own clock."""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo, available_timezones

from ohlas.insight.errors import BadRule

SNOOZES = {"hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(days=7)}
BRIEF_AT = time(7, 0)
"""Monday morning, before the week is planned."""
MOST_TRIES = 8
TAKEN_FOR = timedelta(minutes=10)
"""A mail that began to leave so long ago and was not heard of again is in doubt."""


class Rhythm(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    WEEKLY = "weekly"
    NEVER = "never"


@dataclass(frozen=True)
class Wish:
    """How one person wants to be told; equal ends mean no quiet hours."""

    zone: str
    rhythm: Rhythm = Rhythm.AT_ONCE
    quiet_from: time = time(20, 0)
    quiet_to: time = time(7, 0)
    digest_at: time = time(8, 0)
    brief_by_mail: bool = True

    def is_quiet(self, moment: time) -> bool:
        if self.quiet_from == self.quiet_to:
            return False
        if self.quiet_from < self.quiet_to:
            return self.quiet_from <= moment < self.quiet_to
        return moment >= self.quiet_from or moment < self.quiet_to


def read_wish(given: dict[str, object]) -> Wish:
    """A form's or a program's wish.

    Errors: `BadRule` naming the part.
    """
    zone = str(given.get("zone", ""))
    if zone not in available_timezones():
        raise BadRule("zone", zone[:40], "a time zone such as Europe/Prague is needed")
    rhythm = str(given.get("rhythm", Rhythm.AT_ONCE))
    if rhythm not in list(Rhythm):
        raise BadRule("rhythm", rhythm[:40], f"one of {', '.join(Rhythm)} is allowed")
    usual = Wish(zone)
    return Wish(
        zone,
        Rhythm(rhythm),
        _time("quiet_from", given.get("quiet_from"), usual.quiet_from),
        _time("quiet_to", given.get("quiet_to"), usual.quiet_to),
        _time("digest_at", given.get("digest_at"), usual.digest_at),
        bool(given.get("brief_by_mail", False)),
    )


def mail_due(wish: Wish, now: datetime) -> datetime | None:
    """When an alert's mail may leave; None for who wants none."""
    if wish.rhythm is Rhythm.NEVER:
        return None
    if wish.rhythm is Rhythm.AT_ONCE:
        return next_loud(wish, now)
    return next_loud(wish, next_at(wish.digest_at, wish.zone, now, monday=wish.rhythm is Rhythm.WEEKLY))


def brief_due(wish: Wish, now: datetime) -> datetime | None:
    """When a brief's mail may leave: on Monday at seven, at once where it is later already."""
    if not wish.brief_by_mail:
        return None
    local = now.astimezone(ZoneInfo(wish.zone))
    if local.weekday() == 0 and local.time() < BRIEF_AT:
        return next_loud(wish, _moment(local.replace(tzinfo=None), BRIEF_AT, wish.zone))
    return next_loud(wish, now)


def next_loud(wish: Wish, now: datetime) -> datetime:
    """The first moment from now on that is not quiet where the person is.

    An end of quiet hours that the clocks jump over is the moment after the jump; one they show twice is the first.
    """
    local = now.astimezone(ZoneInfo(wish.zone))
    if not wish.is_quiet(local.time()):
        return now
    ends = _moment(local, wish.quiet_to, wish.zone)
    return ends if ends > now else _moment(local + timedelta(days=1), wish.quiet_to, wish.zone)


def next_at(at: time, zone: str, now: datetime, *, monday: bool) -> datetime:
    """The next time the clock there shows this; on a Monday, where asked."""
    local = now.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    for ahead in range(9):
        day = local + timedelta(days=ahead)
        found = _moment(day, at, zone)
        if found > now and not (monday and day.weekday()):
            return found
    return now


def _moment(day: datetime, at: time, zone: str) -> datetime:
    return datetime.combine(day.date(), at, ZoneInfo(zone)).astimezone(UTC)


def _time(place: str, given: object, usual: time) -> time:
    if given in {None, ""}:
        return usual
    if isinstance(given, time):
        return given
    try:
        return time.fromisoformat(str(given)).replace(tzinfo=None)
    except ValueError as error:
        raise BadRule(place, str(given)[:20], "a time such as 20:00 is needed") from error
