"""NPS lies in its range and its interval, and weights that say nothing change nothing."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohlas.metrics import (
    BadSetting,
    BadTally,
    NpsTally,
    OffScale,
    compare_nps,
    counts_of,
    counts_of_answers,
    effective_size,
    kish,
    linearised_se,
    nps,
    nps_figure,
    nps_interval,
    nps_tally,
)
from ohlas.metrics.tests.strategies import answers_and_weights, confidences, plain_tallies, weighted_counts


@given(plain_tallies, confidences)
def test_the_score_lies_in_its_range_and_in_its_interval(tally, confidence):
    score, interval = nps(tally), nps_interval(tally, confidence)
    if tally.answers == 0:
        assert score is None
        assert interval is None
        return
    assert -100 <= interval.low <= score <= interval.high <= 100
    assert interval.low < interval.high


@given(weighted_counts(), confidences)
def test_a_weighted_score_lies_in_its_range_and_in_its_interval(counts, confidence):
    tally = nps_tally(counts)
    if counts.n:
        low, high = nps_interval(tally, confidence)
        assert -100 <= low <= nps(tally) <= high <= 100


@given(answers_and_weights(), st.floats(min_value=1e-3, max_value=1e3))
def test_scaling_all_weights_changes_nothing(drawn, factor):
    answers, weights = drawn
    first = nps_figure(nps_tally(counts_of_answers(answers, weights)))
    second = nps_figure(nps_tally(counts_of_answers(answers, [w * factor for w in weights])))
    assert first.n == second.n
    for name in ("value", "low", "high", "n_star", "n_kish"):
        expected = getattr(second, name)
        assert getattr(first, name) == (expected and pytest.approx(expected, rel=1e-6, abs=1e-6))


@given(answers_and_weights(), st.floats(min_value=0.01, max_value=100))
def test_equal_weights_equal_no_weights(drawn, weight):
    answers, _ = drawn
    plain = nps_figure(nps_tally(counts_of_answers(answers)))
    weighted = nps_figure(nps_tally(counts_of_answers(answers, [weight] * len(answers))))
    assert (weighted.n, weighted.n_star, weighted.n_kish) == (plain.n, None, None)
    assert weighted.value == pytest.approx(plain.value)
    assert weighted.interval == pytest.approx(plain.interval)


@given(plain_tallies)
def test_promoters_and_detractors_swapped_turn_the_sign(tally):
    turned = NpsTally(tally.detractors, tally.passives, tally.promoters)
    if tally.answers:
        assert nps(turned) == pytest.approx(-nps(tally))
        low, high = nps_interval(tally)
        assert nps_interval(turned) == pytest.approx((-high, -low))


@given(plain_tallies, plain_tallies)
def test_comparing_the_other_way_round_turns_the_sign(a, b):
    there, back = compare_nps(a, b), compare_nps(b, a)
    if there is None:
        assert back is None
        return
    assert there.low <= there.difference <= there.high
    assert (back.difference, back.z, back.low) == pytest.approx((-there.difference, -there.z, -there.high))
    assert back.p == pytest.approx(there.p)
    assert 0 <= there.p <= 1


def test_nobody_answered_is_unknown_and_not_zero():
    nobody = NpsTally(0, 0, 0)
    assert nps(nobody) is None
    assert nps_interval(nobody) is None
    assert compare_nps(nobody, NpsTally(1, 0, 0)) is None


def test_a_skipped_question_does_not_lower_the_score():
    assert nps(nps_tally(counts_of_answers([10, 9, 10]))) == 100


def test_a_unanimous_sample_still_has_an_interval():
    low, high = nps_interval(NpsTally(5, 0, 0))
    assert (round(low, 2), high) == (17.49, 100)


def test_a_unanimous_weighted_sample_falls_back_to_kish():
    tally = nps_tally(counts_of_answers([10] * 60, [1.0] * 30 + [3.0] * 30))
    assert effective_size(tally.moments) == pytest.approx(kish(tally.moments)) == pytest.approx(48.0)


def test_under_fifty_answers_kish_bounds_the_effective_size():
    # the few who differ weigh least, so the linearised size is larger than n
    answers, weights = [10] * 5 + [8] * 20 + [0] * 5, [0.1] * 5 + [2.0] * 20 + [0.1] * 5
    moments = nps_tally(counts_of_answers(answers, weights)).moments
    assert moments.variance / linearised_se(moments) ** 2 > kish(moments)
    assert effective_size(moments) == pytest.approx(kish(moments))
    many = nps_tally(counts_of_answers(answers * 2, weights * 2)).moments
    assert effective_size(many) > kish(many)


def test_a_single_answer_has_the_widest_interval():
    low, high = nps_interval(NpsTally(1, 0, 0))
    assert low < 0 < high == 100


@pytest.mark.parametrize("bad", [-1, math.nan, math.inf, -0.5, 1e200])
@pytest.mark.parametrize("place", range(7))
def test_what_cannot_be_counted_is_refused(bad, place):
    parts = [3.0, 2.0, 1.0, 6, 3.0, 2.0, 1.0]
    assert nps(NpsTally(*parts)) == pytest.approx(100 / 3)
    parts[place] = bad
    with pytest.raises(BadTally):
        NpsTally(*parts)


def test_weights_without_answers_are_refused():
    with pytest.raises(BadTally, match="answers was 0"):
        NpsTally(3, 2, 1, answers=0)


@pytest.mark.parametrize("confidence", [0, 1, -1, 95, math.nan])
def test_a_confidence_that_is_no_share_is_refused(confidence):
    with pytest.raises(BadSetting, match="confidence"):
        nps_interval(NpsTally(3, 2, 1), confidence)


@pytest.mark.parametrize("score", [6.5, -1, 11, 12])
def test_an_answer_off_the_scale_is_refused(score):
    with pytest.raises(OffScale, match="0–10"):
        nps_tally(counts_of({score: 1}))
