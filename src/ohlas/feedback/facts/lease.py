"""One writer at a time: a lease on the fact table's row, by the database's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db.models import Q

from ohlas.feedback.errors import WriterBusy
from ohlas.feedback.facts.numbering import TABLE
from ohlas.feedback.models import FactTable
from ohlas.lib.database import database_now

LEASE = timedelta(seconds=20)
"""Longer than any portion takes; a killed writer holds facts up this long at most."""


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
    lease = Lease(uuid4().hex)
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
    free = FactTable.objects.filter(Q(lease_until__isnull=True) | Q(lease_until__lte=now), name=TABLE)
    return free.update(lease_until=now + LEASE, leased_by=lease.holder) == 1
