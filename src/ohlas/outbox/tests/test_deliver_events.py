from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

import pytest
from django.db import transaction

from ohlas.outbox import Delivered, emit, subscribe
from ohlas.outbox.errors import EventShapeError, ListenerTakenError, OutsideTransactionError
from ohlas.outbox.listeners import remove_listener
from ohlas.outbox.models import Delivery, Event
from ohlas.outbox.relay import fan_out, relay_once
from ohlas.outbox.tests.stage import (
    NOW,
    ORGANISATION,
    Doorbell,
    Opened,
    Rang,
    dice,
    fail_after,
    listening,
    note,
    notes,
    ring,
)

LATER = NOW + timedelta(minutes=1)


def relay(now: datetime = NOW) -> int:
    return relay_once(now, worker="tests", rng=dice())


@pytest.mark.django_db
def test_an_event_reaches_its_listener_once() -> None:
    doorbell = Doorbell()
    with listening(doorbell.hear):
        ring(1)
        assert relay() == 1
        assert relay(LATER) == 0
    assert notes() == ["rang 1"]


@pytest.mark.django_db
def test_an_event_without_listeners_is_settled() -> None:
    ring(1)
    assert relay() == 0
    assert Event.objects.filter(fanned_out_at=None).count() == 0


@pytest.mark.django_db
def test_an_event_fanned_out_twice_is_still_delivered_once() -> None:
    with listening(Doorbell().hear):
        ring(1)
        relay()
        Event.objects.update(fanned_out_at=None)
        relay(LATER)
    assert notes() == ["rang 1"]
    assert Delivery.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_event_of_a_deed_that_failed_never_happened() -> None:
    with listening(Doorbell().hear):
        with pytest.raises(RuntimeError):
            fail_after(lambda: ring(1))
        assert relay() == 0
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused() -> None:
    with pytest.raises(OutsideTransactionError, match=r"tests\.rang"):
        emit(Rang(1), organisation_id=ORGANISATION)
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_an_event_may_not_carry_documents() -> None:
    @dataclass(frozen=True)
    class Chatty:
        name: ClassVar[str] = "tests.chatty"
        words: dict[str, str]

    with pytest.raises(EventShapeError, match=r"tests\.chatty\.words is dict"):
        emit(Chatty({"mail": "jana@example.com"}), organisation_id=ORGANISATION)


@pytest.mark.django_db
def test_what_a_listener_causes_is_delivered_in_the_same_round() -> None:
    heard: list[int] = []

    def open_door(told: Delivered, now: datetime) -> None:
        emit(Opened(told.event.number + 1), organisation_id=told.organisation_id, now=now)

    def greet(told: Delivered, now: datetime) -> None:
        heard.append(told.event.number)

    with listening(open_door), listening(greet, Opened):
        ring(1)
        assert relay() == 2
    assert heard == [2]


@pytest.mark.django_db
def test_a_batch_listener_hears_many_events_at_once_in_their_order() -> None:
    doorbell = Doorbell()
    with listening(doorbell.hear_all, batch=3):
        ring(1, 2, 3, 4)
        assert relay() == 4
    assert doorbell.calls == [[1, 2, 3], [4]]


@pytest.mark.django_db
def test_a_failed_batch_is_run_one_by_one_and_only_the_culprit_waits() -> None:
    doorbell = Doorbell(fails_on={2})
    with listening(doorbell.hear_all, batch=10):
        ring(1, 2, 3)
        relay()
    assert doorbell.calls == [[1, 2, 3], [1], [2], [3]]
    assert notes() == ["rang 1", "rang 3"]
    culprit = Delivery.objects.get(done_at=None)
    assert culprit.attempts == 1
    assert culprit.error == "ValueError: cannot stand [2]"
    assert culprit.available_at > NOW


@pytest.mark.django_db
def test_listeners_of_one_event_fail_apart() -> None:
    def refuse(told: Delivered, now: datetime) -> None:
        note("refused")
        raise ValueError

    with listening(Doorbell().hear):
        subscribe(Rang, "tests.refusal", refuse)
        try:
            ring(1)
            relay()
        finally:
            remove_listener("tests.rang", "tests.refusal")
    assert notes() == ["rang 1"]


@pytest.mark.django_db
def test_a_listener_that_this_version_lacks_leaves_a_dead_letter_in_the_end() -> None:
    with listening(Doorbell().hear):
        ring(1)
        with transaction.atomic():
            fan_out(NOW)
    now = NOW
    for _ in range(8):
        relay(now)
        now += timedelta(hours=2)
    lost = Delivery.objects.get()
    assert lost.dead_at is not None
    assert "Nobody called 'tests.doorbell' hears 'tests.rang'" in lost.error


def test_one_name_cannot_stand_for_two_functions() -> None:
    with listening(Doorbell().hear), pytest.raises(ListenerTakenError, match=r"tests\.doorbell"):
        subscribe(Rang, "tests.doorbell", note)
