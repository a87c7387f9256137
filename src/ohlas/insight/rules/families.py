"""Which differences may be marked: one family of tests, Benjamini–Hochberg at q = .05."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ohlas.metrics import Cell, Comparison, ScoreCounts, benjamini_hochberg

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
    empty = ScoreCounts({}, groups[0].scale_id)
    before = list(accumulate(groups, initial=empty))
    after = list(accumulate(reversed(groups), initial=empty))[::-1]
    return [before[i] + after[i + 1] for i in range(len(groups))]


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
