"""When and where guests come: weekdays, hours, seasons and a slow growth, in the branch's own time.

Hours lie between 7 and 22, so no moment falls into the hour a clock change skips or repeats.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from zoneinfo import ZoneInfo

from ohlas.exchange.connectors.sample.places import ZONE
from ohlas.exchange.connectors.sample.shapes import SampleUnit
from ohlas.exchange.connectors.sample.sources import branches
from ohlas.exchange.connectors.sample.story import WINDOW_DAYS, Story
from ohlas.exchange.connectors.sample.surveys import DELIVERY, SUPPORT, VISIT

RESPONSES = {VISIT: 7700, DELIVERY: 4800, SUPPORT: 1500}

_SATURDAY = 5
_GROWTH = 0.2
_COMPLAINTS = 1.45
"""Since March more people write to support."""

# Monday to Sunday
_WEEK = {
    VISIT: (0.85, 0.9, 0.95, 1.0, 1.2, 1.3, 1.05),
    DELIVERY: (0.95, 0.95, 1.0, 1.05, 1.25, 1.05, 1.1),
    SUPPORT: (1.35, 1.2, 1.1, 1.05, 1.0, 0.5, 0.4),
}
# January to December: full cafés before Christmas, holidays in July and August
_YEAR = {
    VISIT: (0.95, 0.95, 1.0, 1.05, 1.05, 1.0, 0.82, 0.84, 1.05, 1.1, 1.1, 1.2),
    DELIVERY: (1.12, 1.1, 1.03, 0.97, 0.92, 0.9, 0.85, 0.87, 1.0, 1.05, 1.1, 1.15),
    SUPPORT: (1.1, 1.0, 1.0, 1.0, 0.95, 0.95, 0.9, 0.9, 1.0, 1.0, 1.05, 1.25),
}
# 7 to 21 o'clock
_HOURS = {
    VISIT: (5, 10, 10, 8, 6, 7, 8, 8, 9, 9, 8, 6, 4, 3, 1),
    DELIVERY: (2, 5, 6, 6, 9, 14, 11, 6, 4, 5, 8, 10, 8, 4, 1),
    SUPPORT: (1, 5, 10, 11, 10, 8, 9, 10, 10, 9, 7, 4, 3, 2, 1),
}
_WEEKEND_HOURS = (1, 4, 9, 13, 13, 10, 8, 9, 10, 9, 7, 5, 4, 3, 1)
_AWAKE = range(6, 23)
_DAYPARTS = ((11, "morning"), (14, "lunch"), (18, "afternoon"), (24, "evening"))

# Minutes between the visit and the answer: the usual (median) delay per channel
_DELAYS = {"kiosk": 0.0, "link": 12.0, "widget": 5.0, "sms": 40.0, "email": 190.0}


@dataclass(frozen=True, slots=True)
class Moment:
    """One occasion: a survey's unit, the local day and hour, and the instant in UTC."""

    survey: str
    unit: str
    day: date
    hour: int
    at: datetime

    @property
    def daypart(self) -> str:
        return next(name for end, name in _DAYPARTS if self.hour < end)


def moments(rng: random.Random, plot: Story, units: tuple[SampleUnit, ...]) -> Iterator[Moment]:
    """As many occasions as there will be responses."""
    zones = {unit.key: ZoneInfo(unit.zone) for unit in units}
    for survey, count in RESPONSES.items():
        cells = list(_cells(plot, survey, units))
        bounds = list(accumulate(weight for _, _, weight in cells))
        for unit, day, _ in rng.choices(cells, cum_weights=bounds, k=count):
            yield _moment(rng, survey, unit, day, zones[unit])


def _cells(plot: Story, survey: str, units: tuple[SampleUnit, ...]) -> Iterator[tuple[str, date, float]]:
    """Every open unit on every day with its weight."""
    places = {unit.key: unit for unit in units}
    for key, size in _sizes(survey).items():
        for offset in range(WINDOW_DAYS):
            day = plot.first_day + timedelta(days=offset)
            if places[key].is_open(day) and not plot.is_shut(key, day):
                growth = 1 + _GROWTH * offset / WINDOW_DAYS
                unrest = _COMPLAINTS if survey == SUPPORT and day >= plot.late_since else 1
                yield (
                    key,
                    day,
                    size * growth * unrest * _WEEK[survey][day.weekday()] * _YEAR[survey][day.month - 1],
                )


def _sizes(survey: str) -> dict[str, float]:
    if survey == SUPPORT:
        return {"support": 1.0}
    if survey == DELIVERY:
        return {branch.key: branch.deliveries for branch in branches() if branch.deliveries}
    return {branch.key: branch.visits for branch in branches()}


def _moment(rng: random.Random, survey: str, unit: str, day: date, zone: ZoneInfo) -> Moment:
    late_sleepers = survey == VISIT and day.weekday() >= _SATURDAY
    hour = 7 + rng.choices(range(15), _WEEKEND_HOURS if late_sleepers else _HOURS[survey])[0]
    local = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), tzinfo=zone)
    return Moment(survey, unit, day, hour, local.astimezone(UTC))


def answered_at(rng: random.Random, plot: Story, moment: Moment, channel: str) -> datetime:
    """When the answer came: soon after, never at night, and never after yesterday."""
    delay = timedelta(minutes=min(_DELAYS[channel] * rng.lognormvariate(0, 0.9), 2 * 24 * 60))
    zone = ZoneInfo(ZONE)
    local = (moment.at + delay).astimezone(zone)
    if local.hour not in _AWAKE:
        delay += timedelta(hours=9)
        local = (moment.at + delay).astimezone(zone)
    return moment.at if local.date() >= plot.today else moment.at + delay
