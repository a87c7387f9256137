"""Tallies: what the engine counts and the scores are made of. They add up, in any order."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ohlas.metrics.errors import BadTally, OffScale, UnlikeScales
from ohlas.metrics.moments import MeanTally, moments, not_negative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_NPS_TOP = 10
_PROMOTER_FROM = 9
_PASSIVE_FROM = 7
PLAIN = 1e100
"""Sums up to this are neither infinite nor too large to square."""


@dataclass(frozen=True, slots=True, init=False)
class NpsTally:
    """Σw per class, the unweighted number of answers, and Σw² per class."""

    promoters: float
    passives: float
    detractors: float
    answers: float
    w2_promoters: float
    w2_passives: float
    w2_detractors: float

    def __init__(  # noqa: PLR0917 - the tally's promised signature
        self,
        promoters: float,
        passives: float,
        detractors: float,
        answers: float | None = None,
        w2_promoters: float | None = None,
        w2_passives: float | None = None,
        w2_detractors: float | None = None,
    ) -> None:
        given = {
            "promoters": promoters,
            "passives": passives,
            "detractors": detractors,
            "answers": promoters + passives + detractors if answers is None else answers,
            "w2_promoters": promoters if w2_promoters is None else w2_promoters,
            "w2_passives": passives if w2_passives is None else w2_passives,
            "w2_detractors": detractors if w2_detractors is None else w2_detractors,
        }
        is_plain = all(0 <= value <= PLAIN for value in given.values())
        for name, value in given.items():
            if not is_plain:
                not_negative(name, value)
            object.__setattr__(self, name, value)
        if self.answers == 0 < self.weight:
            raise BadTally(f"weights sum to {self.weight!r} but answers was 0; give the number of answers")

    def __add__(self, other: NpsTally) -> NpsTally:
        return NpsTally(
            self.promoters + other.promoters,
            self.passives + other.passives,
            self.detractors + other.detractors,
            self.answers + other.answers,
            self.w2_promoters + other.w2_promoters,
            self.w2_passives + other.w2_passives,
            self.w2_detractors + other.w2_detractors,
        )

    @property
    def weight(self) -> float:
        return self.promoters + self.passives + self.detractors

    @property
    def moments(self) -> MeanTally:
        """Promoters as 1, passives as 0, detractors as −1."""
        return moments(
            self.answers,
            (
                (1.0, self.promoters, self.w2_promoters),
                (0.0, self.passives, self.w2_passives),
                (-1.0, self.detractors, self.w2_detractors),
            ),
        )


@dataclass(frozen=True, slots=True, init=False)
class ShareTally:
    """Σw of those it holds for and of the others, the unweighted answers, Σw² of both."""

    hits: float
    others: float
    answers: float
    w2_hits: float
    w2_others: float

    def __init__(
        self,
        hits: float,
        others: float,
        answers: float | None = None,
        w2_hits: float | None = None,
        w2_others: float | None = None,
    ) -> None:
        given = {
            "hits": hits,
            "others": others,
            "answers": hits + others if answers is None else answers,
            "w2_hits": hits if w2_hits is None else w2_hits,
            "w2_others": others if w2_others is None else w2_others,
        }
        for name, value in given.items():
            not_negative(name, value)
            object.__setattr__(self, name, value)
        if self.answers == 0 < hits + others:
            raise BadTally(f"weights sum to {hits + others!r} but answers was 0; give the number of answers")

    def __add__(self, other: ShareTally) -> ShareTally:
        return ShareTally(
            self.hits + other.hits,
            self.others + other.others,
            self.answers + other.answers,
            self.w2_hits + other.w2_hits,
            self.w2_others + other.w2_others,
        )

    @property
    def moments(self) -> MeanTally:
        """Hits as 1, others as 0."""
        return moments(self.answers, ((1.0, self.hits, self.w2_hits), (0.0, self.others, self.w2_others)))


@dataclass(frozen=True, slots=True)
class Cell:
    """Everybody who gave one answer: how many, Σw, Σw²."""

    n: int
    w: float
    w2: float

    def __post_init__(self) -> None:
        if self.n > 0 and 0 <= self.w <= PLAIN and 0 <= self.w2 <= PLAIN and self.n <= PLAIN:
            return  # tallies are made by the ten thousand: what is plainly right is let through at once
        for name in ("n", "w", "w2"):
            not_negative(name, getattr(self, name))
        if self.n == 0 < self.w:
            raise BadTally(f"a cell with no answers cannot weigh {self.w!r}")

    def __add__(self, other: Cell) -> Cell:
        return Cell(self.n + other.n, self.w + other.w, self.w2 + other.w2)


@dataclass(frozen=True, slots=True)
class ScoreCounts:
    """The tally every measure starts from: answer → who gave it. `scale_id` keeps unlike scales apart."""

    cells: Mapping[float, Cell] = field(default_factory=dict)
    scale_id: str | None = None

    def __post_init__(self) -> None:
        for value in self.cells:
            if not math.isfinite(value):
                raise BadTally(f"{value!r} is not an answer; leave skipped questions out of the tally")
        object.__setattr__(self, "cells", {float(v): self.cells[v] for v in sorted(self.cells)})

    def __add__(self, other: ScoreCounts) -> ScoreCounts:
        cells = dict(self.cells)
        for value, cell in other.cells.items():
            cells[value] = cells[value] + cell if value in cells else cell
        return ScoreCounts(cells, common_scale(self.scale_id, other.scale_id))

    def __reduce__(self) -> tuple[object, ...]:
        """Tallies are kept on disk by the ten thousand: plain columns are written many times faster than cells."""
        columns = zip(*[(cell.n, cell.w, cell.w2) for cell in self.cells.values()], strict=True)
        return _read_back, (self.scale_id, tuple(self.cells), *columns)

    @property
    def n(self) -> int:
        return sum(cell.n for cell in self.cells.values())


def _read_back(scale_id: str | None, values: tuple[float, ...], *columns: tuple[float, ...]) -> ScoreCounts:
    return ScoreCounts(dict(zip(values, map(Cell, *columns), strict=True)) if values else {}, scale_id)


def counts_together(tallies: Iterable[ScoreCounts], scale_id: str | None = None) -> ScoreCounts:
    """The sum of any number of tallies.

    Shape:  tallies in, one out; none gives an empty tally of the scale given.
    Errors: exact; `UnlikeScales` when they are of several scales.
    Source: arithmetic.
    """
    sums: dict[float, tuple[int, float, float]] = {}
    for tally in tallies:
        scale_id = common_scale(scale_id, tally.scale_id)
        for value, cell in tally.cells.items():
            n, w, w2 = sums.get(value, (0, 0, 0))
            sums[value] = n + cell.n, w + cell.w, w2 + cell.w2
    return ScoreCounts({value: Cell(*cell) for value, cell in sums.items()}, scale_id)


def counts_of(counts: Mapping[float, int], scale_id: str | None = None) -> ScoreCounts:
    """Unweighted counts from {answer: how many}.

    Shape:  a mapping in, a tally out; an empty mapping gives an empty tally.
    Errors: exact; `BadTally` for negative counts.
    Source: arithmetic.
    """
    return ScoreCounts({value: Cell(n, n, n) for value, n in counts.items()}, scale_id)


def counts_of_answers(
    answers: Iterable[float], weights: Iterable[float] | None = None, scale_id: str | None = None
) -> ScoreCounts:
    """A tally from single answers and, if given, one weight for each.

    Shape:  two equally long series in, a tally out; none gives an empty tally.
    Errors: exact; `BadTally` for negative or infinite weights, or unequal lengths.
    Source: arithmetic.
    """
    values = list(answers)
    given = [1.0] * len(values) if weights is None else list(weights)
    if len(given) != len(values):
        raise BadTally(f"{len(values)} answers but {len(given)} weights; give one weight per answer")
    cells: dict[float, Cell] = {}
    for value, w in zip(values, given, strict=True):
        not_negative("a weight", w)
        cells[value] = cells.get(value, Cell(0, 0.0, 0.0)) + Cell(1, w, w * w)
    return ScoreCounts(cells, scale_id)


def nps_tally(counts: ScoreCounts) -> NpsTally:
    """Promoters 9–10, passives 7–8, detractors 0–6.

    Shape:  counts on the 0–10 scale in, one tally out; empty gives an empty tally.
    Errors: exact; `OffScale` for an answer that is no whole number from 0 to 10.
    Source: Reichheld (2003), "The One Number You Need to Grow".
    """
    weights, squares = [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]
    for value, cell in counts.cells.items():
        if not (0 <= value <= _NPS_TOP and value == int(value)):
            raise OffScale(f"{value:g} is not on the 0–10 scale of NPS; whole numbers from 0 to 10 are")
        side = 0 if value >= _PROMOTER_FROM else 1 if value >= _PASSIVE_FROM else 2
        weights[side] += cell.w
        squares[side] += cell.w2
    promoters, passives, detractors = weights
    return NpsTally(promoters, passives, detractors, counts.n, *squares)


def share_tally(counts: ScoreCounts, chosen: frozenset[float]) -> ShareTally:
    """Those whose answer is among `chosen`, against all who answered.

    Shape:  counts in, one tally out; empty gives an empty tally.
    Errors: exact.
    Source: arithmetic.
    """
    hits, others = _sum(counts, lambda v: v in chosen), _sum(counts, lambda v: v not in chosen)
    return ShareTally(hits.w, others.w, counts.n, hits.w2, others.w2)


def mean_tally(counts: ScoreCounts) -> MeanTally:
    """Moments of the answers themselves.

    Shape:  counts in, one tally out; empty gives an empty tally.
    Errors: exact to rounding.
    Source: `ohlas.metrics.moments`.
    """
    return moments(counts.n, ((value, cell.w, cell.w2) for value, cell in counts.cells.items()))


def common_scale(first: str | None, second: str | None) -> str | None:
    """The scale two tallies share; None counts as not known.

    Shape:  two scale ids in, one out.
    Errors: `UnlikeScales` naming both when they differ.
    Source: metrics.md, "Scales are part of the measure's type".
    """
    if first and second and first != second:
        raise UnlikeScales(first, second)
    return first or second


def _sum(counts: ScoreCounts, wanted: Callable[[float], bool]) -> Cell:
    return sum((cell for value, cell in counts.cells.items() if wanted(value)), start=Cell(0, 0.0, 0.0))
