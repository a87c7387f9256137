from datetime import timedelta

import pytest

from ohlas.outbox.models import Delivery, Event, Receipt
from ohlas.outbox.pruning import forget_old
from ohlas.outbox.relay import relay_once
from ohlas.outbox.tests.stage import NOW, Doorbell, listening, note, ring

WEEK = timedelta(days=7, seconds=1)


@pytest.mark.django_db
def test_delivered_events_are_forgotten_after_a_week() -> None:
    with listening(Doorbell().hear):
        ring(1)
        relay_once(NOW, worker="tests")
    assert forget_old(NOW + timedelta(days=6)) == 0
    assert forget_old(NOW + WEEK) == 2
    assert not Event.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_what_waits_or_died_is_kept_however_old() -> None:
    with listening(Doorbell(fails_on={1}).hear, max_attempts=1):
        ring(1)
        relay_once(NOW, worker="tests")
    ring(2)
    assert forget_old(NOW + 50 * WEEK) == 0
    assert Delivery.objects.filter(dead_at__isnull=False).count() == 1
    assert Event.objects.count() == 2


@pytest.mark.django_db
def test_receipts_are_kept_for_a_month() -> None:
    note("bought")
    assert forget_old(NOW + timedelta(days=29)) == 0
    assert forget_old(NOW + timedelta(days=31)) == 1
    assert not Receipt.objects.exists()
