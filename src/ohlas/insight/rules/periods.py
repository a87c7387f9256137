"""Days and steps of the calendar: which answers a figure counts, and which two closed periods are compared.

A window ends on the day that no longer counts. Changes are tested between closed calendar steps only: a
rolling window tested every day would show a false mark sooner or later (97 % within a year).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Preset(StrEnum):
    DAYS_30 = "30d"
    DAYS_90 = "90d"
    MONTHS_12 = "12m"
    ALL = "all"
    DATES = "dates"


class Step(StrEnum):
    """Steps of the calendar, the same as the engine's buckets."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


PRESETS = (Preset.DAYS_30, Preset.DAYS_90, Preset.MONTHS_12, Preset.ALL)
WIDER_MONTHS = (3, 6, 12)
LONGEST_TREND = 750
"""Buckets of one trend: two years of days; more would be a blot."""
_MONTHS = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}
_COMPARED_BY = {Preset.DAYS_30: Step.MONTH, Preset.DAYS_90: Step.QUARTER, Preset.MONTHS_12: Step.QUARTER}
_YEARS_FROM_DAYS = 3 * 365
_STEP_UP_TO_DAYS = ((31, Step.DAY), (130, Step.WEEK), (800, Step.MONTH), (1900, Step.QUARTER))


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `since` up to but without `until`; None leaves an end open."""

    since: date | None = None
    until: date | None = None

    @property
    def days(self) -> int | None:
        return None if self.since is None or self.until is None else (self.until - self.since).days

    @property
    def last_day(self) -> date | None:
        return None if self.until is None else self.until - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two closed periods that share no day; `step` names them unless the days were chosen by hand."""

    later: Window
    earlier: Window
    step: Step | None

    @property
    def id(self) -> str:
        return f"{self.later.since}/{self.later.until}"


def preset_window(preset: Preset, today: date) -> Window:
    """The days a preset means, today included; custom dates are the caller's."""
    tomorrow = today + timedelta(days=1)
    if preset is Preset.DAYS_30:
        return Window(tomorrow - timedelta(days=30), tomorrow)
    if preset is Preset.DAYS_90:
        return Window(tomorrow - timedelta(days=90), tomorrow)
    if preset is Preset.MONTHS_12:
        return Window(months_before(tomorrow, 12), tomorrow)
    return Window()


def wider_windows(window: Window) -> Iterator[tuple[int, Window]]:
    """Where to look when under 30 answered: 3, 6, 12 months to the same end, only those really wider."""
    if window.since is None or window.until is None:
        return
    for months in WIDER_MONTHS:
        since = months_before(window.until, months)
        if since < window.since:
            yield months, Window(since, window.until)


def closed_pair(
    preset: Preset, window: Window, *, oldest: date | None, newest: date | None, today: date
) -> Pair | None:
    """The latest closed period with answers, and the one before it; None when there is nothing to compare.

    Dates chosen by hand are compared with as many days before them, once their last day is over.
    """
    if preset is Preset.DATES:
        return _chosen_pair(window, today)
    if newest is None:
        return None
    step = _COMPARED_BY.get(preset) or _step_of_history(oldest, newest)
    start = floor(min(newest, today), step)
    if following(start, step) > today:
        start = preceding(start, step)
    before = preceding(start, step)
    return Pair(Window(start, following(start, step)), Window(before, start), step)


def step_for(window: Window) -> Step:
    """How finely a trend over this window is cut."""
    days = window.days
    if days is None:
        return Step.MONTH
    return next((step for most, step in _STEP_UP_TO_DAYS if days <= most), Step.YEAR)


def buckets_between(first: date, last: date, step: Step) -> list[date]:
    """The first day of every step from the one `first` lies in to the one `last` lies in."""
    found = [floor(first, step)]
    while (after := following(found[-1], step)) <= last and len(found) < LONGEST_TREND:
        found.append(after)
    return found


def floor(day: date, step: Step) -> date:
    """The first day of the step this day lies in; weeks begin on Monday."""
    if step is Step.DAY:
        return day
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    months = _MONTHS[step]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def following(start: date, step: Step) -> date:
    """The first day of the next step."""
    if step in {Step.DAY, Step.WEEK}:
        return start + timedelta(days=1 if step is Step.DAY else 7)
    return months_before(start, -_MONTHS[step])


def preceding(start: date, step: Step) -> date:
    """The first day of the step before."""
    return floor(start - timedelta(days=1), step)


def months_before(day: date, months: int) -> date:
    """The same day of an earlier month, or that month's last day."""
    index = day.year * 12 + day.month - 1 - months
    first = date(index // 12, index % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))


def _chosen_pair(window: Window, today: date) -> Pair | None:
    if window.since is None or window.until is None or window.until > today:
        return None
    return Pair(window, Window(window.since - (window.until - window.since), window.since), None)


def _step_of_history(oldest: date | None, newest: date) -> Step:
    return Step.YEAR if oldest and (newest - oldest).days >= _YEARS_FROM_DAYS else Step.QUARTER
