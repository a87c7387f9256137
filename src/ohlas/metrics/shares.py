"""Shares (top-2-box, easy answers): the score, Wilson's interval, and whether two shares differ."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from ohlas.metrics.distributions import p_of_z, z_of
from ohlas.metrics.errors import BadSetting
from ohlas.metrics.figures import Comparison, Figure, Interval, compared, figure
from ohlas.metrics.moments import effective_size, sizes

if TYPE_CHECKING:
    from ohlas.metrics.tallies import ShareTally


def share(tally: ShareTally) -> float | None:
    """The share it holds for, 0–1.

    Shape:  one tally in, one number out; None when nobody answered.
    Errors: none here; the sampling error is `share_interval`.
    Source: arithmetic.
    """
    total = tally.hits + tally.others
    return tally.hits / total if total > 0 else None


def share_interval(tally: ShareTally, confidence: float = 0.95) -> Interval | None:
    """Where the share of everybody asked would lie, 0–1.

    Shape:  one tally in, one interval in [0, 1] out, always holding the raw share; None when nobody answered.
    Errors: Wilson on n*; coverage near nominal from 5 answers; `BadSetting` for a confidence outside (0, 1).
    Source: Wilson (1927); Brown, Cai & DasGupta (2001).
    """
    value, size = share(tally), effective_size(tally.moments)
    if value is None or size is None:
        return None
    return wilson(value, size, z_of(confidence))


def wilson(value: float, size: float, z: float) -> Interval:
    """Wilson's score interval of a share seen among `size` answers.

    Shape:  share 0–1 and a size above 0 in, an interval in [0, 1] out.
    Errors: `BadSetting` outside these ranges.
    Source: Wilson (1927).
    """
    if not (0 <= value <= 1 and size > 0):
        raise BadSetting(f"share {value!r} of {size!r} answers; give a share from 0 to 1 and a size above 0")
    ratio = z * z / size
    centre = (value + ratio / 2) / (1 + ratio)
    half = z * math.sqrt(value * (1 - value) / size + ratio / (4 * size)) / (1 + ratio)
    return Interval(centre - half, centre + half).clipped(0.0, 1.0).containing(value)


def compare_shares(first: ShareTally, second: ShareTally, confidence: float = 0.95) -> Comparison | None:
    """How far two independent shares lie apart, first less second, −1…1.

    Shape:  two tallies in; None when one of them holds no answers.
    Errors: Agresti–Caffo on n*, close to nominal from 10 answers a group.
    Source: Agresti & Caffo (2000), *The American Statistician* 54(4).
    """
    a, b = share(first), share(second)
    n_a, n_b = effective_size(first.moments), effective_size(second.moments)
    if a is None or b is None or n_a is None or n_b is None:
        return None
    (p_a, v_a), (p_b, v_b) = agresti_caffo(a, n_a), agresti_caffo(b, n_b)
    se, centre = math.sqrt(v_a + v_b), p_a - p_b
    found = compared(a - b, centre, z_of(confidence) * se, centre / se, p_of_z(centre / se))
    low, high = Interval(found.low, found.high).clipped(-1.0, 1.0)
    return Comparison(found.difference, low, high, found.z, found.p)


def agresti_caffo(value: float, size: float) -> tuple[float, float]:
    """A share with one success and one failure added, and the variance of it.

    Shape:  share 0–1 and size in, (share, squared standard error) out.
    Errors: exact.
    Source: Agresti & Caffo (2000).
    """
    p = (value * size + 1) / (size + 2)
    return p, p * (1 - p) / (size + 2)


def share_figure(tally: ShareTally, confidence: float = 0.95) -> Figure:
    """Share, interval, n, and n* and Kish when weighted.

    Shape:  value None when nobody answered.
    Errors: as `share_interval`.
    Source: as `share_interval`.
    """
    return figure(share(tally), share_interval(tally, confidence), tally.answers, sizes(tally.moments))
