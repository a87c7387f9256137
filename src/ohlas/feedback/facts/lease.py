"""One writer at a time: a lease on the fact table's row, by the database's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.db.models import Q

from ohlas.feedback.errors import WriterBusy
from ohlas.feedback.facts.numbering import TABLE
from ohlas.feedback.models import FactTable
from ohlas.lib.database import database_now
from ohlas.outbox.claims import is_dead, new_worker

LEASE = timedelta(seconds=20)
"""Longer than any portion takes; a killed writer on another machine holds facts up this long at most."""


@dataclass(frozen=True)
class Lease:
    """Held until its block ends; renewed before each piece of work."""

    holder: str

    def renew(self) -> None:
        """Errors: `WriterBusy` when it ran out and another writer took over."""
        mine = FactTable.objects.filter(name=TABLE, leased_by=self.holder)
        if mine.update(lease_until=database_now() + LEASE) == 0:
            raise WriterBusy("Another process took over writing facts. Nothing is lost; try again.")


@contextmanager
def writer_lease() -> Iterator[Lease | None]:
    """The lease, or None while somebody else holds it."""
    lease = Lease(new_worker())
    taken = _take(lease)
    try:
        yield lease if taken else None
    finally:
        if taken:
            mine = FactTable.objects.filter(name=TABLE, leased_by=lease.holder)
            mine.update(lease_until=None, leased_by="")


def _take(lease: Lease) -> bool:
    FactTable.objects.get_or_create(name=TABLE)
    now = database_now()
    table = FactTable.objects.filter(name=TABLE)
    mine = {"lease_until": now + LEASE, "leased_by": lease.holder}
    if table.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now)).update(**mine) == 1:
        return True
    holder = table.values_list("leased_by", flat=True).get()
    # Only with SQLite, whose writers all live on one machine: elsewhere two machines may share a name.
    if connection.vendor != "sqlite" or not is_dead(holder):
        return False
    return table.filter(leased_by=holder).update(**mine) == 1
