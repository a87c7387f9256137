import os
import socket
from datetime import datetime, timedelta

import pytest
from django.db import transaction

from ohlas.outbox import Delivered
from ohlas.outbox.claims import LEASE, claim, extend, release_the_dead
from ohlas.outbox.models import Delivery
from ohlas.outbox.relay import fan_out, relay_once
from ohlas.outbox.tests.stage import (
    NOW,
    Doorbell,
    dice,
    listening,
    note,
    notes,
    ring,
    write,
    write_alone,
    write_outside,
)

SOON = datetime(2100, 1, 1, tzinfo=NOW.tzinfo)
OVER = SOON + LEASE + timedelta(seconds=1)


def relay(now: datetime = SOON, worker: str = "tests") -> int:
    return relay_once(now, worker=worker, rng=dice())


def begin(worker: str = "killed") -> None:
    """A relay claims and is killed before it ran anything."""
    with transaction.atomic():
        claim(SOON, worker)


@pytest.mark.django_db
def test_leased_work_is_left_alone_until_the_lease_runs_out() -> None:
    write.enqueue("hello")
    begin()
    assert relay() == 0
    assert relay(OVER) == 1
    assert notes() == ["hello"]


@pytest.mark.django_db
def test_a_killed_relay_charges_only_what_it_had_begun() -> None:
    for text in "abc":
        write.enqueue(text)
    begin()
    assert sorted(Delivery.objects.values_list("attempts", flat=True)) == [0, 0, 1]


@pytest.mark.django_db
def test_work_that_kills_its_relay_every_time_ends_on_the_page() -> None:
    write.enqueue("bomb")
    now = SOON
    for _ in range(8):
        with transaction.atomic():
            assert claim(now, "killed") is not None
        now += LEASE + timedelta(seconds=1)
    assert relay(now) == 0
    assert Delivery.objects.get(dead_at=now).error == "The relay died each time it ran this."


@pytest.mark.django_db
def test_a_batch_that_keeps_killing_its_relay_is_run_one_by_one() -> None:
    doorbell = Doorbell()
    with listening(doorbell.hear_all, batch=10):
        ring(1, 2)
        now = SOON
        with transaction.atomic():
            fan_out(now)
        for _ in range(3):
            with transaction.atomic():
                claimed = claim(now, "killed")
            assert claimed is not None
            assert len(claimed.deliveries) == 2
            now += LEASE + timedelta(seconds=1)
        relay(now)
    assert doorbell.calls == [[1], [2]]


@pytest.mark.django_db
def test_a_run_that_was_overtaken_leaves_no_writes() -> None:
    def dawdle(told: Delivered, now: datetime) -> None:
        note("dawdled")
        Delivery.objects.update(leased_by="faster")

    with listening(dawdle):
        ring(1)
        relay(NOW)
    assert notes() == []
    assert Delivery.objects.get().done_at is None


@pytest.mark.django_db
def test_slow_work_keeps_its_lease_by_extending_it() -> None:
    write_outside.enqueue("slow")
    with transaction.atomic():
        claimed = claim(SOON, "slow")
    assert claimed is not None
    assert extend(claimed, SOON + timedelta(seconds=20))
    assert relay(OVER) == 0
    Delivery.objects.update(leased_by="faster")
    assert not extend(claimed, OVER)


@pytest.mark.django_db
def test_an_exclusive_job_runs_in_one_relay_at_a_time() -> None:
    for text in ("a", "b"):
        write_alone.enqueue(text)
    write.enqueue("open to all")
    begin("first")
    assert relay(worker="second") == 1
    assert notes() == ["open to all"]
    assert relay(OVER, worker="second") == 2
    assert notes() == ["a", "b", "open to all"]


@pytest.mark.django_db
def test_what_a_dead_process_held_is_free_at_once() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    write_alone.enqueue("hello")
    begin(f"{socket.gethostname()[:40]}:{child}:x")
    assert release_the_dead("tests", SOON) == 1
    assert relay() == 1


@pytest.mark.django_db
def test_what_a_living_process_holds_stays_its_own() -> None:
    write.enqueue("hello")
    begin(f"{socket.gethostname()[:40]}:{os.getpid()}:x")
    assert release_the_dead("tests", SOON) == 0
    assert relay() == 0
