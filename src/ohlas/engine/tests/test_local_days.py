from datetime import UTC, date, datetime, timedelta

import pytest

from ohlas.engine import BadFact, Query, answers_table, local_moment, run
from ohlas.engine.tests.conftest import answer

SPRING = date(2026, 3, 29)  # Prague has no 2 o'clock
AUTUMN = date(2026, 10, 25)  # and here it has two


def hourly(start, hours):
    first = datetime(start.year, start.month, start.day, tzinfo=UTC) - timedelta(hours=12)
    return [answer(hour, at=first + timedelta(hours=hour)) for hour in range(hours)]


@pytest.mark.parametrize(("day", "hours"), [(SPRING, 23), (AUTUMN, 25), (date(2026, 6, 1), 24)])
def test_a_day_in_prague_has_as_many_hours_as_its_clock_shows(store, day, hours):
    store.append("answers", 1, answers_table(hourly(day, 60)))
    found = run(store, Query("sova", "nps_0_10", bucket="day"))
    assert {group.bucket: group.counts.n for group in found.rows}[day] == hours
    within = Query("sova", "nps_0_10", since=day, until=day + timedelta(days=1))
    assert run(store, within).n == hours


def test_the_doubled_hour_counts_twice_and_the_skipped_one_never(store):
    store.append("answers", 1, answers_table(hourly(AUTUMN, 60) + hourly(SPRING, 60)))

    def by_hour(day):
        query = Query("sova", "nps_0_10", group_by=("local_hour",), since=day, until=day + timedelta(days=1))
        return {group.key["local_hour"]: group.counts.n for group in run(store, query).rows}

    assert by_hour(AUTUMN)["2"] == 2
    assert "2" not in by_hour(SPRING)


@pytest.mark.parametrize(
    ("at", "zone", "expected"),
    [
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "Europe/Prague", (SPRING, 1)),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "Europe/Prague", (SPRING, 3)),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "Europe/Prague", (AUTUMN, 2)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "Europe/Kyiv", (date(2027, 1, 1), 1)),
        (datetime(2026, 1, 1, 2, 0, tzinfo=UTC), "America/New_York", (date(2025, 12, 31), 21)),
    ],
)
def test_the_local_moment_is_what_the_clock_on_the_wall_shows(at, zone, expected):
    assert local_moment(at, zone) == expected


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(BadFact, match="time zone"):
        answers_table([answer(1, at=datetime(2026, 3, 2, 11, 0))])  # noqa: DTZ001 - that is the point


@pytest.mark.parametrize(
    ("bucket", "expected"),
    [
        ("day", date(2027, 1, 1)),
        ("week", date(2026, 12, 28)),  # ISO week 53 of 2026
        ("month", date(2027, 1, 1)),
        ("quarter", date(2027, 1, 1)),
        ("year", date(2027, 1, 1)),
    ],
)
def test_a_bucket_is_its_first_day_and_weeks_are_iso_weeks(store, bucket, expected):
    store.append("answers", 1, answers_table([answer(1, at=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))]))
    found = run(store, Query("sova", "nps_0_10", bucket=bucket))
    assert [group.bucket for group in found.rows] == [expected]
    assert type(found.rows[0].bucket) is date


def test_freshness_is_the_moment_of_the_newest_answer(store):
    store.append("answers", 1, answers_table([answer(5), answer(3), answer(9, organisation="lev")]))
    assert run(store, Query("sova", "nps_0_10")).freshness == answer(5).at
