"""14 drivers, 100,000 people: exact Shapley shares with 200 bootstraps, in under 5 s.

The reference is statsmodels' OLS once per subset of 8 drivers, one pass without any bootstrap; both must give the
same shares of those 8.
"""

from __future__ import annotations

import math
import time
from itertools import combinations

import numpy as np

from ohlas.metrics.driver_study import Candidate, study

PEOPLE = 100_000
DRIVERS, REFERENCE_DRIVERS = 14, 8
BOOTSTRAPS = 200


def run() -> list[dict[str, object]]:
    x, y = people()
    begun = time.perf_counter()
    found = study([Candidate(str(j), 1, 5) for j in range(DRIVERS)], x, y, bootstraps=BOOTSTRAPS)
    ours = time.perf_counter() - begun
    assert found.report.method == "LMG"
    few = study([Candidate(str(j), 1, 5) for j in range(REFERENCE_DRIVERS)], x[:, :8], y, bootstraps=2)
    begun = time.perf_counter()
    expected = by_ols(x[:, :REFERENCE_DRIVERS], y)
    theirs = time.perf_counter() - begun
    for one in few.report.drivers:
        assert math.isclose(one.importance, expected[int(one.name)], abs_tol=1e-8), one.name
    return [
        {
            "name": "drivers: 14, 100,000 people, 200 bootstraps",
            "value": round(ours, 3),
            "unit": "s (limit 5)",
            "reference": f"{theirs:.2f} s, statsmodels OLS per subset of 8 drivers, one pass, no bootstrap",
            "ratio": round(ours / theirs, 3),
        }
    ]


def people() -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(14)
    common = rng.normal(size=(PEOPLE, 1))
    x = np.clip(np.round(3 + 0.7 * common + rng.normal(size=(PEOPLE, DRIVERS))), 1, 5)
    return x, x @ np.linspace(0, 1, DRIVERS) + rng.normal(scale=3, size=PEOPLE)


def by_ols(x: np.ndarray, y: np.ndarray) -> list[float]:
    import statsmodels.api as sm

    k, r2 = x.shape[1], {}
    for size in range(k + 1):
        for chosen in combinations(range(k), size):
            r2[frozenset(chosen)] = sm.OLS(y, sm.add_constant(x[:, chosen])).fit().rsquared if chosen else 0.0
    weights = [math.factorial(s) * math.factorial(k - s - 1) / math.factorial(k) for s in range(k)]
    return [
        sum(weights[len(some)] * (r2[some | {j}] - r2[some]) for some in r2 if j not in some)
        for j in range(k)
    ]
