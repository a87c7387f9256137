"""Every measure once: its scale, unit, better direction, score, comparison and docs page."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from ohlas.metrics.errors import UnknownMeasure
from ohlas.metrics.means import compare_means, mean_figure
from ohlas.metrics.nearest import nearest
from ohlas.metrics.nps import compare_nps, nps_figure
from ohlas.metrics.scales import SCALES, Direction, Scale, checked, scale_of
from ohlas.metrics.shares import compare_shares, share_figure
from ohlas.metrics.tallies import ScoreCounts, common_scale, mean_tally, nps_tally, share_tally

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ohlas.metrics.figures import Comparison, Figure

Unit = Literal["points", "share", "grade"]
_ANY_NUMERIC = frozenset({"rating", "number"})


@dataclass(frozen=True, slots=True)
class Measure(ABC):
    """A number with one definition. `docs` is the path of its page under docs/, without the ending."""

    id: str
    title: str
    scale: Scale

    @property
    @abstractmethod
    def unit(self) -> Unit:
        """Points (−100…100), share (0…1) or grade (the scale's own)."""

    @property
    def better(self) -> Direction:
        return self.scale.direction

    @property
    def docs(self) -> str:
        return f"metrics/{self.id}"

    @abstractmethod
    def score(self, counts: ScoreCounts, confidence: float = 0.95) -> Figure:
        """The figure of one group: value and interval None when nobody answered.

        Errors: `OffScale` for an answer off the scale, `UnlikeScales` for counts of another scale.
        """

    @abstractmethod
    def compare(self, a: ScoreCounts, b: ScoreCounts, confidence: float = 0.95) -> Comparison | None:
        """First less second; None when one group is empty."""


@dataclass(frozen=True, slots=True)
class NpsMeasure(Measure):
    @property
    def unit(self) -> Unit:
        return "points"

    def score(self, counts: ScoreCounts, confidence: float = 0.95) -> Figure:
        return nps_figure(nps_tally(checked(counts, self.scale)), confidence)

    def compare(self, a: ScoreCounts, b: ScoreCounts, confidence: float = 0.95) -> Comparison | None:
        first, second = (nps_tally(checked(counts, self.scale)) for counts in (a, b))
        return compare_nps(first, second, confidence)


@dataclass(frozen=True, slots=True)
class ShareMeasure(Measure):
    chosen: frozenset[float]

    @property
    def unit(self) -> Unit:
        return "share"

    @property
    def better(self) -> Direction:
        return "higher"  # more easy or satisfied answers are better, whichever way the scale runs

    def score(self, counts: ScoreCounts, confidence: float = 0.95) -> Figure:
        return share_figure(share_tally(checked(counts, self.scale), self.chosen), confidence)

    def compare(self, a: ScoreCounts, b: ScoreCounts, confidence: float = 0.95) -> Comparison | None:
        first, second = (share_tally(checked(counts, self.scale), self.chosen) for counts in (a, b))
        return compare_shares(first, second, confidence)


@dataclass(frozen=True, slots=True)
class MeanMeasure(Measure):
    @property
    def unit(self) -> Unit:
        return "grade"

    def score(self, counts: ScoreCounts, confidence: float = 0.95) -> Figure:
        scale = self._scale(counts)
        return mean_figure(mean_tally(checked(counts, scale)), scale.bounds, confidence)

    def compare(self, a: ScoreCounts, b: ScoreCounts, confidence: float = 0.95) -> Comparison | None:
        common_scale(a.scale_id, b.scale_id)
        scale = self._scale(a if a.scale_id else b)
        first, second = (mean_tally(checked(counts, scale)) for counts in (a, b))
        return compare_means(first, second, scale.bounds, confidence)

    def _scale(self, counts: ScoreCounts) -> Scale:
        """`mean` takes the scale the counts bring along; every other mean has its own."""
        brings_own = self.scale.kind == "number" and counts.scale_id is not None
        return scale_of(counts.scale_id) if brings_own and counts.scale_id else self.scale


_TOP_2 = frozenset({4.0, 5.0})

MEASURES: Mapping[str, Measure] = MappingProxyType(
    {
        measure.id: measure
        for measure in (
            NpsMeasure("nps", "Net Promoter Score", SCALES["nps_0_10"]),
            NpsMeasure("enps", "Employee Net Promoter Score", SCALES["enps_0_10"]),
            MeanMeasure("recommend10", "Recommendation, 1 to 10", SCALES["recommend_1_10"]),
            ShareMeasure("csat", "Satisfied customers", SCALES["csat_1_5"], _TOP_2),
            MeanMeasure("csat_mean", "Mean satisfaction, 1 to 5", SCALES["csat_1_5"]),
            MeanMeasure("csat10_mean", "Mean satisfaction, 1 to 10", SCALES["csat_1_10"]),
            MeanMeasure("stars_mean", "Mean stars", SCALES["stars_1_5"]),
            MeanMeasure("faces_mean", "Mean of faces", SCALES["faces_1_5"]),
            MeanMeasure("ces1", "Customer effort (5 = most effort)", SCALES["ces1_1_5"]),
            ShareMeasure("ces1_easy", "Little effort", SCALES["ces1_1_5"], frozenset({1.0, 2.0})),
            MeanMeasure("ease5", "Ease (5 = easiest)", SCALES["ease_1_5"]),
            ShareMeasure("ease5_easy", "Found it easy, 1 to 5", SCALES["ease_1_5"], _TOP_2),
            MeanMeasure("ces2", "Made it easy, 1 to 7", SCALES["ces2_1_7"]),
            ShareMeasure(
                "ces2_easy", "Found it easy, 1 to 7", SCALES["ces2_1_7"], frozenset({5.0, 6.0, 7.0})
            ),
            MeanMeasure("mean", "Mean", SCALES["number"]),
        )
    }
)


def measure_of(measure_id: str) -> Measure:
    """The measure of this name.

    Shape:  an id in, a measure out.
    Errors: `UnknownMeasure` naming the nearest one.
    Source: house.md, "One number, one definition".
    """
    if measure_id not in MEASURES:
        raise UnknownMeasure(
            f"there is no measure “{measure_id}”; did you mean “{nearest(measure_id, MEASURES)}”?"
        )
    return MEASURES[measure_id]


def measures_of(scale_id: str) -> tuple[Measure, ...]:
    """The measures answers on this scale can be shown as, the usual one first.

    Shape:  a scale's id in, at least one measure out.
    Errors: `UnknownScale`.
    Source: metrics.md.
    """
    scale = scale_of(scale_id)
    own = tuple(measure for measure in MEASURES.values() if measure.scale.id == scale.id)
    return own or tuple(m for m in MEASURES.values() if m.id == "mean" and scale.kind in _ANY_NUMERIC)
