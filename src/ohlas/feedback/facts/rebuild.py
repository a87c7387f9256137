"""The facts made again from the record, in a new folder that takes the old one's place when it is full."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ohlas.accounts.queries import organisations
from ohlas.engine import FactStore, Rebuild, answers_table, comments_table, left_out_table
from ohlas.feedback.errors import WriterBusy
from ohlas.feedback.facts.comments import comment_rows
from ohlas.feedback.facts.lease import Lease, writer_lease
from ohlas.feedback.facts.numbering import COMMENTS, LEFT_OUT, TABLE, last_written
from ohlas.feedback.facts.releases import write_cube
from ohlas.feedback.facts.rows import fact_rows, left_out_rows
from ohlas.feedback.facts.units import write_units
from ohlas.feedback.facts.writer import fact_store, write_under, write_waiting
from ohlas.feedback.models import Response, TextReading
from ohlas.lib.database import database_now

PORTION = 5_000
WAIT_S = 25.0
"""Longer than a killed writer's lease."""

Progress = Callable[[int, int], None]
"""Told (done, total) responses after each portion."""


def rebuild_facts(*, progress: Progress | None = None, wait_s: float = WAIT_S) -> int:
    """Makes all facts again and says how many responses they hold; readers see the old ones until the end.

    Answers that come meanwhile wait, numbered, and follow at once.
    Errors: `WriterBusy` when another writer does not let go within `wait_s`.
    """
    with hold_still(wait_s) as lease:
        done = _rebuild(lease, progress or _silent)
    write_waiting()
    return done


@contextmanager
def hold_still(wait_s: float = WAIT_S) -> Iterator[Lease]:
    """The writer's lease, waited for: while it is held, the facts do not change.

    Errors: `WriterBusy` when another writer does not let go within `wait_s`.
    """
    deadline = time.monotonic() + wait_s
    while True:
        with writer_lease() as lease:
            if lease is not None:
                yield lease
                return
        if time.monotonic() >= deadline:
            raise WriterBusy("Another process is writing facts. Wait a moment and start again.")
        time.sleep(0.2)


def _rebuild(lease: Lease, progress: Progress) -> int:
    # What is numbered is either in the new folder or follows it: nothing may stand between the two.
    write_under(lease)
    cut = last_written()
    store = fact_store()
    total = Response.objects.filter(facts_number__lte=cut).count()
    done = 0
    with store.rebuild(TABLE) as fresh:
        for portion in _portions(cut):
            lease.renew()
            _add(fresh, portion)
            done += len(portion)
            progress(done, total)
    store.compact(TABLE)
    _rebuild_left_out(store, cut)
    _rebuild_comments(store, cut, lease)
    for organisation in organisations():
        write_units(store, organisation.id)
        write_cube(store, organisation.id, database_now())
    return done


def _rebuild_left_out(store: FactStore, cut: int) -> None:
    """What review left out; few, so that one portion holds them."""
    rows = Response.objects.filter(facts_number__lte=cut, left_out_at__isnull=False).order_by("id")
    if store.version(LEFT_OUT) is None and not rows.exists():
        return
    with store.rebuild(LEFT_OUT) as fresh:
        fresh.append(left_out_table(left_out_rows(rows.iterator(PORTION))))
    store.compact(LEFT_OUT)


def _rebuild_comments(store: FactStore, cut: int, lease: Lease) -> None:
    rows = TextReading.objects.filter(facts_number__lte=cut).select_related("response").order_by("number")
    portion = list(rows[:PORTION])
    if not portion and store.version(COMMENTS) is None:
        return
    with store.rebuild(COMMENTS) as fresh:
        while portion:
            lease.renew()
            fresh.append(comments_table(comment_rows(portion)))
            portion = list(rows.filter(number__gt=portion[-1].number)[:PORTION])
    store.compact(COMMENTS)


def _add(fresh: Rebuild, portion: list[Response]) -> None:
    fresh.append(answers_table(fact_rows(portion)))


def _portions(cut: int) -> Iterator[list[Response]]:
    """Page by page: one long read would keep SQLite's write-ahead log from being cut."""
    rows = Response.objects.filter(facts_number__lte=cut).order_by("id")
    portion = list(rows[:PORTION])
    while portion:
        yield portion
        portion = list(rows.filter(id__gt=portion[-1].id)[:PORTION])


def _silent(done: int, total: int) -> None:
    """Nobody watches."""
