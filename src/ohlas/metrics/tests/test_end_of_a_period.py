"""Where a period will end: what is measured, joined with what a level forecast expects of the rest."""

import numpy as np
import pytest

from ohlas.metrics import BadSetting
from ohlas.metrics.forecast import local_level
from ohlas.metrics.period_end import period_end

SERIES = [40, 42, 39, 41, 43, 44, 42, 45, 46, 44]


def test_a_period_measured_in_full_is_certain() -> None:
    end = period_end(local_level(SERIES, ahead=1), steps=0, measured=46.0, measured_share=1.0)
    assert (end.value, end.low, end.high, end.chance_above(46), end.chance_above(46.1)) == (46, 46, 46, 1, 0)


def test_nothing_measured_leaves_the_forecast_alone() -> None:
    found = local_level(SERIES, ahead=1)
    end = period_end(found, steps=1, measured=None, measured_share=0.0)
    (point,) = found.points
    assert (end.value, end.low, end.high) == pytest.approx((point.value, point.low, point.high))


def test_what_is_measured_pulls_and_narrows() -> None:
    found = local_level(SERIES, ahead=1)
    early = period_end(found, steps=3, measured=60.0, measured_share=0.1)
    late = period_end(found, steps=3, measured=60.0, measured_share=0.9)
    assert early.value < late.value < 60
    assert late.high - late.low < early.high - early.low


def test_an_interval_never_leaves_the_scale() -> None:
    found = local_level([90, 99, 95, 100, 92, 98], ahead=1)
    end = period_end(found, steps=1, measured=None, measured_share=0.0, bounds=(-100.0, 100.0))
    assert end.high == 100


def test_the_interval_holds_the_truth_as_often_as_it_says() -> None:
    rng = np.random.default_rng(11)
    held, rounds, ahead = 0, 200, 4
    for _ in range(rounds):
        level = np.cumsum(rng.normal(0, 1, 40 + ahead))
        seen = level + rng.normal(0, 2, 40 + ahead)
        found = local_level(seen[:40], ahead=1)
        end = period_end(found, steps=ahead, measured=float(seen[38:40].mean()), measured_share=1 / 3)
        truth = seen[38:40].mean() / 3 + seen[40:].mean() * 2 / 3
        held += end.low <= truth <= end.high
    assert 0.88 <= held / rounds <= 0.99


def test_impossible_settings_are_refused() -> None:
    found = local_level(SERIES, ahead=1)
    with pytest.raises(BadSetting):
        period_end(found, steps=-1, measured=1.0, measured_share=0.5)
    with pytest.raises(BadSetting):
        period_end(found, steps=1, measured=1.0, measured_share=1.5)
