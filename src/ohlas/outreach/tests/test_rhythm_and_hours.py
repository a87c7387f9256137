"""Turns, samples, anniversaries and hours: the same answer every time, by everybody's own clock."""

from datetime import UTC, date, datetime, time

import numpy as np

from ohlas.outreach.rules.hours import is_public_holiday, next_allowed
from ohlas.outreach.rules.programmes import WORKDAYS, Hours
from ohlas.outreach.rules.rhythm import (
    NOT_DUE,
    anniversaries,
    chance,
    due_in_turn,
    months_later,
    sampled,
    turns,
)

KEYS = np.random.default_rng(7).integers(0, 2**63, 20_000, dtype=np.uint64)


def at(day: str, zone_hour: str = "12:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{zone_hour}:00+00:00").astimezone(UTC)


def never(_: str, __: date) -> bool:
    return False


def test_chance_is_even_repeatable_and_different_for_each_salt() -> None:
    one, two = chance(KEYS, "a"), chance(KEYS, "b")
    assert (one == chance(KEYS, "a")).all()
    assert abs(one.mean() - 0.5) < 0.01
    assert abs(np.corrcoef(one, two)[0, 1]) < 0.02


def test_a_sample_takes_its_share_and_another_one_each_turn() -> None:
    names, same = ["turn 1", "turn 2"], np.zeros(len(KEYS), np.int32)
    first, second = sampled(KEYS, 0.3, "p", names, same), sampled(KEYS, 0.3, "p", names, same + 1)
    assert abs(first.mean() - 0.3) < 0.015
    assert abs((first & second).mean() - 0.09) < 0.01


def test_quarterly_turns_follow_the_calendar() -> None:
    found = turns(date(2026, 11, 30), 3, date(2027, 1, 1), date(2027, 6, 1))
    assert [date.fromordinal(one.begins) for one in found] == [
        date(2026, 11, 30),
        date(2027, 2, 28),
        date(2027, 5, 30),
    ]


def test_waves_lie_evenly_over_a_turn_and_everybody_keeps_theirs() -> None:
    first, second = turns(date(2026, 1, 1), 3, date(2026, 1, 1), date(2026, 6, 30))
    due = due_in_turn(KEYS, first, 3, "p")
    days, sizes = np.unique(due, return_counts=True)
    assert [date.fromordinal(int(day)) for day in days] == [
        date(2026, 1, 1), date(2026, 1, 31), date(2026, 3, 2)
    ]  # fmt: skip
    assert (abs(sizes / len(KEYS) - 1 / 3) < 0.02).all()
    assert (np.argsort(np.unique(due)) == np.argsort(np.unique(due_in_turn(KEYS, second, 3, "p")))).all()


def test_months_end_where_the_month_ends() -> None:
    assert months_later(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert months_later(date(2026, 11, 30), 15) == date(2028, 2, 29)


def test_a_leap_day_returns_on_the_28th_and_the_day_itself_is_no_anniversary() -> None:
    born = np.array([date(2024, 2, 29).toordinal(), date(2027, 3, 1).toordinal(), np.nan], float)
    due = anniversaries(born, date(2027, 2, 1), date(2027, 3, 10))
    assert list(due) == [date(2027, 2, 28).toordinal(), NOT_DUE, NOT_DUE]


def test_an_anniversary_is_found_over_new_year() -> None:
    due = anniversaries(np.array([date(2020, 1, 2).toordinal()], float), date(2026, 12, 20), date(2027, 1, 5))
    assert date.fromordinal(int(due[0])) == date(2027, 1, 2)


def test_a_message_waits_for_the_end_of_quiet_hours_where_the_person_is() -> None:
    evening = at("2026-11-23", "19:30")
    assert next_allowed(evening, "Europe/Prague", "CZ", Hours(), never) == at("2026-11-24", "08:00")
    assert next_allowed(evening, "Europe/Kyiv", "UA", Hours(), never) == at("2026-11-24", "07:00")
    noon = at("2026-11-23", "12:00")
    assert next_allowed(noon, "Europe/Prague", "CZ", Hours(), never) == noon


def test_weekends_and_holidays_are_passed_over() -> None:
    hours = Hours(days=WORKDAYS)
    christmas = at("2026-12-24", "10:00")
    assert next_allowed(christmas, "Europe/Prague", "CZ", hours, is_public_holiday) == at(
        "2026-12-28", "08:00"
    )
    assert is_public_holiday("CZ", date(2026, 9, 28))
    assert not is_public_holiday("SK", date(2026, 9, 28))
    assert not is_public_holiday("XX", date(2026, 12, 25))


def test_the_night_the_clocks_go_forward_loses_nothing() -> None:
    hours = Hours(quiet_from=time(1, 0), quiet_to=time(2, 30))
    found = next_allowed(at("2026-03-29", "00:30"), "Europe/Prague", "CZ", hours, never)
    assert at("2026-03-29", "00:30") <= found <= at("2026-03-29", "01:30")


def test_the_night_the_clocks_go_back_stays_quiet() -> None:
    found = next_allowed(at("2026-10-25", "00:30"), "Europe/Prague", "CZ", Hours(), never)
    assert found == at("2026-10-25", "08:00")
