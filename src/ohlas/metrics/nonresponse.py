"""What those who did not answer could change: bounds, representativity, comparison with the frame."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.metrics.errors import BadSetting
from ohlas.metrics.figures import Interval

if TYPE_CHECKING:
    from collections.abc import Mapping


def nps_bounds(score: float, response_rate: float) -> Interval:
    """Between which scores the NPS of everybody asked must lie, whatever the silent ones think.

    Shape:  a score in points and a share 0–1 in, an interval in points out.
    Errors: exact bounds, without sampling error: r·s ± 100(1 − r). Wide by nature.
    Source: Manski (1995), *Identification Problems in the Social Sciences*.
    """
    if not (-100 <= score <= 100 and 0 <= response_rate <= 1):  # noqa: PLR2004 - the range of NPS
        raise BadSetting("a score lies in −100…100 and a response rate in 0…1")
    centre, reach = response_rate * score, 100 * (1 - response_rate)
    return Interval(centre - reach, centre + reach)


@dataclass(frozen=True, slots=True)
class Group:
    """People of one known kind in the frame, and how many of them answered."""

    sampled: int
    answered: int

    def __post_init__(self) -> None:
        if not 0 <= self.answered <= self.sampled:
            raise BadSetting(f"{self.answered} answered of {self.sampled} sampled: count the sample first")


def r_indicator(groups: Mapping[str, Group]) -> float | None:
    """1 − 2S(ρ̂): 1 when every known group answers alike, 0 at worst.

    Shape:  groups that make up the whole sample in, 0–1 out; None with fewer than two people.
    Errors: blind to what was not known about people; small groups make it look worse than it is.
    Source: Schouten, Cobben & Bethlehem (2009), *Survey Methodology* 35(1).
    """
    sampled = sum(group.sampled for group in groups.values())
    if sampled <= 1:
        return None
    mean = sum(group.answered for group in groups.values()) / sampled
    filled = [group for group in groups.values() if group.sampled]
    spread = math.fsum(g.sampled * (g.answered / g.sampled - mean) ** 2 for g in filled)
    return 1 - 2 * math.sqrt(spread / (sampled - 1))


@dataclass(frozen=True, slots=True)
class FrameRow:
    """One kind of people: its share of the frame and of the answers."""

    kind: str
    frame: float
    answers: float

    @property
    def difference(self) -> float:
        return self.answers - self.frame


def against_frame(groups: Mapping[str, Group]) -> tuple[FrameRow, ...]:
    """How those who answered differ from all who were asked, the largest difference first.

    Shape:  groups that make up the whole sample in, shares 0–1 out; empty when nobody answered.
    Errors: exact for the sample at hand.
    Source: Groves (2006), *Public Opinion Quarterly* 70(5).
    """
    sampled, answered = (sum(getattr(g, part) for g in groups.values()) for part in ("sampled", "answered"))
    if not answered:
        return ()
    rows = (FrameRow(kind, g.sampled / sampled, g.answered / answered) for kind, g in groups.items())
    return tuple(sorted(rows, key=lambda row: -round(abs(row.difference), 12)))
