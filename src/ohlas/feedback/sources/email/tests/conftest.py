"""A clock that stands still unless a test moves it."""

from datetime import timedelta

import pytest
import time_machine

from ohlas.feedback.sources.email.tests.scene import start_anew


@pytest.fixture
def clock(world):
    with time_machine.travel(world.now, tick=False) as moved:
        start_anew()
        yield lambda **by: moved.shift(timedelta(**by))
