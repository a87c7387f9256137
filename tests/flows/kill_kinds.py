"""Work of many kinds for the relay to be killed over, and how to fill and relay it.

Run as `python -c "from tests.flows.kill_kinds import …"`, since a job is found by its module's name.

Each effect is a row without any uniqueness, so doing one twice shows.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar

from ohlas.cli.serving.django_start import start_django

start_django()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from django_tasks import task  # noqa: E402

from ohlas.accounts.models import User  # noqa: E402
from ohlas.outbox import Delivered, emit, subscribe  # noqa: E402

PER_KIND = 60


@dataclass(frozen=True)
class Happened:
    name: ClassVar[str] = "tests.happened"
    number: int


def effect(kind: str, number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO effect (kind, number) VALUES (%s, %s)", [kind, number])


@task
def write(kind: str, number: int) -> None:
    effect(kind, number)


@task
def slow(number: int) -> None:
    time.sleep(0.02)
    effect("slow", number)


@task(exclusive=True)
def alone(number: int) -> None:
    effect("alone", number)


@task(takes_context=True)
def stumbling(context: Any, number: int) -> None:
    effect("stumbling", number)
    if context.attempt == 1:
        raise RuntimeError("the first attempt always fails")


@task(transactional=False)
def outside(number: int) -> None:
    """Safe to repeat by itself, as work outside a transaction must be."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO effect (kind, number) SELECT 'outside', %s "
            "WHERE NOT EXISTS (SELECT 1 FROM effect WHERE kind = 'outside' AND number = %s)",
            [number, number],
        )


@task
def parent(number: int) -> None:
    effect("parent", number)
    write.enqueue("child", number)


@task
def emitting(number: int) -> None:
    effect("emitting", number)
    emit(Happened(number), organisation_id=None)


def hear(told: Delivered, now: datetime) -> None:
    effect("heard", told.event.number)


def hear_all(told: Sequence[Delivered], now: datetime) -> None:
    for one in told:
        effect("heard in a batch", one.event.number)


subscribe(Happened, "tests.hear", hear)
subscribe(Happened, "tests.hear_all", hear_all, batch=25)


def fill() -> None:
    """Makes the tables and enqueues everything."""
    call_command("migrate", verbosity=0)
    User.objects.create_user("relay@example.com", None)  # no first start any more, so no sample company
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS effect")
        cursor.execute("CREATE TABLE effect (kind text, number integer)")
    soon = timezone.now() + timedelta(seconds=2)
    with transaction.atomic():
        for number in range(PER_KIND):
            write.enqueue("plain", number)
            write.using(priority=5).enqueue("urgent", number)
            write.using(run_after=soon).enqueue("deferred", number)
            for job in (slow, alone, stumbling, outside, parent, emitting):
                job.enqueue(number)
    print("0")
