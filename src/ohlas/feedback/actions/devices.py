"""The day's salt, and forgetting: salts after a day, marks of devices after two weeks."""

import secrets
from datetime import date, datetime, timedelta
from functools import lru_cache

from django.db import transaction
from django_tasks import task

from ohlas.accounts.queries import organisations
from ohlas.feedback.models import DeviceSalt, Response
from ohlas.feedback.rules.devices import KEPT, SALT_LIVES
from ohlas.lib.database import database_now
from ohlas.outbox.schedule import scheduled

_LOOKS_BACK = timedelta(days=7)
"""Beyond the fourteen days: a house that stood still for a week forgets all the same."""


@lru_cache(maxsize=4)
def salt_of(day: date) -> str:
    """The day's salt, the same for every process of the house."""
    with transaction.atomic():
        row, _ = DeviceSalt.objects.get_or_create(day=day, defaults={"salt": secrets.token_hex(32)})
    return row.salt


@scheduled("feedback.forget_devices", every=timedelta(hours=6))
@task
def forget_devices_regularly() -> None:
    """What tells devices apart goes when its time is over."""
    forget_devices(database_now())


def forget_devices(now: datetime) -> int:
    """How many answers lost their mark; salts of days gone by are deleted first."""
    DeviceSalt.objects.filter(day__lt=(now - SALT_LIVES).date()).delete()
    salt_of.cache_clear()
    forgotten = 0
    for organisation in organisations():
        # By organisation and time, for which there is an index; marks have none, since intake would pay for it.
        old = Response.objects.filter(
            organisation_id=organisation.id,
            answered_at__lt=now - KEPT,
            answered_at__gte=now - KEPT - _LOOKS_BACK,
        )
        forgotten += old.exclude(device="").update(device="")
    return forgotten
