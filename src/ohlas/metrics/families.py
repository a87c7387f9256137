"""When is a change marked? All marks of one page and period are one family of tests."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ohlas.metrics.errors import BadSetting

if TYPE_CHECKING:
    from collections.abc import Sequence


def benjamini_hochberg(p_values: Sequence[float], q: float = 0.05) -> list[bool]:
    """Which of a family's tests may be marked, at most a share q of the marks being false.

    Shape:  p values in, one verdict each out, in the same order; none gives none.
    Errors: the false discovery rate is at most q for independent or positively dependent tests;
            `BadSetting` for a p or q outside 0–1.
    Source: Benjamini & Hochberg (1995), *JRSS B* 57(1).
    """
    if not 0 < q < 1 or any(not 0 <= p <= 1 for p in p_values):
        raise BadSetting("p values lie in 0–1 and q between 0 and 1")
    ordered = sorted(p_values)
    passing = [p for rank, p in enumerate(ordered, start=1) if p <= q * rank / len(ordered)]
    threshold = max(passing, default=-1.0)
    return [p <= threshold for p in p_values]
