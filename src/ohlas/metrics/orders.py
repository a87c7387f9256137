"""From single orders to the histories that value models need: same-day orders are one."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable
    from datetime import date

DAYS_PER_WEEK = 7.0


@dataclass(frozen=True, slots=True)
class OrderHistory:
    """One customer: repeat orders, weeks from first to last and to the end, mean value of the repeats."""

    customer: Hashable
    repeats: int
    recency_weeks: float
    age_weeks: float
    mean_repeat_value: float | None


def order_histories(
    orders: Iterable[tuple[Hashable, date, float]], end: date, *, days_per_unit: float = DAYS_PER_WEEK
) -> tuple[OrderHistory, ...]:
    """Each customer's history up to and with `end`.

    Shape:  (customer, day, value) in any order in; one history per customer who bought by `end` out.
    Errors: exact; orders of one day are one order, T = (end − first)/7.
    Source: Fader, Hardie & Lee (2005); metrics.md, "Customer value".
    """
    days: defaultdict[Hashable, defaultdict[date, float]] = defaultdict(lambda: defaultdict(float))
    for customer, day, value in orders:
        if day <= end:
            days[customer][day] += value
    found = []
    for customer, by_day in days.items():
        first, *rest = sorted(by_day)
        last = rest[-1] if rest else first
        found.append(
            OrderHistory(
                customer=customer,
                repeats=len(rest),
                recency_weeks=(last - first).days / days_per_unit,
                age_weeks=(end - first).days / days_per_unit,
                mean_repeat_value=sum(by_day[day] for day in rest) / len(rest) if rest else None,
            )
        )
    return tuple(found)
