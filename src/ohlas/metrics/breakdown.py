"""Many groups side by side: each against the rest, and which differences may be marked together."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from ohlas.metrics.families import benjamini_hochberg
from ohlas.metrics.figures import INDICATIVE_BELOW
from ohlas.metrics.tallies import ScoreCounts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ohlas.metrics.figures import Comparison, Figure
    from ohlas.metrics.registry import Measure


@dataclass(frozen=True, slots=True)
class Mark:
    """A group's figure, its difference from all others, and whether that may be marked."""

    name: str
    figure: Figure
    against_rest: Comparison | None
    is_marked: bool


def breakdown(measure: Measure, groups: Mapping[str, ScoreCounts], q: float = 0.05) -> tuple[Mark, ...]:
    """Each group's figure and its comparison with the rest, never with a total that contains it.

    Shape:  groups that share no answers in, one mark each out, in the same order.
    Errors: the measure's own test; one Benjamini–Hochberg family. Groups, or rests, under 30 answers are
            indicative: compared, but neither marked nor counted in the family.
    Source: metrics.md, "When is a change marked?"; Benjamini & Hochberg (1995).
    """
    counts = list(groups.values())
    rests = _rests(counts)
    found = [measure.compare(own, rest) for own, rest in zip(counts, rests, strict=True)]
    tested = [
        i
        for i, comparison in enumerate(found)
        if comparison is not None and min(counts[i].n, rests[i].n) >= INDICATIVE_BELOW
    ]
    verdicts = benjamini_hochberg([p for i in tested for p in _p(found[i])], q)
    marked = {i for i, verdict in zip(tested, verdicts, strict=True) if verdict}
    return tuple(
        Mark(name, measure.score(own), found[i], i in marked) for i, (name, own) in enumerate(groups.items())
    )


def _p(comparison: Comparison | None) -> Iterable[float]:
    return () if comparison is None else (comparison.p,)


def _rests(counts: Sequence[ScoreCounts]) -> list[ScoreCounts]:
    """All but one, for each one, in two passes instead of one sum per group."""
    nothing = ScoreCounts()
    before = [nothing, *accumulate(counts[:-1])]
    after = [nothing, *accumulate(reversed(counts[1:]))][::-1]
    return [a + b for a, b in zip(before, after, strict=True)] if counts else []
