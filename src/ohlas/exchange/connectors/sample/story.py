"""What really happened at Kavárna Sova: the truth behind the answers, to be found again by the metrics.

The loud story: since March the dispatch kitchens in Brno and Kraków deliver late, and nobody else does.
The quiet ones: Zuzana in Bratislava, whom guests thank by name, and Ostrava, better since its refurbishment.
"""

from dataclasses import dataclass
from datetime import date, timedelta

LATE_UNITS = frozenset({"brno-veveri", "krakow-kazimierz"})
PRAISED_EMPLOYEE = "zuzana"
REFURBISHED_UNIT = "ostrava-poruba"
OPENED_UNIT = "berlin-prenzlauer-berg"
CLOSED_UNIT = "praha-karlin"
MOVED_UNIT = "wien-neubau"

WINDOW_DAYS = 548
"""Eighteen months."""

_MARCH = 3

USUALLY_LATE = 0.08
LATE_SINCE_MARCH = 0.66
"""Shares of deliveries that come late; two in three is enough to see in a month, yet leaves happy guests."""


@dataclass(frozen=True)
class Story:
    """The dates of the plot, all derived from today; the window is first_day ≤ day < today."""

    today: date
    first_day: date
    late_since: date
    opened_on: date
    closed_on: date
    refurbished_from: date
    refurbished_to: date

    def share_late(self, unit: str, day: date) -> float:
        """How likely a delivery from this kitchen came late on that day, 0 to 1."""
        return LATE_SINCE_MARCH if unit in LATE_UNITS and day >= self.late_since else USUALLY_LATE

    def is_shut(self, unit: str, day: date) -> bool:
        """True on the two holidays of the chain and while Ostrava was being refurbished."""
        if (day.month, day.day) in {(12, 25), (1, 1)}:
            return True
        return unit == REFURBISHED_UNIT and self.refurbished_from <= day < self.refurbished_to

    def is_worn(self, unit: str, day: date) -> bool:
        return unit == REFURBISHED_UNIT and day < self.refurbished_from

    def is_renewed(self, unit: str, day: date) -> bool:
        return unit == REFURBISHED_UNIT and day >= self.refurbished_to


def story(today: date) -> Story:
    """The plot as seen on this day: March is the latest one with at least a month behind it."""
    return Story(
        today=today,
        first_day=today - timedelta(days=WINDOW_DAYS),
        late_since=date(today.year if today.month > _MARCH else today.year - 1, _MARCH, 1),
        opened_on=today - timedelta(days=243),
        closed_on=today - timedelta(days=152),
        refurbished_from=today - timedelta(days=214),
        refurbished_to=today - timedelta(days=198),
    )
