"""Series over time: control charts, change points, forecasts."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from ohlas.metrics import BadSetting, BadTally
from ohlas.metrics.changepoints import change_points
from ohlas.metrics.control import Rule, p_chart, xmr_chart
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.forecast import local_level


def test_a_process_in_control_breaks_no_rule():
    chart = xmr_chart([50, 52, 49, 51, 50, 48, 51, 52, 49, 50])
    assert all(point.broken == () for point in chart.points)
    assert chart.centre == pytest.approx(50.2)


def test_a_point_beyond_three_sigma_is_marked():
    chart = xmr_chart([50, 52, 49, 51, 50, 48, 51, 52, 49, 50, 80])
    assert chart.points[-1].broken == (Rule.BEYOND_3_SIGMA,)


def test_eight_points_on_one_side_are_marked_from_the_eighth():
    values = [50, 52] * 8 + [54] * 8
    chart = xmr_chart(values, rules=[Rule.EIGHT_ON_ONE_SIDE])
    marked = [i for i, point in enumerate(chart.points) if point.broken]
    assert marked == [23]


BASE = [0.0, 1.0] * 30  # centre near 0.5, σ near 0.9


def last_broken(*tail):
    return xmr_chart([*BASE, *tail], rules=list(Rule)).points[-1].broken


def test_two_of_three_beyond_two_sigma_are_marked():
    assert last_broken(2.6, 0.5, 2.6) == (Rule.TWO_OF_THREE_BEYOND_2,)
    assert last_broken(0.5, 0.5, 2.6) == ()
    assert last_broken(-1.6, 0.5, 2.6) == ()


def test_four_of_five_beyond_one_sigma_are_marked():
    assert last_broken(1.7, 1.7, 0.5, 1.7, 1.7) == (Rule.FOUR_OF_FIVE_BEYOND_1,)
    assert last_broken(1.7, 0.5, 0.5, 1.7, 1.7) == ()


def test_limits_of_shares_follow_the_size_of_the_period():
    chart = p_chart([8, 80, 10], [10, 100, 10])
    widths = [point.high - point.low for point in chart.points]
    assert widths[0] > widths[1]
    assert all(0 <= point.low <= point.high <= 1 for point in chart.points)
    assert chart.centre == pytest.approx(98 / 120)


@pytest.mark.parametrize(("hits", "sizes"), [([1, 2], [0, 5]), ([6, 1], [5, 5]), ([1], [5, 5])])
def test_an_impossible_period_is_refused(hits, sizes):
    with pytest.raises(BadTally):
        p_chart(hits, sizes)


def test_one_period_makes_no_chart():
    with pytest.raises(CannotFit):
        xmr_chart([5.0])
    with pytest.raises(BadTally):
        xmr_chart([5.0, np.nan])


def best_by_force(x, penalty, shortest):
    """Optimal partitioning without pruning, the slow reference."""
    best = [-penalty]
    for end in range(1, len(x) + 1):
        costs = [
            best[s] + ((x[s:end] - x[s:end].mean()) ** 2).sum() + penalty
            for s in range(end - shortest + 1)
            if np.isfinite(best[s])
        ]
        best.append(min(costs, default=np.inf))
    return best[-1]


@settings(max_examples=200)
@given(st.lists(st.floats(-5, 5), min_size=4, max_size=30), st.floats(0.1, 8), st.integers(1, 4))
def test_pruning_never_misses_the_best_segments(values, penalty, shortest):
    x = np.array(values)
    found = change_points(x, penalty=penalty, sigma=1.0, shortest=shortest)
    cost = sum(((x[s.start : s.end] - s.mean) ** 2).sum() for s in found.segments) + penalty * len(
        found.positions
    )
    assert cost == pytest.approx(best_by_force(x, penalty, shortest), abs=1e-8)
    assert all(s.end - s.start >= shortest for s in found.segments)


def test_a_jump_is_found_where_it_happened():
    rng = np.random.default_rng(1)
    series = np.concatenate([rng.normal(40, 4, 40), rng.normal(25, 4, 30)])
    found = change_points(series)
    assert found.positions == (40,)
    assert found.segments[1].mean == pytest.approx(25, abs=2.5)


def test_noise_alone_seldom_shows_a_change():
    false = sum(
        bool(change_points(np.random.default_rng(seed).normal(size=60)).positions) for seed in range(100)
    )
    assert false <= 12


@pytest.mark.parametrize(("values", "segments"), [([], 0), ([5.0], 1), ([5.0] * 30, 1)])
def test_series_that_cannot_change_do_not(values, segments):
    assert len(change_points(values).segments) == segments


def test_gaps_and_bad_penalties_are_refused():
    with pytest.raises(BadTally):
        change_points([1.0, np.nan, 2.0])
    with pytest.raises(BadSetting):
        change_points([1.0, 2.0], penalty=0)


def walk(n=120, noise=3.0, drift=1.0, seed=2):
    rng = np.random.default_rng(seed)
    return 40 + np.cumsum(rng.normal(0, drift, n)) + rng.normal(0, noise, n)


def test_a_forecast_equals_statsmodels():
    series = walk()
    model = sm.tsa.UnobservedComponents(series, "local level", use_exact_diffuse=True)
    theirs = model.fit(disp=False)
    ours = local_level(series, ahead=4)
    assert (ours.noise, ours.drift) == pytest.approx((theirs.params[0], theirs.params[1]), rel=0.01)
    assert ours.log_likelihood == pytest.approx(theirs.llf, abs=0.01)
    expected = theirs.get_forecast(4)
    ends = expected.conf_int(alpha=0.05)
    for point, value, (low, high) in zip(ours.points, expected.predicted_mean, ends, strict=True):
        assert (point.value, point.low, point.high) == pytest.approx((value, low, high), rel=0.005)


def test_a_forecast_grows_less_sure_and_knows_its_chances():
    found = local_level(walk(), ahead=6)
    widths = [point.high - point.low for point in found.points]
    assert widths == sorted(widths)
    assert found.chance_above(found.level, 3) == pytest.approx(0.5)
    assert found.chance_above(found.level + 40, 1) < 0.01
    with pytest.raises(BadSetting):
        found.chance_above(50, 7)


def test_next_values_lie_in_the_interval_as_often_as_promised():
    inside = 0
    for seed in range(60):
        series = walk(n=61, seed=seed)
        point = local_level(series[:60], ahead=1).points[0]
        inside += point.low <= series[60] <= point.high
    assert inside >= 51


def test_periods_without_a_value_are_bridged():
    series = walk()
    series[[10, 11, 50]] = np.nan
    assert local_level(series, ahead=1).noise > 0


def test_a_series_that_never_moved_is_forecast_as_it_is():
    found = local_level([7.0] * 12, ahead=2)
    assert [(p.value, p.low, p.high) for p in found.points] == [(7, 7, 7)] * 2
    assert found.chance_above(7, 1) == 1


def test_a_short_series_is_not_forecast():
    with pytest.raises(CannotFit, match="5 measured"):
        local_level([1.0, 2.0, np.nan, 3.0, 4.0], ahead=1)
    with pytest.raises(BadSetting):
        local_level([1.0] * 9, ahead=0)
