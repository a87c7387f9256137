"""Whether answers came faster than their own history lets expect."""

from __future__ import annotations

import math

from ohlas.metrics.errors import BadSetting

PRIOR = 0.5
"""Shape of Jeffreys' prior for a Poisson rate: little history says little, and none never divides by zero."""


def burst_expected(span: float, history: int, exposure: float) -> float:
    """How many answers the history lets expect within the span.

    Shape:  a span, how many came before and in how much time of the same unit; a number above 0 out.
    Errors: the mean of the posterior; `BadSetting` for times that are not positive.
    Source: Jeffreys (1946) prior of a Poisson rate.
    """
    _expect_times(span, exposure)
    return (history + PRIOR) * span / exposure


def burst_p(found: int, span: float, history: int, exposure: float) -> float:
    """The chance of this many answers or more within the span, the rate being as uncertain as its history.

    Shape:  a count and its span, the count before and its time, both in one unit; 0 … 1 out.
    Errors: exact under a constant Poisson rate; `BadSetting` for times that are not positive or counts below 0.
    Source: Gamma–Poisson predictive distribution, i.e. negative binomial; its tail is a regularised beta function.
    """
    _expect_times(span, exposure)
    if found < 0 or history < 0:
        raise BadSetting(f"counts are 0 or more, not {found} and {history}")
    if found == 0:
        return 1.0
    from scipy.special import betainc

    return float(betainc(found, history + PRIOR, span / (span + exposure)))


def _expect_times(span: float, exposure: float) -> None:
    if not (math.isfinite(span) and math.isfinite(exposure) and span > 0 and exposure > 0):
        raise BadSetting(f"times are longer than nothing, not {span} and {exposure}")
