"""A/B tests: shares and scores of the arms by the house's own measures, and no claim too early."""

import random

import pytest

from ohlas.metrics import ShareTally, compare_shares, counts_of, measure_of
from ohlas.surveys.rules import Arm, variant_result

FANS, FOES = counts_of({9: 60, 3: 20}, "nps_0_10"), counts_of({9: 20, 3: 60}, "nps_0_10")


def arm(name, started, completed, scores=FANS):
    return Arm(name, name.upper(), started, completed, scores)


def test_a_clear_difference_is_told_for_what_it_is():
    result = variant_result([arm("a", 200, 100), arm("b", 200, 160)], "nps")
    assert result.verdict == "different"
    (completion,), (score,) = result.of("completion"), result.of("nps")
    assert completion.is_real
    assert completion.comparison.difference == pytest.approx(0.3)
    assert not score.is_real
    assert score.comparison.difference == pytest.approx(0)


def test_figures_are_the_houses_own():
    result = variant_result([arm("a", 200, 100), arm("b", 200, 160, FOES)], "nps")
    assert result.completion["b"].value == pytest.approx(0.8)
    assert result.scores["b"] == measure_of("nps").score(FOES)
    assert result.of("nps")[0].comparison == measure_of("nps").compare(FOES, FANS)
    assert result.of("completion")[0].comparison == compare_shares(ShareTally(160, 40), ShareTally(100, 100))


def test_nothing_is_claimed_before_thirty_starts_in_each_arm():
    early = variant_result([arm("a", 29, 1), arm("b", 400, 400)], "nps")
    assert early.verdict == "too_early"
    assert not any(one.is_real for one in early.comparisons)
    assert variant_result([arm("a", 30, 1), arm("b", 400, 400)], "nps").verdict == "different"


def test_equal_arms_show_no_clear_difference():
    assert variant_result([arm("a", 200, 100), arm("b", 200, 101)], "nps").verdict == "no_clear_difference"


def test_an_arm_nobody_finished_has_no_score():
    nobody = arm("b", 50, 0, counts_of({}, "nps_0_10"))
    result = variant_result([arm("a", 50, 25), nobody], "nps")
    assert result.scores["b"].value is None
    assert result.of("nps")[0].comparison is None
    assert result.of("completion")[0].is_real


def test_without_arms_it_is_too_early():
    assert variant_result([], "nps").verdict == "too_early"
    assert variant_result([arm("a", 100, 50)], "nps").verdict == "too_early"


def test_many_equal_arms_raise_few_false_alarms():
    rng = random.Random(7)  # noqa: S311 - chance that repeats
    alarms = 0
    for _ in range(200):
        arms = [arm(name, 150, sum(rng.random() < 0.5 for _ in range(150))) for name in "abcdef"]
        alarms += variant_result(arms, "nps").verdict == "different"
    assert alarms <= 200 * 0.08
