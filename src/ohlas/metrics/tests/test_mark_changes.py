"""Benjamini–Hochberg, panels, clusters and small teams."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from ohlas.metrics import (
    BadSetting,
    NpsTally,
    benjamini_hochberg,
    clustered_nps,
    enps_interval,
    mean_tally,
    nps,
    nps_interval,
    paired_change,
    paired_nps,
    power,
    sample_size,
    sample_size_per_group,
)
from ohlas.metrics.distributions import t_of
from ohlas.metrics.panels import clustered_mean, clustered_size
from ohlas.metrics.tallies import counts_of_answers
from ohlas.metrics.tests.strategies import plain_tallies

p_values = st.lists(st.floats(min_value=0, max_value=1), max_size=40)


@given(p_values)
def test_marks_agree_with_scipy(found):
    expected = [] if not found else list(stats.false_discovery_control(found) <= 0.05 + 1e-12)
    near = found and min(abs(stats.false_discovery_control(found) - 0.05)) < 1e-9
    assert near or benjamini_hochberg(found) == expected


def test_one_weak_test_among_many_is_not_marked():
    assert benjamini_hochberg([0.04]) == [True]
    assert benjamini_hochberg([0.04] + [0.5] * 11) == [False] * 12
    assert benjamini_hochberg([0.01, 0.04, 0.03, 0.9]) == [True, False, False, False]


@pytest.mark.parametrize("bad", [[-0.1], [1.1], [float("nan")]])
def test_what_is_no_p_value_is_refused(bad):
    with pytest.raises(BadSetting):
        benjamini_hochberg(bad)


@given(plain_tallies, st.integers(0, 20_000))
def test_a_small_team_narrows_the_interval(tally, more):
    if tally.answers == 0:
        return
    narrow, wide = enps_interval(tally, int(tally.answers) + more), nps_interval(tally)
    assert narrow.high - narrow.low <= wide.high - wide.low + 1e-9


def test_a_whole_team_leaves_no_doubt():
    assert enps_interval(NpsTally(3, 1, 1), staff=5) == (40.0, 40.0)


def test_more_answers_than_staff_are_refused():
    with pytest.raises(BadSetting, match="whole team"):
        enps_interval(NpsTally(3, 1, 1), staff=4)


def test_a_paired_change_agrees_with_scipy():
    differences = [2, 1, 0, 0, -1, 1, 1, 0, -2, 1]
    ours, theirs = (
        paired_change(mean_tally(counts_of_answers(differences))),
        stats.ttest_1samp(differences, 0),
    )
    assert (ours.z, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue))


def test_a_panel_where_nobody_moved_shows_no_change_but_an_interval():
    found = paired_nps([[5, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert (found.difference, found.p) == (0, 1)
    assert found.low < 0 < found.high


def test_a_panel_table_of_another_shape_is_refused():
    with pytest.raises(BadSetting, match="three rows"):
        paired_nps([[1, 2], [3, 4]])


def test_persons_answering_once_cluster_to_the_plain_standard_error():
    once = [NpsTally(1, 0, 0)] * 60 + [NpsTally(0, 1, 0)] * 25 + [NpsTally(0, 0, 1)] * 15
    assert clustered_size(once).n_star == pytest.approx(99.0)
    assert clustered_nps(once).interval == pytest.approx(nps_interval(NpsTally(60, 25, 15)), abs=0.4)


def test_repeated_answers_of_one_person_widen_the_interval():
    repeated = [NpsTally(4, 0, 0)] * 15 + [NpsTally(0, 0, 4)] * 10
    low, high = clustered_nps(repeated).interval
    plain = nps_interval(NpsTally(60, 0, 40))
    assert high - low > 1.7 * (plain.high - plain.low)


def test_one_cluster_gives_no_interval():
    assert clustered_nps([NpsTally(4, 1, 0)]) is None


@given(st.floats(0.05, 1), st.floats(0.02, 0.5))
def test_the_planned_sample_has_the_promised_power(variance, difference):
    n = sample_size_per_group(variance, variance, difference)
    assert power(variance, variance, difference, n) >= 0.80
    if n > 2:
        assert power(variance, variance, difference, n - 1) < 0.80 + 0.002


@pytest.mark.parametrize("half_width", [0, -0.1, float("nan")])
def test_an_impossible_half_width_is_refused(half_width):
    with pytest.raises(BadSetting, match="half_width"):
        sample_size(0.6, half_width)


def test_a_mean_kept_together_by_person_is_the_clustered_score():
    tallies = [NpsTally(2, 0, 0) if place % 3 else NpsTally(0, 1, 2) for place in range(30)]
    sized = clustered_size(tallies)
    parts = [(one.weight, 100 * (one.promoters - one.detractors)) for one in tallies]
    found = clustered_mean(parts, 60, (-100.0, 100.0))
    assert found.value == pytest.approx(nps(sum(tallies[1:], start=tallies[0])))
    assert found.high - found.value == pytest.approx(100 * t_of(0.95, 29) * sized.se)


def test_one_person_alone_or_all_alike_has_no_clustered_interval():
    assert clustered_mean([(3.0, 9.0)], 3) is None
    alike = clustered_mean([(2.0, 10.0), (1.0, 5.0)], 3)
    assert (alike.value, alike.low) == (5.0, None)
