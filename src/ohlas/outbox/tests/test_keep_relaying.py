from datetime import UTC, datetime, timedelta
from threading import Event
from typing import Any

import pytest
from django.db import transaction
from django.db.utils import OperationalError

from ohlas.outbox import loop, pulse
from ohlas.outbox.claims import LEASE, claim
from ohlas.outbox.loop import run_relay
from ohlas.outbox.models import Delivery
from ohlas.outbox.tests.stage import notes, write, write_outside

SOON = datetime(2100, 1, 1, tzinfo=UTC)


class Tireless(Event):
    """An event that nobody waits for."""

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - the signature of Event
        return self.is_set()


@pytest.mark.django_db
def test_a_relay_does_what_waits_before_it_may_end() -> None:
    write.enqueue("hello")
    assert run_relay("tests", Tireless(), may_end=lambda _: True)
    assert notes() == ["hello"]


@pytest.mark.django_db
def test_a_relay_told_to_stop_stops() -> None:
    stop = Tireless()
    stop.set()
    write.enqueue("hello")
    assert not run_relay("tests", stop)
    assert notes() == []


@pytest.mark.django_db
def test_a_database_that_is_away_for_a_moment_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def falter(*args: Any, **wishes: Any) -> int:
        tries.append(1)
        if len(tries) == 1:
            raise OperationalError("the server closed the connection")
        return 0

    monkeypatch.setattr(loop, "relay_once", falter)
    monkeypatch.setattr(loop.connection, "close", lambda: None)
    assert run_relay("tests", Tireless(), may_end=lambda _: True)
    assert len(tries) == 2


class OneBeat(Event):
    """Lets one beat pass, then stops."""

    beats = 0

    def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - the signature of Event
        self.beats += 1
        return self.beats > 1


@pytest.mark.django_db
def test_slow_work_has_its_lease_extended_while_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    write_outside.enqueue("slow")
    with transaction.atomic():
        claimed = claim(SOON, "tests")
    assert claimed is not None
    later = SOON + timedelta(seconds=20)
    monkeypatch.setattr(pulse, "database_now", lambda: later)
    monkeypatch.setattr(pulse.connection, "close", lambda: None)
    pulse._beat(claimed, OneBeat(), every_s=10)
    assert Delivery.objects.get().lease_until == later + LEASE
