"""Letters of significance in a crosstab: which columns a column is clearly above."""

from __future__ import annotations

from dataclasses import dataclass, replace
from string import ascii_uppercase
from typing import TYPE_CHECKING, TypeVar

from ohlas.metrics.errors import BadSetting
from ohlas.metrics.families import benjamini_hochberg
from ohlas.metrics.figures import INDICATIVE_BELOW
from ohlas.metrics.shares import compare_shares, share_figure
from ohlas.metrics.tallies import share_tally

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from ohlas.metrics.figures import Comparison, Figure
    from ohlas.metrics.tallies import ScoreCounts, ShareTally

    Compare = Callable[["T", "T"], Comparison | None]

T = TypeVar("T")
WEAK, STRONG = 0.05, 0.01  # small letter, capital letter


@dataclass(frozen=True, slots=True)
class CrosstabCell:
    figure: Figure
    letters: str


@dataclass(frozen=True, slots=True)
class Crosstab:
    """Rows are answers, columns are groups; `letters` names the columns in order."""

    columns: tuple[str, ...]
    letters: tuple[str, ...]
    rows: Mapping[float, tuple[CrosstabCell, ...]]


def crosstab(
    columns: Mapping[str, ScoreCounts], confidence: float = 0.95, *, corrected: bool = False
) -> Crosstab:
    """Shares of each answer by group, weighted if the counts are, with letters.

    Shape:  independent groups in, one row per answer that occurs anywhere out.
    Errors: Agresti–Caffo on n*. Each pair on its own: in a table of many cells some letters are chance; corrected,
            all pairs of the table are one Benjamini–Hochberg family, at 5 % and at 1 %.
            `BadSetting` for more than 26 columns.
    Source: metrics.md, "Control and change".
    """
    answers = sorted({value for counts in columns.values() for value in counts.cells})
    sizes = [counts.n for counts in columns.values()]
    shares = [[share_tally(counts, frozenset({answer})) for counts in columns.values()] for answer in answers]
    compare = _one_family(shares, sizes) if corrected else compare_shares
    rows = {}
    for answer, tallies in zip(answers, shares, strict=True):
        found = column_letters(tallies, compare, sizes)
        figures = [share_figure(tally, confidence) for tally in tallies]
        rows[answer] = tuple(CrosstabCell(f, marks) for f, marks in zip(figures, found, strict=True))
    return Crosstab(tuple(columns), tuple(ascii_uppercase[: len(columns)]), rows)


def column_letters(columns: Sequence[T], compare: Compare[T], sizes: Sequence[int]) -> tuple[str, ...]:
    """For each column the letters of those it lies above: small at 5 %, capital at 1 %.

    Shape:  tallies of independent groups, the comparison to use, and their sizes in; one string each out.
    Errors: pairwise, not corrected for many pairs; columns under 30 answers neither get nor give letters.
    Source: market research custom; the tests of metrics.md.
    """
    if len(columns) > len(ascii_uppercase):
        raise BadSetting(f"{len(columns)} columns, but only {len(ascii_uppercase)} letters: group some")
    large = [n >= INDICATIVE_BELOW for n in sizes]
    return tuple(
        "".join(
            _letter(j, compare(column, other))
            for j, other in enumerate(columns)
            if i != j and large[i] and large[j]
        )
        for i, column in enumerate(columns)
    )


def _one_family(
    shares: Sequence[Sequence[ShareTally]], sizes: Sequence[int]
) -> Callable[[ShareTally, ShareTally], Comparison | None]:
    """Comparisons whose p says how they fare in the family: below a level where Benjamini and Hochberg mark them."""
    large = [place for place, n in enumerate(sizes) if n >= INDICATIVE_BELOW]
    pairs = [(line[i], line[j]) for line in shares for i in large for j in large if i < j]
    found = [compare_shares(*pair) for pair in pairs]
    chances = [1.0 if one is None else one.p for one in found]
    weak, strong = benjamini_hochberg(chances, WEAK), benjamini_hochberg(chances, STRONG)
    levels = {
        frozenset({id(a), id(b)}): 0.0 if is_strong else STRONG if is_weak else 1.0
        for (a, b), is_weak, is_strong in zip(pairs, weak, strong, strict=True)
    }

    def compare(first: ShareTally, second: ShareTally) -> Comparison | None:
        one = compare_shares(first, second)
        return one and replace(one, p=levels.get(frozenset({id(first), id(second)}), 1.0))

    return compare


def _letter(place: int, found: Comparison | None) -> str:
    if found is None or found.difference <= 0 or found.p >= WEAK:
        return ""
    return ascii_uppercase[place] if found.p < STRONG else ascii_uppercase[place].lower()
