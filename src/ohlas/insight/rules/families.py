"""Which differences may be marked: one family of tests, Benjamini–Hochberg at q = .05."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate

from ohlas.metrics import Cell, Comparison, ScoreCounts, benjamini_hochberg
from ohlas.metrics.tallies import common_scale

Q = 0.05


@dataclass(frozen=True, slots=True)
class Test:
    """A comparison and whether it stands within its family."""

    __test__ = False  # pytest would collect it by its name

    comparison: Comparison
    is_marked: bool


def family(comparisons: Sequence[Comparison | None]) -> list[Test | None]:
    """A verdict for each comparison, in the same order; None stays None and does not count."""
    tested = [one for one in comparisons if one is not None]
    marks = iter(benjamini_hochberg([one.p for one in tested], Q))
    return [Test(one, next(marks)) if one is not None else None for one in comparisons]


def rest_of(groups: Sequence[ScoreCounts]) -> list[ScoreCounts]:
    """For each group all others together: it is compared with the rest, not with a whole it is part of."""
    if not groups:
        return []
    scale = reduce(common_scale, (group.scale_id for group in groups))
    rests: list[dict[float, Cell]] = [{} for _ in groups]
    for value in sorted({value for group in groups for value in group.cells}):
        for rest, cell in zip(rests, _others([group.cells.get(value) for group in groups]), strict=True):
            if cell is not None:
                rest[value] = cell
    return [ScoreCounts(rest, scale) for rest in rests]


def _others(cells: Sequence[Cell | None]) -> list[Cell | None]:
    """For each place what stands at all others, summed from both ends: a difference would round."""
    sums = [(0, 0.0, 0.0) if cell is None else (cell.n, cell.w, cell.w2) for cell in cells]
    before = list(accumulate(sums, _plus, initial=(0, 0.0, 0.0)))
    after = list(accumulate(reversed(sums), _plus, initial=(0, 0.0, 0.0)))[::-1]
    both = [_plus(before[i], after[i + 1]) for i in range(len(sums))]
    return [Cell(*one) if one[0] else None for one in both]


def _plus(a: tuple[int, float, float], b: tuple[int, float, float]) -> tuple[int, float, float]:
    return a[0] + b[0], a[1] + b[1], a[2] + b[2]


def rest_within(whole: ScoreCounts, groups: Sequence[ScoreCounts]) -> list[ScoreCounts]:
    """For each group everybody outside of it, where groups overlap and do not add up to the whole."""
    return [_without(whole, group) for group in groups]


def _without(whole: ScoreCounts, group: ScoreCounts) -> ScoreCounts:
    left = {}
    for value, cell in whole.cells.items():
        mine = group.cells.get(value, Cell(0, 0.0, 0.0))
        if cell.n > mine.n:
            left[value] = Cell(cell.n - mine.n, max(cell.w - mine.w, 0.0), max(cell.w2 - mine.w2, 0.0))
    return ScoreCounts(left, whole.scale_id)
