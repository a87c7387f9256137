"""Tallies add up to the tally of everybody, in any order."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohlas.metrics import (
    NpsTally,
    ScoreCounts,
    UnlikeScales,
    counts_of,
    counts_of_answers,
    counts_together,
    mean_tally,
    nps,
    nps_interval,
    nps_tally,
    share_tally,
)
from ohlas.metrics.tests.strategies import answers_and_weights, plain_tallies

FIELDS = ("answers", "weight", "mean", "spread", "w2", "w2_shift", "w2_spread")


@given(plain_tallies, plain_tallies, plain_tallies)
def test_nps_tallies_add_up_in_any_order(a, b, c):
    assert (a + b) + c == a + (b + c) == c + b + a


@given(answers_and_weights(), st.integers(0, 80))
def test_two_halves_make_the_whole(drawn, cut):
    answers, weights = drawn
    whole = counts_of_answers(answers, weights)
    halves = counts_of_answers(answers[:cut], weights[:cut]) + counts_of_answers(answers[cut:], weights[cut:])
    assert whole.n == halves.n
    assert nps(nps_tally(whole)) == pytest.approx(nps(nps_tally(halves)))
    for name in FIELDS:
        expected = getattr(mean_tally(whole), name)
        assert getattr(mean_tally(halves), name) == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(answers_and_weights(), st.integers(0, 80))
def test_moments_of_two_groups_add_up_to_the_moments_of_all(drawn, cut):
    answers, weights = drawn
    first, second = (
        counts_of_answers(answers[:cut], weights[:cut]),
        counts_of_answers(answers[cut:], weights[cut:]),
    )
    added, whole = mean_tally(first) + mean_tally(second), mean_tally(counts_of_answers(answers, weights))
    for name in FIELDS:
        assert getattr(added, name) == pytest.approx(getattr(whole, name), rel=1e-9, abs=1e-5)


@given(answers_and_weights(), st.randoms(use_true_random=False))
def test_the_order_of_answers_does_not_matter(drawn, shuffler):
    pairs = list(zip(*drawn, strict=True))
    shuffler.shuffle(pairs)
    answers, weights = [a for a, _ in pairs], [w for _, w in pairs]
    first, second = nps_tally(counts_of_answers(*drawn)), nps_tally(counts_of_answers(answers, weights))
    assert nps(first) == pytest.approx(nps(second))
    assert (nps_interval(first) or (0, 0)) == pytest.approx(nps_interval(second) or (0, 0))


def test_cells_written_in_another_order_are_the_same_tally():
    values = [7, 0, 10, 3, 9, 1, 8, 2, 6, 4, 5]
    assert counts_of({v: v + 1 for v in values}) == counts_of({v: v + 1 for v in range(11)})


def test_nothing_added_changes_nothing():
    counts = counts_of({9: 3, 2: 1}, "nps_0_10")
    assert counts + ScoreCounts() == counts
    assert NpsTally(3, 0, 1) + NpsTally(0, 0, 0) == NpsTally(3, 0, 1)


def test_adding_unlike_scales_is_refused_and_names_both():
    with pytest.raises(UnlikeScales, match=r"csat_1_5.*stars_1_5"):
        counts_of({5: 1}, "csat_1_5") + counts_of({5: 1}, "stars_1_5")


def test_large_values_far_from_zero_lose_no_variance():
    near_a_billion = mean_tally(counts_of({1e9: 5})) + mean_tally(counts_of({1e9 + 1: 5}))
    assert near_a_billion.variance == pytest.approx(0.25)


def test_classes_of_nps_are_cut_at_seven_and_nine():
    tally = nps_tally(counts_of(dict.fromkeys(range(11), 1)))
    assert (tally.promoters, tally.passives, tally.detractors, tally.answers) == (2, 2, 7, 11)


def test_a_share_counts_only_chosen_answers():
    tally = share_tally(counts_of({1: 2, 4: 3, 5: 5}), frozenset({4.0, 5.0}))
    assert (tally.hits, tally.others, tally.answers) == (8, 2, 10)


@given(st.lists(answers_and_weights(), max_size=4))
def test_tallies_taken_together_are_the_sum_of_each_and_the_next(drawn):
    tallies = [counts_of_answers(answers, weights, "number") for answers, weights in drawn]
    assert counts_together(tallies, "number") == sum(tallies, start=ScoreCounts({}, "number"))


def test_unlike_scales_are_not_taken_together():
    with pytest.raises(UnlikeScales, match="nps_0_10"):
        counts_together([counts_of({9: 1}, "nps_0_10"), counts_of({5: 1}, "csat_1_5")])


@given(answers_and_weights())
def test_a_tally_is_read_back_as_it_was_written(drawn):
    tally = counts_of_answers(*drawn, "number")
    again = pickle.loads(pickle.dumps(tally))  # noqa: S301 - our own
    assert (again, repr(again)) == (tally, repr(tally))
