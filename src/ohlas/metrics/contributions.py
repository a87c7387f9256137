"""What a single answer adds to a score: every measure is the mean of these."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ohlas.metrics.errors import BadTally
from ohlas.metrics.tallies import counts_of

if TYPE_CHECKING:
    from ohlas.metrics.registry import Measure


def contribution(measure: Measure, value: float, scale_id: str | None = None) -> float:
    """100, 0 or −100 of a recommendation, 1 or 0 of a share, the grade itself of a mean.

    Shape:  a measure and one answer (with its scale, for measures of several) in, its worth out; the mean of
            everybody's is the score.
    Errors: exact; `OffScale` for an answer off the scale.
    Source: arithmetic.
    """
    found = measure.score(counts_of({value: 1}, scale_id)).value
    if found is None:
        raise BadTally(f"{value!r} is no answer")
    return found
