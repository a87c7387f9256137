"""Where facts are kept: written exactly once by one leased writer per table, read by anybody at any time.

Facts are disposable: they are made from the record and can be made again, into a new folder.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING

from ohlas.engine import delta
from ohlas.engine.columns import checked, empty_table, rows_where
from ohlas.engine.errors import BadAddress, BadFact, RebuildOvertaken, UnknownField
from ohlas.engine.fields import Kind, table_named
from ohlas.engine.folders import Folders
from ohlas.engine.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    import pyarrow as pa
    from deltalake import DeltaTable
_UNFIT = re.compile(r"[\[\]\\]|%[0-9A-Fa-f]{2}")  # Delta's library loses its way in such folders
_DEAD_AFTER = timedelta(hours=1)


@dataclass
class _Handle:
    """A table as last seen; kept, since reading its log anew costs ten times more."""

    folder: str
    table: DeltaTable
    snapshot: Snapshot | None = None


@dataclass
class _Handles:
    """One per table for readers and one for the writer, so that reading never waits for writing."""

    known: dict[str, _Handle] = field(default_factory=dict)
    turn: RLock = field(default_factory=RLock)

    def newest(self, folders: Folders) -> _Handle | None:
        folder = folders.current()
        if folder is None:
            return None
        handle = self.known.get(folders.table)
        if handle is not None and handle.folder == folder:
            handle.table.update_incremental()
            return handle
        return self.keep(folders, folder, delta.opened(folders.address(folder)))

    def keep(self, folders: Folders, folder: str, table: DeltaTable) -> _Handle:
        self.known[folders.table] = _Handle(folder, table)
        return self.known[folders.table]


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
        self._readers, self._writers = _Handles(), _Handles()

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
        """All rows of one organisation at once, for small tables such as `units`.

        Shape:  an Arrow table (`units_table`) in; it takes the place of what was there, in one commit.
        Errors: `BadFact` for a row of another organisation.
        Source: house.md, "Facts".
        """
        given = checked(table, rows)
        if any(owner != organisation for owner in given["organisation"].to_pylist()):
            raise BadFact(f"every row must belong to {organisation!r}")
        with self._writers.turn:
            delta.put_in_place(self._writable(table), given, delta.belongs_to(organisation))

    def erase(self, table: str, organisation: str, signals: Iterable[str]) -> int:
        """Remove these signals' rows; proven only after `vacuum(table, now=True)`.

        Shape:  signal ids in, the number of rows removed out; 0 for unknown ones. Safe to repeat.
        Errors: exact.
        Source: promises.md, privacy.
        """
        keys = [(organisation, signal) for signal in signals]
        return sum(self._remove(table, condition) for _, condition in delta.conditions_on(keys))

    def erase_where(self, table: str, organisation: str, column: str, value: str) -> int:
        """Remove the organisation's rows with this value, as when an import is undone; how many.

        Shape:  a text column such as `batch` in; 0 when nothing has it. Safe to repeat.
        Errors: `UnknownField` naming the nearest column.
        Source: house.md, "Agreements", imports.
        """
        if table_named(table).columns.get(column) != Kind.TEXT:
            raise UnknownField(column, table_named(table).columns)
        return self._remove(table, delta.having(organisation, column, value))

    def compact(self, table: str) -> int:
        """Join small files into large ones, which are faster to read.

        Shape:  a table's name in, the number of files replaced out.
        Errors: none; numbers do not change.
        Source: house.md, "Facts": 301 small files in 0.4 s.
        """
        with self._writers.turn:
            target = self._existing(table)
            return 0 if target is None else delta.compact(target)

    def vacuum(self, table: str, *, now: bool = False) -> int:
        """Delete what has been dead for an hour: files, their log, folders left by a rebuild.

        `now` does not wait for the hour: readers with an open list retry, and an erasure is proven after it.

        Shape:  a table's name in, the number of dead files out, some perhaps gone before.
        Errors: none; numbers do not change.
        Source: house.md, "Facts".
        """
        with self._writers.turn:
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
        snapshot = self.snapshot(table)
        return None if snapshot is None else snapshot.version

    def last_batch(self, table: str) -> int | None:
        """The number of the latest batch written; None before the first."""
        with self._readers.turn:
            handle = self._readers.newest(self._folders(table))
            return None if handle is None else delta.batch_of(handle.table)

    def snapshot(self, table: str) -> Snapshot | None:
        """The newest version to read from; None before the first write."""
        folders = self._folders(table)
        with self._readers.turn:
            handle = self._readers.newest(folders)
            if handle is None:
                return None
            if handle.snapshot is None or handle.snapshot.version != handle.table.version():
                handle.snapshot = _snapshot(folders, handle)
            return handle.snapshot

    def _remove(self, table: str, condition: str) -> int:
        with self._writers.turn:
            target = self._existing(table)
            return 0 if target is None else delta.remove(target, condition)

    def _write_once(self, table: str, batch: int, write: Callable[[DeltaTable], None]) -> bool:
        from deltalake.exceptions import CommitFailedError

        with self._writers.turn:
            target = self._writable(table)
            if _is_written(target, batch):
                return False
            try:
                write(target)
            except CommitFailedError:
                # Another process was faster. If it wrote this very batch all is well; if not, the relay retries.
                if not _is_written(self._writable(table), batch):
                    raise
                return False
        return True

    def _folders(self, table: str) -> Folders:
        return Folders(self.url, table_named(table).name)

    def _existing(self, table: str) -> DeltaTable | None:
        handle = self._writers.newest(self._folders(table))
        return None if handle is None else handle.table

    def _writable(self, table: str) -> DeltaTable:
        existing = self._existing(table)
        if existing is not None:
            return existing
        folders = self._folders(table)
        folder = folders.next()
        created = delta.created(folders.address(folder), table)
        folders.switch(folder)
        return self._writers.keep(folders, folder, created).table


@lru_cache(maxsize=8)
def open_store(url: str, engine_url: str = "duckdb://") -> FactStore:
    """The store at that address, the same one for the whole process; `engine_url` says who answers.

    Shape:  two addresses in, a store out; nothing is read or written yet.
    Errors: `BadAddress` for a folder Delta cannot handle; `UnknownEngine` comes with the first question.
    Source: house.md, "Agreements".
    """
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


def _snapshot(folders: Folders, handle: _Handle) -> Snapshot:
    return Snapshot(
        table=folders.table,
        version=handle.table.version(),
        folder=folders.address(handle.folder),
        is_local=folders.is_local,
        dataset_of=folders.dataset,
        actions=delta.files_of(handle.table),
    )
