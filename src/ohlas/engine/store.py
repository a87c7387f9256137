"""Where facts are kept: written exactly once by one leased writer per table, read by anybody at any time.

Facts are disposable: they are made from the record and can be made again, into a new folder.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from ohlas.engine import delta
from ohlas.engine.columns import checked, empty_table, rows_where
from ohlas.engine.errors import BadAddress, BadFact, RebuildOvertaken
from ohlas.engine.fields import table_named
from ohlas.engine.folders import Folders
from ohlas.engine.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    import pyarrow as pa
    from deltalake import DeltaTable
_UNFIT = re.compile(r"[\[\]\\]|%[0-9A-Fa-f]{2}")  # Delta's library loses its way in such folders
_DEAD_AFTER = timedelta(hours=1)


@dataclass
class _Reader:
    """The table as a reader last saw it; kept, since reading the log anew costs ten times more."""

    folder: str
    table: DeltaTable
    snapshot: Snapshot | None = None


class Rebuild:
    """Facts being made again in a folder of their own."""

    def __init__(self, address: str, table: str) -> None:
        self._table = table
        self._delta = delta.created(address, table)

    def append(self, rows: pa.Table) -> None:
        delta.add(self._delta, checked(self._table, rows), None)

    def seal(self, batch: int | None) -> None:
        if batch is not None:
            delta.add(self._delta, empty_table(self._table), batch)


class FactStore:
    """All fact tables below one address. Safe to share between threads."""

    def __init__(self, url: str, engine_url: str = "duckdb://") -> None:
        if "://" not in url and _UNFIT.search(url):
            raise BadAddress(
                f"facts cannot be kept in {url!r}: choose a path without [ ] \\ and %41-like codes"
            )
        self.url = url
        self.engine_url = engine_url
        self._readers: dict[str, _Reader] = {}
        self._reading = Lock()

    def append(self, table: str, batch: int, rows: pa.Table) -> bool:
        """Write one numbered batch; False if it, or a later one, has been written before.

        Shape:  an Arrow table (`answers_table`) in; new `a_…` columns are added to the table.
        Errors: `BadFact` for a missing or foreign column; nothing is written then.
        Source: Delta Lake protocol, application transactions.
        """
        return self._write_once(table, batch, lambda target: delta.add(target, checked(table, rows), batch))

    def merge(self, table: str, batch: int, rows: pa.Table, keys: Collection[tuple[str, str]]) -> bool:
        """Replace whole signals: all rows of the (organisation, signal) keys go, the given rows come.

        A key without rows is erased. One commit, together with the batch number; an undone import of many
        thousand signals takes several, the number comes with the last, and each can be repeated.

        Shape:  an Arrow table and the keys in; False if this or a later batch has been written before.
        Errors: `BadFact` for a row outside the keys.
        Source: house.md, "Facts".
        """
        given = checked(table, rows)
        owners = list(zip(given["organisation"].to_pylist(), given["signal"].to_pylist(), strict=True))
        if strangers := set(owners) - set(keys):
            raise BadFact(f"signal {min(strangers)[1]} has rows but is not among the keys to replace")
        return self._write_once(table, batch, lambda target: _replace(target, given, owners, keys, batch))

    def replace(self, table: str, organisation: str, rows: pa.Table) -> None:
        """All rows of one organisation at once, for small tables such as `units`."""
        given = checked(table, rows)
        if any(owner != organisation for owner in given["organisation"].to_pylist()):
            raise BadFact(f"every row must belong to {organisation!r}")
        delta.put_in_place(self._writable(table), given, delta.belongs_to(organisation))

    def erase(self, table: str, organisation: str, signals: Iterable[str]) -> int:
        """Remove these signals' rows; how many. Proven only after `vacuum(table, now=True)`."""
        target = self._existing(table)
        if target is None:
            return 0
        keys = [(organisation, signal) for signal in signals]
        return sum(delta.remove(target, condition) for _, condition in delta.conditions_on(keys))

    def compact(self, table: str) -> int:
        """Join small files; how many were replaced."""
        target = self._existing(table)
        return 0 if target is None else delta.compact(target)

    def vacuum(self, table: str, *, now: bool = False) -> int:
        """Delete what has been dead for an hour: files, their log, folders left by a rebuild; how many files.

        `now` does not wait for the hour: readers with an open list retry, and an erasure is proven after it.
        """
        target = self._existing(table)
        self._folders(table).remove_dead(after=timedelta(0) if now else _DEAD_AFTER)
        return 0 if target is None else delta.sweep(target, now=now)

    @contextmanager
    def rebuild(self, table: str) -> Iterator[Rebuild]:
        """A fresh folder to fill; on success it takes the old one's place and its batch number.

        Shape:  `with store.rebuild("answers") as fresh: fresh.append(rows)`; an exception changes nothing.
        Errors: `RebuildOvertaken` if the old facts were written to meanwhile: hold the writer's lease.
        Source: house.md, "Facts".
        """
        folders = self._folders(table)
        before, batch = (folders.current(), self.version(table)), self.last_batch(table)
        folder = folders.next()
        fresh = Rebuild(folders.address(folder), table)
        yield fresh
        if (folders.current(), self.version(table)) != before:
            raise RebuildOvertaken(
                f"{table} was written to during the rebuild; stop the writer and start again"
            )
        fresh.seal(batch)
        folders.switch(folder)

    def version(self, table: str) -> int | None:
        """The newest version's number within the current folder; None before the first write."""
        target = self._existing(table)
        return None if target is None else target.version()

    def last_batch(self, table: str) -> int | None:
        """The number of the latest batch written; None before the first."""
        target = self._existing(table)
        return None if target is None else delta.batch_of(target)

    def snapshot(self, table: str) -> Snapshot | None:
        """The newest version to read from; None before the first write."""
        table_named(table)
        with self._reading:
            reader = self._reader(table)
            if reader is None:
                return None
            if reader.snapshot is None or reader.snapshot.version != reader.table.version():
                reader.snapshot = _snapshot(self._folders(table), reader, table)
            return reader.snapshot

    def _reader(self, table: str) -> _Reader | None:
        folder = self._folders(table).current()
        known = self._readers.get(table)
        if known is not None and known.folder == folder:
            known.table.update_incremental()
            return known
        opened = delta.opened(self._folders(table).address(folder))
        if opened is None:
            return None
        self._readers[table] = _Reader(folder, opened)
        return self._readers[table]

    def _write_once(self, table: str, batch: int, write: Callable[[DeltaTable], None]) -> bool:
        from deltalake.exceptions import CommitFailedError

        target = self._writable(table)
        if _is_written(target, batch):
            return False
        try:
            write(target)
        except CommitFailedError:
            # Another writer was faster. If it wrote this very batch all is well; if not, the relay retries.
            if not _is_written(self._writable(table), batch):
                raise
            return False
        return True

    def _folders(self, table: str) -> Folders:
        return Folders(self.url, table_named(table).name)

    def _existing(self, table: str) -> DeltaTable | None:
        folders = self._folders(table)
        return delta.opened(folders.address(folders.current()))

    def _writable(self, table: str) -> DeltaTable:
        folders = self._folders(table)
        address = folders.address(folders.current())
        return delta.opened(address) or delta.created(address, table)


@lru_cache(maxsize=8)
def open_store(url: str, engine_url: str = "duckdb://") -> FactStore:
    """The store at that address, the same one for the whole process; `engine_url` says who answers."""
    return FactStore(url, engine_url)


def _is_written(target: DeltaTable, batch: int) -> bool:
    last = delta.batch_of(target)
    return last is not None and last >= batch


def _replace(
    target: DeltaTable,
    rows: pa.Table,
    owners: list[tuple[str, str]],
    keys: Collection[tuple[str, str]],
    batch: int,
) -> None:
    chunks = delta.conditions_on(keys)
    for number, (chunk, condition) in enumerate(chunks, start=1):
        mine = rows_where(rows, [owner in chunk for owner in owners])
        delta.put_in_place(target, mine, condition, batch if number == len(chunks) else None)
    if not chunks:
        delta.add(target, rows, batch)


def _snapshot(folders: Folders, reader: _Reader, table: str) -> Snapshot:
    return Snapshot(
        table=table,
        version=reader.table.version(),
        folder=folders.address(reader.folder),
        is_local=folders.is_local,
        dataset_of=folders.dataset,
        actions=delta.files_of(reader.table),
    )
