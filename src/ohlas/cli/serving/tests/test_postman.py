"""The postman comes when something is due, carries it out once, and goes home when nothing is left."""

from datetime import UTC, datetime
from threading import Event
from typing import Self

import pytest
from django.db.utils import OperationalError
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.cli.serving import postman
from ohlas.lib.config import config
from ohlas.outreach.actions import carriers
from ohlas.outreach.models import Message
from ohlas.outreach.rules import Carrier
from ohlas.outreach.tests.scene import Memory, a_contact, a_sender, a_survey, an_invitation

PATIENCE_S = 20
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


class Connection:
    """Closed instead of the test's own."""

    def close(self) -> None:
        pass


class Keeper:
    """A process that is there after `begin`, until it is sent home."""

    def __init__(self, part: str) -> None:
        assert part == "postman"
        self.is_running = False
        self.begun = 0
        self.came, self.ended = Event(), Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()

    def begin(self) -> None:
        self.begun += 1
        self.is_running = True
        self.came.set()


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without waits, and without the database where a thread would open a connection of its own."""
    monkeypatch.setattr(postman, "connection", Connection())
    monkeypatch.setattr(postman, "_counter", lambda: None)
    monkeypatch.setattr(postman, "database_now", lambda: NOW)
    monkeypatch.setattr(postman, "REST_S", 0.01)


@pytest.fixture
def keepers(monkeypatch: pytest.MonkeyPatch) -> list[Keeper]:
    made: list[Keeper] = []

    def keeper(part: str) -> Keeper:
        made.append(Keeper(part))
        return made[-1]

    monkeypatch.setattr(postman, "BackgroundKeeper", keeper)
    return made


def test_it_comes_when_something_is_due_again_after_it_went_home_and_ends_with_the_relay(
    keepers: list[Keeper],
) -> None:
    is_due, glances = Event(), Event()
    asked: list[datetime] = []

    def due(now: datetime) -> bool:
        asked.append(now)
        if len(asked) > 2:
            glances.set()
        return is_due.is_set()

    with postman.PostmanWatch(due) as watch:
        (keeper,) = keepers
        assert glances.wait(PATIENCE_S)
        assert (keeper.begun, watch.is_running) == (0, False)
        is_due.set()
        assert keeper.came.wait(PATIENCE_S)
        assert (keeper.begun, watch.is_running) == (1, True)
        keeper.came.clear()
        keeper.is_running = False
        assert keeper.came.wait(PATIENCE_S)
        assert (keeper.begun, set(asked)) == (2, {NOW})
    assert keeper.ended.is_set()


def test_a_database_that_does_not_answer_is_asked_again(keepers: list[Keeper]) -> None:
    asked: list[int] = []

    def due(_: datetime) -> bool:
        asked.append(1)
        if len(asked) < 3:
            raise OperationalError("away")
        return True

    with postman.PostmanWatch(due):
        assert keepers[0].came.wait(PATIENCE_S)
    assert len(asked) >= 3


def test_it_goes_on_while_messages_come_and_goes_home_when_none_do(monkeypatch: pytest.MonkeyPatch) -> None:
    sent = {Carrier.EMAIL: [2, 1], Carrier.SMS: [1]}
    left: list[tuple[Carrier, int]] = []
    looked: list[datetime] = []

    def send_due(carrier: Carrier, _: object) -> int:
        n = sent[carrier].pop(0) if sent[carrier] else 0
        if n:
            left.append((carrier, n))
        return n

    monkeypatch.setattr(postman, "send_due", send_due)
    monkeypatch.setattr(postman, "doubt_the_lost", looked.append)
    monkeypatch.setattr(postman, "carriers_that_send", lambda: tuple(sent))
    stop = Event()
    postman.carry_until(stop, kept_s=0.2)
    assert stop.is_set()
    assert looked == [NOW]
    assert sorted(left) == [(Carrier.EMAIL, 1), (Carrier.EMAIL, 2), (Carrier.SMS, 1)]


def test_what_is_due_is_carried_out_once(
    world: World, own_home: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://ohlas.example.com")
    config.cache_clear()
    channel, actor = Memory(), system_actor(world.organisation.id)
    monkeypatch.setattr(carriers, "_channels", {Carrier.EMAIL: channel})
    a_sender(actor)
    assert not postman.is_due(NOW)
    an_invitation(actor, a_contact(actor), a_survey(actor))
    assert postman.is_due(NOW)
    monkeypatch.setattr(postman, "rest", lambda stop, _: stop.set())
    for _ in range(2):
        postman._carry(Carrier.EMAIL, Event(), postman._LastWork())
    assert [one.address for one in channel.sent] == ["jana@example.test"]
    assert Message.objects.get().state == "sent"
    assert not postman.is_due(NOW)
