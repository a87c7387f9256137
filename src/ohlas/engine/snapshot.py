"""What a reader sees: one version of a fact table, and one organisation's slice of it.

The slice *is* the wall between organisations: it lists the files of one partition, so no filter, however
crafted, can reach another one. It also knows the bounds of every column, from Delta's own statistics.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from ohlas.engine.fields import Kind, is_attribute, table_named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    import pyarrow as pa
    from pyarrow.dataset import Dataset

_SURE_LENGTH = 32  # longer text bounds may be cut short by the Parquet writer, so they prove nothing


@dataclass(frozen=True)
class Bounds:
    """The least and greatest value of a column and how many are missing; None where not recorded."""

    low: object
    high: object
    nulls: int | None


@dataclass(frozen=True, eq=False)
class Slice:
    """One organisation's facts at one version: everything a query may touch."""

    organisation: str
    version: int | None
    files: tuple[str, ...]
    facts: int
    columns: Mapping[str, Kind]  # what the files hold
    fields: frozenset[str]  # what may be asked for: an attribute only where this organisation uses it
    bounds: Mapping[str, Bounds]
    is_weighted: bool
    is_ragged: bool  # some file is older than some column
    is_local: bool
    open_dataset: Callable[[], Dataset]

    @property
    def newest(self) -> datetime | None:
        """When the latest answer counted here was given."""
        high: datetime | None = self.bounds["at"].high if "at" in self.bounds else None  # type: ignore[assignment]  # the column's kind
        return high


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One version of one fact table."""

    table: str
    version: int
    folder: str
    is_local: bool
    actions: pa.Table  # Delta's list of files with their statistics
    dataset_of: Callable[[Iterable[str], Mapping[str, Kind]], Dataset]
    _slices: dict[str, Slice] = field(default_factory=dict)

    def slice(self, organisation: str) -> Slice:
        if organisation not in self._slices:
            self._slices[organisation] = self._cut(organisation)
        return self._slices[organisation]

    def _cut(self, organisation: str) -> Slice:
        import pyarrow.compute as pc

        mine = self.actions.filter(pc.equal(self.actions["partition.organisation"], organisation))
        columns = {name: kind for name, kind in self._kinds().items() if _occurs(mine, name)}
        used = frozenset(name for name in columns if _has_values(mine, name))
        files = tuple(f"{self.folder}/{unquote(path)}" for path in mine["path"].to_pylist())
        return Slice(
            organisation=organisation,
            version=self.version,
            files=files,
            facts=pc.sum(mine["num_records"]).as_py() or 0,
            columns=columns,
            fields=used | {name for name in columns if not is_attribute(name)},
            bounds={name: _bounds(mine, name) for name in columns},
            is_weighted="weight" in used,
            is_ragged=any(mine[f"null_count.{name}"].null_count for name in columns),
            is_local=self.is_local,
            open_dataset=lambda: self.dataset_of(files, columns),
        )

    def _kinds(self) -> dict[str, Kind]:
        known = dict(table_named(self.table).columns)
        del known["organisation"]  # it is the folder's name, not a column
        prefix = "null_count."
        names = (name.removeprefix(prefix) for name in self.actions.column_names if name.startswith(prefix))
        return known | {name: Kind.TEXT for name in names if is_attribute(name)}


def nothing(table: str, organisation: str) -> Slice:
    """The slice of a table that holds nothing of this organisation."""
    from ohlas.engine.columns import empty_table

    columns = {name: kind for name, kind in table_named(table).columns.items() if name != "organisation"}
    return Slice(
        organisation=organisation,
        version=None,
        files=(),
        facts=0,
        columns=columns,
        fields=frozenset(columns),
        bounds={},
        is_weighted=False,
        is_ragged=False,
        is_local=False,
        open_dataset=lambda: _as_dataset(empty_table(table).select(list(columns))),
    )


def _as_dataset(rows: pa.Table) -> Dataset:
    import pyarrow.dataset as ds

    return ds.dataset(rows)


def _occurs(actions: pa.Table, name: str) -> bool:
    column = f"null_count.{name}"
    return column in actions.column_names and actions[column].null_count < actions.num_rows


def _has_values(actions: pa.Table, name: str) -> bool:
    import pyarrow.compute as pc

    return bool(pc.any(pc.less(actions[f"null_count.{name}"], actions["num_records"])).as_py())


def _bounds(actions: pa.Table, name: str) -> Bounds:
    import pyarrow.compute as pc

    missing = actions[f"null_count.{name}"]
    nulls = None if missing.null_count else pc.sum(missing).as_py()
    return Bounds(_extreme(actions, "min", name), _extreme(actions, "max", name), nulls)


def _extreme(actions: pa.Table, which: str, name: str) -> object:
    """The least or greatest over all files; None if a file with values does not tell."""
    import pyarrow.compute as pc

    column = actions[f"{which}.{name}"] if f"{which}.{name}" in actions.column_names else None
    if column is None or column.null_count:
        return None
    value = (pc.min if which == "min" else pc.max)(column).as_py()
    return None if isinstance(value, str) and len(value) >= _SURE_LENGTH else value
