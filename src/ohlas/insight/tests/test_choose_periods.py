"""Windows, steps of the calendar, and which two closed periods are compared."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ohlas.insight.rules import (
    Preset,
    Step,
    Window,
    buckets_between,
    closed_pair,
    preset_window,
    step_for,
    wider_windows,
)
from ohlas.insight.rules.periods import floor, following, months_before, preceding

TODAY = date(2026, 11, 20)
DAYS = st.dates(date(1950, 1, 1), date(2100, 1, 1))


def test_thirty_days_end_with_today() -> None:
    window = preset_window(Preset.DAYS_30, TODAY)
    assert (window.since, window.last_day, window.days) == (date(2026, 10, 22), TODAY, 30)


def test_a_month_is_compared_once_it_is_over() -> None:
    pair = closed_pair(Preset.DAYS_30, Window(), oldest=None, newest=TODAY, today=TODAY)
    assert pair is not None
    assert (pair.later, pair.earlier) == (
        Window(date(2026, 10, 1), date(2026, 11, 1)),
        Window(date(2026, 9, 1), date(2026, 10, 1)),
    )


def test_old_answers_are_compared_in_their_own_last_year() -> None:
    pair = closed_pair(Preset.ALL, Window(), oldest=date(2010, 5, 1), newest=date(2017, 12, 31), today=TODAY)
    assert pair is not None
    assert (pair.later.since, pair.earlier.since, pair.step) == (
        date(2017, 1, 1),
        date(2016, 1, 1),
        Step.YEAR,
    )


def test_chosen_days_are_compared_with_as_many_before_once_they_are_over() -> None:
    over = Window(date(2026, 3, 1), date(2026, 3, 31))
    pair = closed_pair(Preset.DATES, over, oldest=None, newest=TODAY, today=TODAY)
    assert pair is not None
    assert pair.earlier == Window(date(2026, 1, 30), date(2026, 3, 1))
    still_open = Window(date(2026, 11, 1), date(2026, 12, 1))
    assert closed_pair(Preset.DATES, still_open, oldest=None, newest=TODAY, today=TODAY) is None


def test_nothing_is_compared_before_the_first_answer() -> None:
    assert closed_pair(Preset.ALL, Window(), oldest=None, newest=None, today=TODAY) is None


def test_a_window_widens_to_three_six_and_twelve_months_but_never_shrinks() -> None:
    found = list(wider_windows(preset_window(Preset.DAYS_90, TODAY)))
    assert [months for months, _ in found] == [3, 6, 12]
    assert all(window.until == TODAY + timedelta(days=1) for _, window in found)
    assert list(wider_windows(preset_window(Preset.MONTHS_12, TODAY))) == []
    assert list(wider_windows(Window())) == []


@pytest.mark.parametrize(
    ("days", "step"),
    [(7, Step.DAY), (90, Step.WEEK), (365, Step.MONTH), (1500, Step.QUARTER), (4000, Step.YEAR)],
)
def test_a_longer_window_is_cut_more_coarsely(days: int, step: Step) -> None:
    assert step_for(Window(TODAY - timedelta(days=days), TODAY)) is step


def test_the_end_of_february_has_a_year_before_it() -> None:
    assert months_before(date(2024, 2, 29), 12) == date(2023, 2, 28)
    assert months_before(date(2026, 3, 31), 1) == date(2026, 2, 28)


@given(DAYS, st.sampled_from(list(Step)))
def test_steps_tile_the_calendar(day: date, step: Step) -> None:
    start = floor(day, step)
    assert start <= day < following(start, step)
    assert floor(following(start, step), step) == following(start, step)
    assert following(preceding(start, step), step) == start


@given(DAYS, st.integers(0, 900), st.sampled_from(list(Step)))
def test_buckets_leave_no_gap(first: date, days: int, step: Step) -> None:
    found = buckets_between(first, first + timedelta(days=days), step)
    assert found[0] == floor(first, step)
    assert all(following(one, step) == other for one, other in pairwise(found))


@given(DAYS, st.sampled_from([preset for preset in Preset if preset is not Preset.DATES]), DAYS)
def test_compared_periods_are_closed_and_share_no_day(newest: date, preset: Preset, today: date) -> None:
    pair = closed_pair(preset, Window(), oldest=newest, newest=newest, today=today)
    assert pair is not None
    assert pair.earlier.until == pair.later.since
    assert pair.later.until is not None
    assert pair.later.until <= today
