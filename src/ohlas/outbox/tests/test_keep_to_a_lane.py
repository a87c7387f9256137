"""Slow work has a lane of its own: the prompt one never touches it, and says when some waits."""

from datetime import UTC, datetime
from threading import Event

import pytest

from ohlas.outbox.loop import run_relay
from ohlas.outbox.models import Delivery
from ohlas.outbox.relay import has_work, relay_once
from ohlas.outbox.rules import BACKGROUND, Lane
from ohlas.outbox.tests.stage import notes, write

SOON = datetime(2100, 1, 1, tzinfo=UTC)
pytestmark = pytest.mark.django_db


class Tireless(Event):
    """An event that nobody waits for."""

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - the signature of Event
        return self.is_set()


@pytest.fixture
def waiting() -> None:
    write.using(priority=BACKGROUND).enqueue("slow")
    write.enqueue("prompt")
    write.using(priority=5).enqueue("urgent")


@pytest.mark.usefixtures("waiting")
@pytest.mark.parametrize(
    ("lane", "done"),
    [
        (Lane.PROMPT, ["prompt", "urgent"]),
        (Lane.BACKGROUND, ["slow"]),
        (Lane.ALL, ["prompt", "slow", "urgent"]),
    ],
)
def test_each_lane_does_its_own_work(lane: Lane, done: list[str]) -> None:
    assert relay_once(SOON, worker="tests", lane=lane) == len(done)
    assert sorted(notes()) == done
    assert not has_work(SOON, lane)
    assert Delivery.objects.filter(done_at=None).count() == 3 - len(done)


@pytest.mark.usefixtures("waiting")
def test_the_prompt_lane_hands_over_as_long_as_slow_work_waits() -> None:
    asked: list[list[str]] = []

    def work_slowly() -> None:
        asked.append(sorted(notes()))
        relay_once(SOON, worker="other", lane=Lane.BACKGROUND)

    assert run_relay("tests", Tireless(), may_end=lambda _: True, lane=Lane.PROMPT, hand_over=work_slowly)
    assert asked == [["prompt", "urgent"]]
    assert sorted(notes()) == ["prompt", "slow", "urgent"]
