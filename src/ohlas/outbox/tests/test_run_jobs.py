from datetime import datetime, timedelta

import pytest
from django_tasks.base import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from ohlas.outbox.backend import enqueue_once
from ohlas.outbox.models import Delivery
from ohlas.outbox.relay import relay_once
from ohlas.outbox.tests.stage import (
    NOW,
    count_attempts,
    despair,
    dice,
    fail_after,
    notes,
    stumble,
    write,
    write_outside,
)

# Jobs are enqueued by the process clock, so the relay's clock stands safely after it.
SOON = datetime(2100, 1, 1, tzinfo=NOW.tzinfo)


def relay(now: datetime = SOON, worker: str = "tests") -> int:
    return relay_once(now, worker=worker, rng=dice())


@pytest.mark.django_db
def test_a_job_runs_once_and_its_answer_can_be_fetched() -> None:
    result = write.enqueue("hello")
    assert result.status == TaskResultStatus.READY
    assert (relay(), relay()) == (1, 0)
    result.refresh()
    assert result.status == TaskResultStatus.SUCCESSFUL
    assert result.return_value == "HELLO"
    assert notes() == ["hello"]


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_deed_that_failed_is_never_run() -> None:
    with pytest.raises(RuntimeError):
        fail_after(lambda: write.enqueue("hello"))
    assert relay() == 0
    assert notes() == []


@pytest.mark.django_db
def test_a_deferred_job_waits_for_its_time() -> None:
    write.using(run_after=SOON + timedelta(hours=1)).enqueue("later")
    assert relay() == 0
    assert relay(SOON + timedelta(hours=1)) == 1


@pytest.mark.django_db
def test_urgent_jobs_go_first_and_equals_in_their_order() -> None:
    for text, priority in (("a", 0), ("b", 0), ("c", 5)):
        write.using(priority=priority).enqueue(text)
    order = []
    while relay_once(SOON, worker="tests", limit=1):
        order.append(notes())
    assert order == [["c"], ["a", "c"], ["a", "b", "c"]]


@pytest.mark.django_db
def test_a_failing_job_leaves_no_writes_and_dies_after_its_attempts() -> None:
    result = stumble.enqueue("walk")
    relay()
    waiting = Delivery.objects.get()
    assert waiting.dead_at is None
    assert timedelta(seconds=0.5) <= waiting.available_at - SOON <= timedelta(seconds=1.5)
    relay(SOON + timedelta(seconds=2))
    result.refresh()
    assert result.status == TaskResultStatus.FAILED
    assert notes() == []


@pytest.mark.django_db
def test_a_dead_letter_tells_the_error_but_nothing_personal() -> None:
    stumble.enqueue("walk")
    relay()
    error = Delivery.objects.get().error
    assert error == "ValueError: …@… cannot walk"


@pytest.mark.django_db
def test_a_hopeless_job_is_not_tried_again() -> None:
    despair.enqueue()
    assert relay() == 1
    dead = Delivery.objects.get()
    assert dead.dead_at == SOON
    assert dead.attempts == 1


@pytest.mark.django_db(transaction=True)
def test_slow_work_runs_outside_a_transaction() -> None:
    result = write_outside.enqueue("slow")
    relay()
    result.refresh()
    assert result.return_value is False
    assert notes() == ["slow"]


@pytest.mark.django_db
def test_a_job_knows_which_attempt_it_is() -> None:
    result = count_attempts.enqueue()
    relay()
    result.refresh()
    assert result.return_value == 1


@pytest.mark.django_db
def test_one_key_waits_only_once_until_the_job_begins() -> None:
    assert enqueue_once(write, "x", key="facts")
    assert not enqueue_once(write, "x", key="facts")
    relay()
    assert enqueue_once(write, "x", key="facts")
    relay()
    assert notes() == ["x", "x"]


@pytest.mark.django_db
def test_a_job_that_this_version_lacks_leaves_its_name_in_the_error() -> None:
    write.enqueue("hello")
    Delivery.objects.update(listener="ohlas.gone.job")
    relay()
    assert "There is no job 'ohlas.gone.job'" in Delivery.objects.get().error


@pytest.mark.django_db
def test_a_result_nobody_has_is_told_so() -> None:
    for unknown in ("not-an-id", "0199f0f0-0000-7000-8000-000000000000"):
        with pytest.raises(TaskResultDoesNotExist):
            write.get_result(unknown)
