"""Response rates, participation, and what the silent ones could change."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohlas.metrics import BadSetting, BadTally
from ohlas.metrics.nonresponse import Group, against_frame, nps_bounds, r_indicator
from ohlas.metrics.response import (
    DISPOSITIONS,
    Disposition,
    Dispositions,
    Outcome,
    participation_rate,
    rate_intervals,
    response_rates,
)

counts = st.builds(Dispositions, *[st.integers(0, 500)] * 8)


@given(counts)
def test_rates_are_shares_in_the_order_of_their_strictness(found):
    rates = response_rates(found)
    for rate in (rates.e, rates.rr1, rates.rr2, rates.rr3, rates.rr4, rates.rr5, rates.rr6, rates.coop1):
        assert rate is None or 0 <= rate <= 1
    if rates.rr5 is not None:
        assert rates.rr1 <= rates.rr3 + 1e-12 <= rates.rr5 + 2e-12
        assert rates.rr2 >= rates.rr1


def test_nobody_sampled_has_no_rate():
    assert response_rates(Dispositions()).rr1 is None


def test_dispositions_add_up_and_are_never_negative():
    assert Dispositions(1, 2) + Dispositions(3) == Dispositions(4, 2)
    with pytest.raises(BadTally, match="refusals"):
        Dispositions(refusals=-1)


def test_every_channel_knows_every_outcome():
    for channel, table in DISPOSITIONS.items():
        assert set(table) == set(Outcome), channel
    assert DISPOSITIONS["email"][Outcome.SILENT] is Disposition.NON_CONTACT
    assert DISPOSITIONS["letter"][Outcome.BOUNCED] is Disposition.UNKNOWN_HOUSEHOLD


def test_an_open_link_has_a_participation_rate():
    assert participation_rate(20, 80) == 0.25
    assert participation_rate(0, 0) is None
    with pytest.raises(BadSetting, match="80 answers to 20 pages"):
        participation_rate(80, 20)


@given(st.floats(-100, 100), st.floats(0, 1))
def test_bounds_hold_the_score_whatever_the_silent_think(score, rate):
    low, high = nps_bounds(score, rate)
    assert -100.001 <= low <= score + 1e-9
    assert score - 1e-9 <= high <= 100.001
    assert high - low == pytest.approx(200 * (1 - rate))


def test_bounds_of_an_impossible_score_are_refused():
    assert nps_bounds(40, 1) == (40, 40)
    with pytest.raises(BadSetting):
        nps_bounds(101, 1)


def test_equal_answering_is_representative_and_unequal_is_not():
    assert r_indicator({"a": Group(100, 30), "b": Group(50, 15)}) == pytest.approx(1)
    uneven = r_indicator({"a": Group(100, 100), "b": Group(100, 0)})
    assert uneven == pytest.approx(1 - 2 * (200 * 0.25 / 199) ** 0.5)
    assert r_indicator({}) is None


def test_the_frame_shows_who_is_missing_first():
    rows = against_frame({"young": Group(500, 20), "old": Group(400, 70), "rest": Group(100, 10)})
    assert [row.kind for row in rows] == ["young", "old", "rest"]
    assert rows[0].difference == pytest.approx(-0.30)
    assert against_frame({"all": Group(10, 0)}) == ()


def test_more_answers_than_people_are_refused():
    with pytest.raises(BadSetting, match="11 answered of 10"):
        Group(10, 11)


def test_each_interval_holds_its_rate_and_shrinks_with_more_people():
    small = Dispositions(40, 4, 12, 30, 2, 10, 5, 6)
    large = Dispositions(4000, 400, 1200, 3000, 200, 1000, 500, 600)
    rates, narrow, wide = response_rates(small), rate_intervals(large), rate_intervals(small)
    for name in ("rr1", "rr2", "rr3", "rr4", "rr5", "rr6", "coop1"):
        low, high = getattr(wide, name)
        assert low < getattr(rates, name) < high, name
        assert getattr(narrow, name).high - getattr(narrow, name).low < high - low, name


def test_the_interval_of_the_plain_rate_is_wilsons():
    # 10 of 40, by hand: centre (0.25 + z²/80) / (1 + z²/40), z = 1.959964
    interval = rate_intervals(Dispositions(interviews=10, non_contacts=30)).rr1
    assert interval is not None
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.1419, 0.4019)


def test_nobody_asked_has_no_interval():
    assert rate_intervals(Dispositions()).rr1 is None
