from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from ohlas.outbox import schedule
from ohlas.outbox.models import Delivery, ScheduleEntry
from ohlas.outbox.rules import DailyAt
from ohlas.outbox.schedule import enqueue_due, scheduled
from ohlas.outbox.tests.stage import NOW, count_attempts

MINUTE = timedelta(minutes=1)


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody else's schedules."""
    monkeypatch.setattr(schedule, "_scheduled", {})


def runs() -> int:
    return Delivery.objects.count()


@pytest.mark.django_db
@pytest.mark.usefixtures("alone")
def test_a_regular_job_runs_once_per_slot() -> None:
    scheduled("tests.tick", every=MINUTE)(count_attempts)
    assert enqueue_due(NOW) == 0
    assert enqueue_due(NOW + MINUTE) == 1
    assert enqueue_due(NOW + MINUTE) == 0
    assert enqueue_due(NOW + 2 * MINUTE) == 1
    assert runs() == 2


@pytest.mark.django_db
@pytest.mark.usefixtures("alone")
def test_days_without_a_relay_are_made_up_by_one_run() -> None:
    scheduled("tests.tick", every=MINUTE)(count_attempts)
    enqueue_due(NOW)
    assert enqueue_due(NOW + timedelta(days=3)) == 1
    assert enqueue_due(NOW + timedelta(days=3)) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("alone")
def test_a_relay_that_looked_before_another_enqueued_adds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    scheduled("tests.tick", every=MINUTE)(count_attempts)
    enqueue_due(NOW)
    stale = list(ScheduleEntry.objects.all())
    enqueue_due(NOW + MINUTE)
    monkeypatch.setattr(ScheduleEntry.objects, "all", lambda: stale)
    assert enqueue_due(NOW + MINUTE) == 0
    assert runs() == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("alone")
def test_a_changed_rule_counts_from_now() -> None:
    scheduled("tests.tick", every=timedelta(days=300))(count_attempts)
    enqueue_due(NOW)
    scheduled("tests.tick", every=MINUTE)(count_attempts)
    assert enqueue_due(NOW) == 0
    assert enqueue_due(NOW + MINUTE) == 1


def test_a_schedule_needs_exactly_one_rule() -> None:
    with pytest.raises(ValueError, match=r"tests\.tick"):
        scheduled("tests.tick")
    with pytest.raises(ValueError, match=r"tests\.tick"):
        scheduled("tests.tick", every=MINUTE, daily_at=(1, 0, "UTC"))


@pytest.mark.parametrize("zone", ["Europe/Prague", "Europe/Warsaw", "Europe/Kyiv", "Atlantic/Azores"])
@pytest.mark.parametrize("at", [time(0, 0), time(0, 30), time(2, 30), time(3, 0), time(23, 59)])
@pytest.mark.parametrize("start", [date(2026, 3, 20), date(2026, 10, 18), date(2028, 2, 25)])
def test_a_daily_job_runs_once_per_local_day(zone: str, at: time, start: date) -> None:
    rule = DailyAt(at, zone)
    moment = datetime.combine(start, time(0), tzinfo=ZoneInfo(zone)).astimezone(UTC) - timedelta(seconds=1)
    slots = []
    for _ in range(20):
        moment = rule.next_after(moment)
        slots.append(moment.astimezone(ZoneInfo(zone)).date())
    assert all(later - earlier == timedelta(days=1) for earlier, later in pairwise(slots))
    assert slots[0] == start


def test_a_daily_job_keeps_its_wall_clock_over_the_change() -> None:
    rule = DailyAt(time(7, 0), "Europe/Prague")
    before = rule.next_after(datetime(2026, 3, 27, 12, tzinfo=UTC))
    after = rule.next_after(datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert (before.hour, after.hour) == (6, 5)
    assert after == datetime(2026, 3, 29, 5, 0, tzinfo=UTC)


def test_a_time_that_does_not_exist_is_an_hour_later_by_the_clock() -> None:
    slot = DailyAt(time(2, 30), "Europe/Prague").next_after(datetime(2026, 3, 28, 12, tzinfo=UTC))
    assert slot.astimezone(ZoneInfo("Europe/Prague")).time() == time(3, 30)
