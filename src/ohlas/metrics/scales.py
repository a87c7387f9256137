"""The scales answers are given on. A scale is part of a measure's type: unlike ones are never pooled."""

from __future__ import annotations

import math
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from ohlas.metrics.errors import OffScale, UnknownScale
from ohlas.metrics.nearest import nearest
from ohlas.metrics.tallies import ScoreCounts, common_scale

if TYPE_CHECKING:
    from collections.abc import Mapping

Direction = Literal["higher", "lower"]
Kind = Literal["recommendation", "satisfaction", "stars", "faces", "effort", "rating", "number"]


@dataclass(frozen=True, slots=True)
class Scale:
    """Ends, step and meaning of the answers; `direction` says which end is the good one."""

    id: str
    low: float | None
    high: float | None
    step: float | None
    direction: Direction
    kind: Kind

    @property
    def bounds(self) -> tuple[float, float] | None:
        return None if self.low is None or self.high is None else (self.low, self.high)

    def holds(self, value: float) -> bool:
        """Whether an answer lies on the scale: 6.5 is on none with whole steps."""
        if not math.isfinite(value):
            return False
        if self.low is None or self.high is None:
            return True
        on_step = self.step is None or ((value - self.low) / self.step).is_integer()
        return self.low <= value <= self.high and on_step


def _scale(name: str, low: float, high: float, kind: Kind, direction: Direction = "higher") -> Scale:
    return Scale(id=name, low=low, high=high, step=1.0, direction=direction, kind=kind)


SCALES: Mapping[str, Scale] = MappingProxyType(
    {
        scale.id: scale
        for scale in (
            _scale("nps_0_10", 0, 10, "recommendation"),
            # Employees on their employer: never pooled with customers on the shop.
            _scale("enps_0_10", 0, 10, "recommendation"),
            _scale("recommend_1_10", 1, 10, "recommendation"),
            _scale("csat_1_5", 1, 5, "satisfaction"),
            _scale("csat_1_10", 1, 10, "satisfaction"),
            _scale("stars_1_5", 1, 5, "stars"),
            _scale("faces_1_5", 1, 5, "faces"),
            _scale("ces1_1_5", 1, 5, "effort", "lower"),  # 5 = most effort
            _scale("ease_1_5", 1, 5, "effort"),  # 5 = easiest
            _scale("ces2_1_7", 1, 7, "effort"),
            _scale("rating_1_5", 1, 5, "rating"),
            _scale("rating_1_7", 1, 7, "rating"),
            _scale("rating_1_10", 1, 10, "rating"),
            Scale(id="number", low=None, high=None, step=None, direction="higher", kind="number"),
        )
    }
)


_STEPS: Mapping[str, frozenset[float]] = MappingProxyType(
    {
        scale.id: frozenset(scale.low + step for step in range(int(scale.high - scale.low) + 1))
        for scale in SCALES.values()
        if scale.low is not None and scale.high is not None and scale.step == 1
    }
)
"""All answers there are on scales of whole steps."""


def scale_of(scale_id: str) -> Scale:
    """The scale of this name.

    Shape:  an id in, a scale out.
    Errors: `UnknownScale` naming the nearest one.
    Source: metrics.md, "Rules for all".
    """
    if scale_id not in SCALES:
        raise UnknownScale(f"there is no scale “{scale_id}”; did you mean “{nearest(scale_id, SCALES)}”?")
    return SCALES[scale_id]


def checked(counts: ScoreCounts, scale: Scale) -> ScoreCounts:
    """The counts, once every answer in them lies on the scale and was given under it.

    Shape:  counts in, the same counts out.
    Errors: `UnlikeScales` when they were given under another scale, `OffScale` for an answer off it.
    Source: metrics.md, "Rules for all".
    """
    common_scale(counts.scale_id, scale.id)
    if counts.cells.keys() <= _STEPS.get(scale.id, frozenset()):
        return counts
    for value in counts.cells:
        if not scale.holds(value):
            raise OffScale(f"{value:g} is not on the scale “{scale.id}” ({scale.low:g} to {scale.high:g})")
    return counts
