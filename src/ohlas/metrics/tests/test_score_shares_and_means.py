"""Shares and means: range, interval, unanimous answers, comparisons."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from scipy import stats

from ohlas.metrics import (
    BadTally,
    ShareTally,
    compare_means,
    compare_shares,
    counts_of,
    counts_of_answers,
    mean,
    mean_interval,
    mean_tally,
    share,
    share_interval,
    share_tally,
)
from ohlas.metrics.tests.strategies import confidences, plain_counts, weighted_counts, whole

TOP = frozenset({4.0, 5.0})


@given(whole, whole, confidences)
def test_a_share_lies_in_its_range_and_in_its_interval(hits, others, confidence):
    tally = ShareTally(hits, others)
    if hits + others == 0:
        assert share(tally) is None
        assert share_interval(tally) is None
        return
    low, high = share_interval(tally, confidence)
    assert 0 <= low <= share(tally) <= high <= 1


@given(whole, whole)
def test_wilson_agrees_with_scipy(hits, others):
    if hits + others:
        expected = stats.binomtest(hits, hits + others).proportion_ci(method="wilson")
        assert share_interval(ShareTally(hits, others)) == pytest.approx(
            (expected.low, expected.high), abs=1e-12
        )


@given(weighted_counts(1, 5), confidences)
def test_a_mean_lies_in_its_scale_and_in_its_interval(counts, confidence):
    tally = mean_tally(counts)
    if not counts.n:
        assert mean(tally) is None
        assert mean_interval(tally, (1, 5)) is None
        return
    low, high = mean_interval(tally, (1, 5), confidence)
    assert low <= mean(tally) <= high
    assert 1 - 1e-9 <= mean(tally) <= 5 + 1e-9
    assert low < high


@given(plain_counts(1, 5), plain_counts(1, 5))
def test_welch_agrees_with_scipy(a, b):
    first, second = ([v for v, cell in counts.cells.items() for _ in range(cell.n)] for counts in (a, b))
    if len(set(first)) < 2 or len(set(second)) < 2:
        return
    ours, theirs = (
        compare_means(mean_tally(a), mean_tally(b)),
        stats.ttest_ind(first, second, equal_var=False),
    )
    assert (ours.z, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue), rel=1e-8, abs=1e-12)
    ends = theirs.confidence_interval(0.95)
    assert (ours.low, ours.high) == pytest.approx((ends.low, ends.high), abs=1e-9)


@given(whole, whole, whole, whole)
def test_comparing_shares_the_other_way_round_turns_the_sign(a, b, c, d):
    first, second = ShareTally(a, b), ShareTally(c, d)
    there, back = compare_shares(first, second), compare_shares(second, first)
    if a + b == 0 or c + d == 0:
        assert there is None
        return
    assert -1 <= there.low <= there.difference <= there.high <= 1
    assert (back.difference, back.z, back.high) == pytest.approx((-there.difference, -there.z, -there.low))


def test_all_answers_equal_take_wilson_on_the_place_in_the_scale():
    low, high = mean_interval(mean_tally(counts_of({5: 5})), (1, 5))
    assert (low, high) == pytest.approx((1 + 4 * 0.5655175352168251, 5.0))


def test_all_answers_equal_on_a_scale_without_ends_have_no_interval():
    assert mean_interval(mean_tally(counts_of({5: 5}))) is None


def test_two_unanimous_groups_at_both_ends_differ():
    low, high = (mean_tally(counts_of({value: 20})) for value in (1, 5))
    assert compare_means(low, high, (1, 5)).p < 1e-9
    assert compare_means(low, low, (1, 5)).p == 1
    assert compare_means(low, high) is None


def test_a_group_without_answers_cannot_be_compared():
    nobody, some = counts_of({}), counts_of({4: 3, 5: 2})
    assert compare_means(mean_tally(nobody), mean_tally(some), (1, 5)) is None
    assert compare_shares(share_tally(nobody, TOP), share_tally(some, TOP)) is None


@pytest.mark.parametrize("bad", [-1, math.nan, math.inf])
def test_what_cannot_be_counted_is_refused(bad):
    with pytest.raises(BadTally):
        ShareTally(bad, 1)
    with pytest.raises(BadTally):
        counts_of_answers([3.0], [bad])
    with pytest.raises(BadTally):
        counts_of({3: bad})


def test_a_missing_answer_is_not_an_answer():
    with pytest.raises(BadTally, match="skipped"):
        counts_of({math.nan: 1})


def test_as_many_weights_as_answers_are_asked_for():
    with pytest.raises(BadTally, match="2 answers but 1 weights"):
        counts_of_answers([3.0, 4.0], [1.0])
