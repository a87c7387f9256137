from datetime import datetime, timedelta
from uuid import UUID

import pytest

from ohlas.outbox.actions import discard, retry
from ohlas.outbox.models import Delivery
from ohlas.outbox.queries import backlog, dead_letters
from ohlas.outbox.relay import relay_once
from ohlas.outbox.tests.stage import NOW, ORGANISATION, Doorbell, despair, dice, listening, ring, write

SOON = datetime(2100, 1, 1, tzinfo=NOW.tzinfo)
ELSEWHERE = UUID(int=2)


def relay(now: datetime = SOON) -> int:
    return relay_once(now, worker="tests", rng=dice())


def die() -> Delivery:
    """One dead event of ours."""
    with listening(Doorbell(fails_on={1}).hear, max_attempts=1):
        ring(1)
        relay(NOW)
    return Delivery.objects.get(dead_at__isnull=False)


@pytest.mark.django_db
def test_a_dead_letter_says_what_could_not_be_told_to_whom() -> None:
    die()
    (letter,) = dead_letters(ORGANISATION)
    assert (letter.event, letter.listener) == ("tests.rang", "tests.doorbell")
    assert letter.error == "ValueError: cannot stand [1]"
    assert letter.is_ours


@pytest.mark.django_db
def test_letters_of_another_organisation_are_neither_shown_nor_touched() -> None:
    dead = die()
    assert dead_letters(ELSEWHERE) == []
    assert not retry(dead.pk, organisation_id=ELSEWHERE, now=SOON)
    assert not discard(dead.pk, organisation_id=ELSEWHERE, now=SOON)
    assert retry(dead.pk, organisation_id=ORGANISATION, now=SOON)


@pytest.mark.django_db
def test_letters_of_the_installation_are_everybodys() -> None:
    despair.enqueue()
    relay()
    (letter,) = dead_letters(ELSEWHERE)
    assert not letter.is_ours
    assert [x.id for x in dead_letters(None)] == [letter.id]


@pytest.mark.django_db
def test_a_retried_letter_is_delivered_when_its_cause_is_mended() -> None:
    dead = die()
    assert retry(dead.pk, organisation_id=ORGANISATION, now=SOON)
    with listening(Doorbell().hear):
        assert relay() == 1
    assert dead_letters(ORGANISATION) == []
    assert not retry(dead.pk, organisation_id=ORGANISATION, now=SOON)


@pytest.mark.django_db
def test_a_discarded_letter_is_never_delivered() -> None:
    dead = die()
    assert discard(dead.pk, organisation_id=ORGANISATION, now=SOON)
    assert dead_letters(ORGANISATION) == []
    with listening(Doorbell().hear):
        assert relay() == 0
    assert not retry(dead.pk, organisation_id=ORGANISATION, now=SOON)


@pytest.mark.django_db
def test_the_backlog_counts_what_waits_and_for_how_long() -> None:
    assert backlog(NOW).waiting == 0
    ring(1, 2)
    die_later = NOW + timedelta(seconds=90)
    assert backlog(die_later).waiting == 2
    assert backlog(die_later).oldest_wait_s == 90
    relay(NOW)
    assert backlog(die_later) == backlog(NOW)
    assert backlog(die_later).waiting == 0


@pytest.mark.django_db
def test_deferred_work_is_not_behind() -> None:
    write.using(run_after=SOON).enqueue("later")
    assert backlog(NOW).waiting == 0
    assert backlog(SOON).waiting == 1
