"""One Delta table in one folder: the only file that talks to `deltalake`.

Every commit that carries facts also carries the batch number, as a Delta application transaction, so a
batch that is delivered twice is written once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ohlas.engine.columns import arrow_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pyarrow as pa
    from deltalake import CommitProperties, DeltaTable

_WRITER = "ohlas"
_HOUR = "interval 1 hours"
_AT_ONCE = "interval 0 seconds"
_CONFIGURATION: Mapping[str, str | None] = {
    # Bounds of every column: they prune files and let a query drop what is certain.
    "delta.dataSkippingNumIndexedCols": "-1",
    # The log repeats bounds, signal ids among them: it is forgotten as soon as dead files are.
    "delta.logRetentionDuration": _HOUR,
    "delta.deletedFileRetentionDuration": _HOUR,
}
_SIGNALS_PER_COMMIT = 2_000


def opened(address: str) -> DeltaTable:
    from deltalake import DeltaTable

    return DeltaTable(address)


def created(address: str, table: str) -> DeltaTable:
    from deltalake import DeltaTable

    return DeltaTable.create(
        address,
        schema=arrow_schema(table),
        mode="ignore",
        partition_by=["organisation"],
        configuration=_CONFIGURATION,
    )


def batch_of(delta: DeltaTable) -> int | None:
    return delta.transaction_version(_WRITER)


def files_of(delta: DeltaTable) -> pa.Table:
    """The files of this version, one row each, with the statistics of every column."""
    import pyarrow as pa

    return pa.table(delta.get_add_actions(flatten=True))


def add(delta: DeltaTable, rows: pa.Table, batch: int | None) -> None:
    from deltalake import write_deltalake

    write_deltalake(delta, rows, mode="append", schema_mode="merge", commit_properties=_numbered(batch))


def put_in_place(delta: DeltaTable, rows: pa.Table, condition: str, batch: int | None = None) -> None:
    """Remove what meets the condition and add the rows, in one commit."""
    from deltalake import write_deltalake

    write_deltalake(
        delta,
        rows,
        mode="overwrite",
        predicate=condition,
        schema_mode="merge",
        commit_properties=_numbered(batch),
    )


def remove(delta: DeltaTable, condition: str) -> int:
    """How many rows met the condition; they are gone from the newest version, not yet from the disk."""
    return int(delta.delete(condition)["num_deleted_rows"] or 0)


def compact(delta: DeltaTable) -> int:
    """Join small files; how many were replaced."""
    return int(delta.optimize.compact()["numFilesRemoved"])


def sweep(delta: DeltaTable, *, now: bool) -> int:
    """Delete files nobody needs and the log that speaks of them; how many data files went."""
    gone = delta.vacuum(
        retention_hours=0 if now else 1, dry_run=False, enforce_retention_duration=False, full=True
    )
    if now:
        _keep_log_for(delta, _AT_ONCE)
    delta.create_checkpoint()
    delta.cleanup_metadata()
    if now:
        _keep_log_for(delta, _HOUR)
    return len(gone)


def conditions_on(keys: Iterable[tuple[str, str]]) -> list[tuple[frozenset[tuple[str, str]], str]]:
    """Groups of (organisation, signal) and, for each, the condition that finds their rows.

    One group for any live batch; only an undone import needs more, and then each signal is still whole.
    """
    ordered = sorted(set(keys))
    chunks = [ordered[i : i + _SIGNALS_PER_COMMIT] for i in range(0, len(ordered), _SIGNALS_PER_COMMIT)]
    return [(frozenset(chunk), _condition(chunk)) for chunk in chunks]


def belongs_to(organisation: str) -> str:
    return f"organisation = {_quoted(organisation)}"


def having(organisation: str, column: str, value: str) -> str:
    return f"{belongs_to(organisation)} AND {column} = {_quoted(value)}"


def _condition(keys: Iterable[tuple[str, str]]) -> str:
    by_organisation: dict[str, list[str]] = {}
    for organisation, signal in keys:
        by_organisation.setdefault(organisation, []).append(_quoted(signal))
    return " OR ".join(
        f"({belongs_to(organisation)} AND signal IN ({', '.join(signals)}))"
        for organisation, signals in by_organisation.items()
    )


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _numbered(batch: int | None) -> CommitProperties:
    from deltalake import CommitProperties, Transaction

    return CommitProperties(app_transactions=[] if batch is None else [Transaction(_WRITER, batch)])


def _keep_log_for(delta: DeltaTable, interval: str) -> None:
    delta.alter.set_table_properties({"delta.logRetentionDuration": interval})
