"""Columns read the short way say what the rows say."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from ohlas.lib.columns import days, halves
from ohlas.lib.ids import new_id


def test_halves_make_up_the_id() -> None:
    ids = [new_id(), UUID(int=1), UUID(int=(1 << 128) - 1)]
    for written in ([str(one) for one in ids], [one.hex for one in ids]):
        heads, keys = halves(written)
        assert [UUID(int=(int(h) << 64) | int(k)) for h, k in zip(heads, keys, strict=True)] == ids


@pytest.mark.parametrize("zone", ["Europe/Prague", "America/New_York", "Pacific/Apia", "UTC"])
def test_a_day_is_the_one_of_the_zone_over_two_years_of_clock_changes(zone: str) -> None:
    moments = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=7 * n) for n in range(2500)]
    found = days([one.isoformat(" ") for one in moments], zone)
    assert list(found) == [one.astimezone(ZoneInfo(zone)).date().toordinal() for one in moments]


def test_no_moments_are_no_days() -> None:
    assert len(days([], "UTC")) == 0
