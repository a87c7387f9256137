"""Importance–performance map: what matters and is weak comes first."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean
from typing import TYPE_CHECKING

from ohlas.metrics.errors import CannotFit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ohlas.metrics.drivers import Driver


class Quadrant(StrEnum):
    CONCENTRATE = "concentrate here"
    KEEP_UP = "keep up the good work"
    LOW_PRIORITY = "low priority"
    POSSIBLE_OVERKILL = "possible overkill"


@dataclass(frozen=True, slots=True)
class Place:
    name: str
    importance: float
    performance: float
    quadrant: Quadrant


@dataclass(frozen=True, slots=True)
class PriorityMap:
    """Drivers with their quadrants; the crosshairs lie at the means."""

    places: tuple[Place, ...]
    importance_at: float
    performance_at: float


def priority_map(drivers: Sequence[Driver]) -> PriorityMap:
    """Where each driver lies by importance (share of R²) and performance (mean grade).

    Shape:  drivers asked on one scale in, one place each out, in the same order.
    Errors: exact given the drivers; near the crosshairs the quadrant is a matter of chance. `CannotFit`
            without drivers.
    Source: Martilla & James (1977), "Importance-Performance Analysis", *Journal of Marketing* 41(1).
    """
    if not drivers:
        raise CannotFit("a map needs at least one driver")
    matters, works = fmean(d.importance for d in drivers), fmean(d.mean for d in drivers)
    places = (
        Place(d.name, d.importance, d.mean, _QUADRANTS[d.importance >= matters, d.mean >= works])
        for d in drivers
    )
    return PriorityMap(tuple(places), matters, works)


_QUADRANTS = {  # (matters, works)
    (True, False): Quadrant.CONCENTRATE,
    (True, True): Quadrant.KEEP_UP,
    (False, False): Quadrant.LOW_PRIORITY,
    (False, True): Quadrant.POSSIBLE_OVERKILL,
}
