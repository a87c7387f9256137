"""When no answers mean that something is wrong: by how many should have come, from the place's own past."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp
from statistics import fmean, pvariance

PAST_DAYS = 84
"""Twelve weeks: each weekday twelve times."""
LEAST_PAST_DAYS = 28
LONGEST_SILENCE = 28
"""Days after which an expectation from before says little; a place that needs longer is too small to watch."""
RECENT_ANSWERS = 12
"""Answers in the past below which there is no rhythm to speak of."""


@dataclass(frozen=True)
class Silence:
    """`expected` answers should have come on the `days` closed days since `since`; `chance` of none by chance alone."""

    since: date
    days: int
    expected: float
    chance: float


def silence(
    counts: Mapping[date, int], today: date, least: float, *, opened: date | None = None
) -> Silence | None:
    """The silence of one place, None while it speaks or too little was to be expected.

    Every weekday has its own mean over the twelve weeks before the last answer, so a shop closed on Sundays is not
    silent then. Answers that come in bursts wait longer: the expectation is divided by how much the days vary more
    than chance would have them (quasi-Poisson). Source: McCullagh & Nelder (1989), 6.2.
    """
    spoken = [day for day, n in counts.items() if n and day < today]
    if not spoken:
        return None
    last = max(spoken)
    days = [last + timedelta(days=ahead) for ahead in range(1, (today - last).days)]
    if counts.get(today) or not days or len(days) > LONGEST_SILENCE:
        return None
    begin = max(last - timedelta(days=PAST_DAYS - 1), opened or date.min, min(spoken))
    past = [begin + timedelta(days=ahead) for ahead in range((last - begin).days + 1)]
    if len(past) < LEAST_PAST_DAYS or sum(counts.get(day, 0) for day in past) < RECENT_ANSWERS:
        return None
    usual = _by_weekday(counts, past)
    expected = sum(usual[day.weekday()] for day in days) / _spread(counts, past, usual)
    if expected < least:
        return None
    return Silence(days[0], len(days), expected, exp(-expected))


def _by_weekday(counts: Mapping[date, int], past: list[date]) -> dict[int, float]:
    """The mean of each weekday; the day of the last answer itself is left out, for it was chosen by being one."""
    before = past[:-1]
    return {
        weekday: fmean([counts.get(day, 0) for day in before if day.weekday() == weekday] or [0])
        for weekday in range(7)
    }


def _spread(counts: Mapping[date, int], past: list[date], usual: Mapping[int, float]) -> float:
    """How many times more the days vary than chance alone would have them, at least 1."""
    mean = fmean(usual[day.weekday()] for day in past)
    if mean <= 0:
        return 1.0
    off = [counts.get(day, 0) - usual[day.weekday()] for day in past]
    return max(1.0, pvariance(off, 0.0) / mean)
