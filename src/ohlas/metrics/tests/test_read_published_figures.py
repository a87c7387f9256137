"""What others publish: an interval where n allows one, the widest where the spread was not told."""

from __future__ import annotations

import pytest

from ohlas.metrics import MEASURES, SCALES, UnlikeScales, counts_of
from ohlas.metrics.errors import BadSetting
from ohlas.metrics.published import Published, compare_published, published_figure


def score(measure, value, scale=None, **told):
    found = MEASURES[measure]
    return Published(found, SCALES[scale] if scale else found.scale, value, **told)


def test_without_n_there_is_no_interval_and_no_test():
    bare = score("nps", 34)
    assert published_figure(bare).interval is None
    assert compare_published(counts_of({10: 50, 3: 50}, "nps_0_10"), bare) is None


def test_with_its_parts_a_published_nps_is_the_golden_one():
    found = published_figure(score("nps", 34, n=100, promoters=0.52, detractors=0.18))
    assert (round(found.low, 2), round(found.high, 2)) == (18.24, 47.78)


def test_without_its_parts_the_interval_is_wider_than_any_parts_give():
    bare = score("nps", 34, n=100)
    widest = published_figure(bare)
    assert bare.is_widest
    for passives in (0.0, 0.1, 0.3, 0.5):
        promoters, detractors = (1.34 - passives) / 2, (0.66 - passives) / 2
        known = published_figure(score("nps", 34, n=100, promoters=promoters, detractors=detractors))
        assert widest.high - widest.low >= known.high - known.low - 1e-9


def test_a_published_share_has_wilsons_interval():
    found = published_figure(score("csat", 0.9, n=50))
    assert (round(found.low, 4), round(found.high, 4)) == (0.7864, 0.9565)


def test_a_mean_with_its_deviation_has_the_t_interval_of_its_answers():
    answers = counts_of({1: 4, 3: 6, 5: 10}, "csat_1_5")
    own = MEASURES["csat_mean"].score(answers)
    variance = (4 * (1 - 3.6) ** 2 + 6 * (3 - 3.6) ** 2 + 10 * (5 - 3.6) ** 2) / 19
    found = published_figure(score("csat_mean", 3.6, n=20, sd=variance**0.5))
    assert (found.low, found.high) == pytest.approx((own.low, own.high))


def test_a_mean_without_deviation_is_as_if_all_had_chosen_an_end():
    own = MEASURES["recommend10"].score(counts_of({1: 20, 10: 80}, "recommend_1_10"))
    found = published_figure(score("recommend10", 8.2, n=100))
    assert found.low == pytest.approx(own.low, abs=0.01)


def test_a_mean_of_free_numbers_without_deviation_has_no_interval():
    assert published_figure(score("mean", 12.5, n=100)).interval is None


def test_a_comparison_equals_that_of_the_answers_themselves():
    ours = counts_of({10: 52, 8: 30, 3: 18}, "nps_0_10")
    theirs = counts_of({10: 36, 8: 40, 3: 24}, "nps_0_10")
    told = compare_published(ours, score("nps", 12, n=100, promoters=0.36, detractors=0.24))
    assert told == MEASURES["nps"].compare(ours, theirs)
    assert round(told.p, 3) == 0.045


def test_unlike_scales_are_never_compared():
    with pytest.raises(UnlikeScales):
        compare_published(counts_of({9: 100}, "recommend_1_10"), score("nps", 34, n=100))


@pytest.mark.parametrize(
    "bad",
    [
        score("nps", 140, n=100),
        score("csat", 90, n=100),
        score("recommend10", 0.5, n=100),
        score("nps", 34, n=0),
        score("nps", 34, n=100, promoters=0.6, detractors=0.1),
        score("nps", 34, n=100, promoters=0.9, detractors=0.56),
        score("csat_mean", 4.9, n=100, sd=2.0),
        score("csat_mean", 4.9, n=100, sd=-1.0),
        score("mean", float("nan")),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_allowed(bad):
    with pytest.raises(BadSetting, match=r"\w{3}"):
        published_figure(bad)
