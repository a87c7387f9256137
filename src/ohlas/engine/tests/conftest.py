"""One organisation in Prague and plain answers to vary."""

from datetime import UTC, datetime, timedelta

import pytest

from ohlas.engine import AnswerRow, FactStore

NOON = datetime(2026, 3, 2, 11, 0, tzinfo=UTC)  # a Monday, noon in Prague


def answer(number=0, **changes):
    """Answer `number`, an hour after the one before."""
    plain = {
        "signal": f"0190f000-0000-7000-8000-{number:012d}",
        "organisation": "sova",
        "survey": "delivery",
        "version": 1,
        "question": "nps",
        "scale": "nps_0_10",
        "value": float(number % 11),
        "at": NOON + timedelta(hours=number),
        "zone": "Europe/Prague",
        "channel": "web",
        "language": "cs",
    }
    return AnswerRow(**(plain | changes))


@pytest.fixture
def store(tmp_path):
    return FactStore(str(tmp_path / "facts"))
