"""Which score may be shown to everybody: whole organisation or whole unit, whole months, thirty answers or none."""

from datetime import date
from enum import StrEnum

from ohlas.insight.rules.periods import Step, Window, floor, months_before
from ohlas.metrics import Figure, Measure

LEAST_ANSWERS = 30
"""Under thirty a figure is indicative only: nothing to put on a door."""
KEPT_S = 3600
"""How long others may keep a badge before they ask again."""


class BadgePeriod(StrEnum):
    YEAR = "12m"
    ALL = "all"


class TooFew(StrEnum):
    """Why a score is not shown."""

    NOBODY = "nobody"
    FEW = "few"


def badge_window(period: BadgePeriod, today: date) -> Window:
    """The last twelve whole months, or everything up to the end of the last whole month."""
    end = floor(today, Step.MONTH)
    return Window(months_before(end, 12) if period is BadgePeriod.YEAR else None, end)


def withheld(figure: Figure) -> TooFew | None:
    """Why this figure is not shown to everybody; None for one that is."""
    if figure.value is None or figure.low is None:
        return TooFew.NOBODY
    return TooFew.FEW if figure.n < LEAST_ANSWERS else None


def rating_ends(measure: Measure, ends: tuple[float, float] | None) -> tuple[float, float] | None:
    """Worst and best rating where the measure is a mean that search engines read as a rating; None where not.

    A score of −100 to 100, a share, and a scale on which less is better are no ratings.
    """
    if measure.unit != "grade" or measure.better != "higher" or ends is None:
        return None
    return ends
