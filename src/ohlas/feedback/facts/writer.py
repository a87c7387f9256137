"""Writing waiting portions in order: each exactly once, since the facts remember the last number too."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from uuid import UUID

from django.db.models import QuerySet

from ohlas.engine import FactStore, answers_table, comments_table, left_out_table, open_store
from ohlas.feedback.facts.comments import comment_rows
from ohlas.feedback.facts.lease import Lease, writer_lease
from ohlas.feedback.facts.numbering import COMMENTS, LEFT_OUT, TABLE
from ohlas.feedback.facts.releases import close_due, has_waiting, write_cube
from ohlas.feedback.facts.rows import fact_rows, left_out_rows
from ohlas.feedback.facts.units import write_units
from ohlas.feedback.models import FactBatch, Response, TextReading
from ohlas.feedback.rules import FactKind
from ohlas.lib.config import config
from ohlas.lib.database import database_now

COMPACT_EVERY = 200
"""Portions; reading over 300 small files takes 17 ms instead of a few."""
VACUUM_EVERY = 2_000
KEEP_WRITTEN = 1_000
"""Written portions kept to look at; older ones are forgotten."""


def fact_store() -> FactStore:
    """The store of this installation's facts."""
    return open_store(config().facts_url, config().engine_url)


def write_waiting() -> int:
    """Writes what waits and says how many portions; 0 at once while another writer is at it."""
    written = 0
    while FactBatch.objects.filter(written_at__isnull=True).exists():
        with writer_lease() as lease:
            if lease is None:
                return written
            # Whoever failed to get the lease meanwhile left a portion: the loop looks again after the release.
            written += write_under(lease)
    return written


def release_waiting() -> int:
    """Closes the releases of anonymous surveys that are due; 0 at once while another writer is at it."""
    if not has_waiting():
        return 0
    with writer_lease() as lease:
        return 0 if lease is None else close_due(fact_store(), database_now())


def write_under(lease: Lease) -> int:
    """Writes every waiting portion in order, the lease being held."""
    store = fact_store()
    written = 0
    while (portion := _next()) is not None:
        lease.renew()
        _WRITE[FactKind(portion.kind)](store, portion)
        portion.written_at = database_now()
        portion.save(update_fields=["written_at"])
        written += 1
        _tidy(store, portion.number)
    return written


def _next() -> FactBatch | None:
    return FactBatch.objects.filter(written_at__isnull=True).order_by("number").first()


def _append(store: FactStore, portion: FactBatch) -> None:
    store.append(TABLE, portion.number, answers_table(fact_rows(_responses(portion))))


def _merge(store: FactStore, portion: FactBatch) -> None:
    _review(store, portion)
    rows = answers_table(fact_rows(_responses(portion)))
    store.merge(TABLE, portion.number, rows, _keys(portion))
    _relabel(store, portion)


def _review(store: FactStore, portion: FactBatch) -> None:
    """Answers left out go before they leave the figures, so that no reader finds them in neither table."""
    rows = left_out_table(left_out_rows(_responses(portion)))
    if rows.num_rows or store.version(LEFT_OUT) is not None:
        store.merge(LEFT_OUT, portion.number, rows, _keys(portion))


def _label(store: FactStore, portion: FactBatch) -> None:
    store.append(COMMENTS, portion.number, comments_table(comment_rows(_readings(portion))))


def _relabel(store: FactStore, portion: FactBatch) -> None:
    rows = comments_table(comment_rows(_readings(portion)))
    if rows.num_rows or store.version(COMMENTS) is not None:
        store.merge(COMMENTS, portion.number, rows, _keys(portion))


def _undo(store: FactStore, portion: FactBatch) -> None:
    organisation, batch = portion.signals
    for table in (TABLE, COMMENTS, LEFT_OUT):
        store.erase_where(table, organisation, "batch", batch)
    write_cube(store, UUID(organisation), database_now())


def _forget(store: FactStore, portion: FactBatch) -> None:
    (organisation,) = portion.signals
    store.replace(TABLE, organisation, answers_table([]))
    if store.version(COMMENTS) is not None:
        store.replace(COMMENTS, organisation, comments_table([]))
    if store.version(LEFT_OUT) is not None:
        store.replace(LEFT_OUT, organisation, left_out_table([]))
    write_units(store, UUID(organisation))
    write_cube(store, UUID(organisation), database_now())


def _responses(portion: FactBatch) -> QuerySet[Response]:
    """Those it still carries: what was changed or erased since is carried by a later portion."""
    return Response.objects.filter(facts_number=portion.number).order_by("id")


_WRITE: Mapping[FactKind, Callable[[FactStore, FactBatch], None]] = MappingProxyType(
    {
        FactKind.APPEND: _append,
        FactKind.MERGE: _merge,
        FactKind.UNDO: _undo,
        FactKind.FORGET: _forget,
        FactKind.LABEL: _label,
        FactKind.RELABEL: _relabel,
    }
)


def _readings(portion: FactBatch) -> QuerySet[TextReading]:
    """As `_responses`, of comments."""
    rows = TextReading.objects.filter(facts_number=portion.number).select_related("response")
    return rows.order_by("number")


def _keys(portion: FactBatch) -> list[tuple[str, str]]:
    return [(owner, signal) for owner, signal in portion.signals]


def _tidy(store: FactStore, number: int) -> None:
    if number % COMPACT_EVERY == 0:
        for table in (TABLE, COMMENTS, LEFT_OUT):
            store.compact(table)
        FactBatch.objects.filter(written_at__isnull=False, number__lt=number - KEEP_WRITTEN).delete()
    if number % VACUUM_EVERY == 0:
        for table in (TABLE, COMMENTS, LEFT_OUT):
            store.vacuum(table)
