"""Quiet hours, digests and silence: pure decisions about time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from ohlas.insight.errors import BadRule
from ohlas.insight.rules.notices import Rhythm, Wish, brief_due, mail_due, next_loud, read_wish
from ohlas.insight.rules.silence import silence

PRAGUE = "Europe/Prague"


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)


def test_nothing_is_mailed_in_quiet_hours() -> None:
    wish = Wish(PRAGUE)
    assert next_loud(wish, utc(2026, 11, 20, 10)) == utc(2026, 11, 20, 10)
    assert next_loud(wish, utc(2026, 11, 20, 21)) == utc(2026, 11, 21, 6)
    assert next_loud(wish, utc(2026, 11, 20, 2)) == utc(2026, 11, 20, 6)


def test_equal_ends_mean_no_quiet_hours() -> None:
    wish = Wish(PRAGUE, quiet_from=time(7), quiet_to=time(7))
    assert next_loud(wish, utc(2026, 11, 20, 2)) == utc(2026, 11, 20, 2)


@pytest.mark.parametrize(("zone", "hour"), [(PRAGUE, 1), ("Europe/Warsaw", 1), ("Europe/Kyiv", 1)])
def test_the_spring_night_loses_no_mail(zone: str, hour: int) -> None:
    """Quiet until half past two, a time that does not exist that night in Prague: the moment after the jump."""
    wish = Wish(zone, quiet_from=time(22), quiet_to=time(2, 30) if zone != "Europe/Kyiv" else time(3, 30))
    found = next_loud(wish, utc(2026, 3, 28, 23))
    assert found == utc(2026, 3, 29, hour, 30)


def test_the_autumn_night_ends_once() -> None:
    wish = Wish(PRAGUE, quiet_from=time(22), quiet_to=time(2, 30))
    assert next_loud(wish, utc(2026, 10, 24, 23)) == utc(2026, 10, 25, 0, 30)


def test_digests_come_daily_or_on_monday_by_the_readers_clock() -> None:
    now = utc(2026, 11, 20, 10)
    assert mail_due(Wish(PRAGUE, Rhythm.DAILY), now) == utc(2026, 11, 21, 7)
    assert mail_due(Wish("Europe/Kyiv", Rhythm.WEEKLY), now) == utc(2026, 11, 23, 6)
    assert mail_due(Wish(PRAGUE, Rhythm.NEVER), now) is None


def test_a_digest_in_quiet_hours_waits_for_their_end() -> None:
    wish = Wish(PRAGUE, Rhythm.DAILY, digest_at=time(5))
    assert mail_due(wish, utc(2026, 11, 20, 10)) == utc(2026, 11, 21, 6)


def test_the_brief_comes_on_monday_at_seven() -> None:
    assert brief_due(Wish(PRAGUE), utc(2026, 11, 23, 3)) == utc(2026, 11, 23, 6)
    assert brief_due(Wish(PRAGUE), utc(2026, 11, 24, 12)) == utc(2026, 11, 24, 12)
    assert brief_due(Wish(PRAGUE, brief_by_mail=False), utc(2026, 11, 23, 3)) is None


def test_a_wish_that_cannot_be_is_refused() -> None:
    for wrong in (
        {"zone": "Mars/Base"},
        {"zone": PRAGUE, "rhythm": "often"},
        {"zone": PRAGUE, "quiet_to": "25:00"},
    ):
        with pytest.raises(BadRule):
            read_wish(dict(wrong))


TODAY = date(2026, 11, 20)


def daily(n: int, until: date, days: int = 90) -> dict[date, int]:
    return {until - timedelta(days=back): n for back in range(days)}


def test_silence_needs_enough_expected_answers() -> None:
    assert silence(daily(2, TODAY - timedelta(days=4)), TODAY, 7) is None
    found = silence(daily(2, TODAY - timedelta(days=5)), TODAY, 7)
    assert found is not None
    assert (found.days, found.expected) == (4, 8.0)
    assert found.chance == pytest.approx(0.000335, abs=1e-6)


def test_a_shop_closed_on_sundays_is_not_silent_then() -> None:
    monday = date(2026, 11, 23)
    counts = {day: n for day, n in daily(10, monday - timedelta(days=2)).items() if day.weekday() != 6}
    assert silence(counts, monday, 7) is None


def test_answers_in_bursts_wait_longer() -> None:
    last = TODAY - timedelta(days=4)
    bursts = {last - timedelta(days=back): 60 for back in range(0, 84, 20)}
    assert silence(bursts, TODAY, 7) is None
    assert silence(daily(3, last), TODAY, 7) is not None


def test_who_spoke_today_or_never_is_not_silent() -> None:
    assert silence({}, TODAY, 7) is None
    assert silence({**daily(5, TODAY - timedelta(days=6)), TODAY: 1}, TODAY, 7) is None


def test_a_month_without_answers_is_no_longer_news() -> None:
    assert silence(daily(5, TODAY - timedelta(days=40)), TODAY, 7) is None
