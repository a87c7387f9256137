"""How surprising a burst of answers is, against its own history."""

import pytest

from ohlas.metrics.bursts import burst_expected, burst_p
from ohlas.metrics.errors import BadSetting


def test_with_a_long_history_the_tail_is_poissons():
    from scipy.stats import poisson

    found = burst_p(8, 10, 2_000_000, 10_000_000)  # two expected, known to a thousandth
    assert found == pytest.approx(poisson.sf(7, 2), rel=1e-3)
    assert burst_expected(10, 2_000_000, 10_000_000) == pytest.approx(2, rel=1e-6)


def test_the_tail_is_the_negative_binomials():
    from scipy.stats import nbinom

    assert burst_p(6, 10, 12, 600) == pytest.approx(nbinom.sf(5, 12.5, 600 / 610), rel=1e-9)


def test_little_history_surprises_less_than_much_of_the_same_rate():
    assert burst_p(6, 10, 1, 50) > burst_p(6, 10, 100, 5000)


def test_nothing_is_never_a_surprise_and_more_is_a_greater_one():
    assert burst_p(0, 10, 5, 100) == 1
    chances = [burst_p(n, 10, 5, 100) for n in range(1, 30)]
    assert chances == sorted(chances, reverse=True)


@pytest.mark.parametrize(
    ("span", "exposure"), [(0, 1), (1, 0), (-1, 1), (float("nan"), 1), (1, float("inf"))]
)
def test_times_must_be_times(span, exposure):
    with pytest.raises(BadSetting):
        burst_p(1, span, 1, exposure)
