"""Normal and Student quantiles and tail probabilities. SciPy is loaded here, and only for Student's t."""

from __future__ import annotations

import math
from functools import lru_cache
from statistics import NormalDist

from ohlas.metrics.errors import BadSetting

_STANDARD = NormalDist()


def z_of(confidence: float) -> float:
    """The two-sided normal quantile: 1.96 for 0.95.

    Shape:  a confidence strictly between 0 and 1 in, a positive number out.
    Errors: exact to 1e-15; `BadSetting` for a confidence outside (0, 1).
    Source: Wichura (1988), algorithm AS 241.
    """
    return _STANDARD.inv_cdf(_upper(confidence))


@lru_cache(maxsize=4096)
def t_of(confidence: float, df: float) -> float:
    """The two-sided Student quantile with `df` degrees of freedom.

    Shape:  a confidence in (0, 1) and df > 0 in, a positive number out.
    Errors: exact to 1e-13; `BadSetting` outside these ranges.
    Source: SciPy, `scipy.special.stdtrit`.
    """
    from scipy.special import stdtrit

    return float(stdtrit(_positive(df), _upper(confidence)))


def p_of_z(z: float) -> float:
    """Two-sided p of a normal statistic, exact in the far tail too.

    Shape:  any finite number in, 0–1 out.
    Errors: exact to 1e-15 relative.
    Source: 2·Φ(−|z|) = erfc(|z|/√2).
    """
    return math.erfc(abs(z) / math.sqrt(2))


def p_of_t(t: float, df: float) -> float:
    """Two-sided p of Student's statistic.

    Shape:  any finite t and df > 0 in, 0–1 out.
    Errors: exact to 1e-13; `BadSetting` when df is not positive.
    Source: SciPy, `scipy.special.stdtr`.
    """
    from scipy.special import stdtr

    return float(2 * stdtr(_positive(df), -abs(t)))


def _upper(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise BadSetting(f"confidence was {confidence!r}; give a share between 0 and 1, such as 0.95")
    return (1 + confidence) / 2


def _positive(df: float) -> float:
    if not df > 0:
        raise BadSetting(f"degrees of freedom were {df!r}; they must be above 0")
    return df
