"""The first day of each step of the calendar, as the engine cuts it."""

from __future__ import annotations

from datetime import timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from ohlas.engine.query import Bucket

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

_FIRST_DAY: Mapping[Bucket, Callable[[date], date]] = MappingProxyType(
    {
        Bucket.DAY: lambda day: day,
        Bucket.WEEK: lambda day: day - timedelta(days=day.weekday()),
        Bucket.MONTH: lambda day: day.replace(day=1),
        Bucket.QUARTER: lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1),
        Bucket.YEAR: lambda day: day.replace(month=1, day=1),
    }
)


def first_day(day: date, bucket: Bucket) -> date:
    """The first day of the step a day is in.

    Shape:  one day in, one day out.
    Errors: exact.
    Source: ISO 8601 for weeks.
    """
    return _FIRST_DAY[bucket](day)
