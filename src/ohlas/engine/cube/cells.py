"""The table `cube`: the shown parts of every release, and nothing else of anonymous answers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from ohlas.engine.answers import local_moment
from ohlas.engine.columns import arrow_table
from ohlas.engine.errors import ReadFailed
from ohlas.engine.fields import table_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    import pyarrow as pa

    from ohlas.engine.snapshot import Slice
    from ohlas.engine.store import FactStore

CUBE = "cube"


@dataclass(frozen=True, slots=True, kw_only=True)
class CubeRow:
    """One value in one shown part of one release, and how many gave it. `at` is when the release closed."""

    organisation: str
    survey: str
    release: int
    at: datetime
    zone: str
    question: str
    scale: str
    value: float
    n: int
    touchpoint: str | None = None
    unit: str | None = None
    field: str | None = None
    key: str | None = None
    is_rest: bool = False


@dataclass(frozen=True)
class Cell:
    """One shown part of one release: how many gave which value."""

    survey: str
    release: int
    day: date
    question: str
    scale: str
    touchpoint: str | None
    unit: str | None
    field: str | None
    key: str | None
    is_rest: bool
    counts: Mapping[float, int]


def cube_table(rows: Iterable[CubeRow]) -> pa.Table:
    """Shown parts as columns, ready for `FactStore.replace("cube", …)`.

    Shape:  rows in, one Arrow table out; no rows give an empty table with all columns.
    Errors: exact.
    Source: metrics.md, "Small groups".
    """
    given = list(rows)
    plain = {
        name: [getattr(row, name) for row in given]
        for name in table_named(CUBE).columns
        if name != "local_date"
    }
    days = [local_moment(row.at, row.zone)[0] for row in given]
    return arrow_table(CUBE, {**plain, "local_date": days})


def released_cells(store: FactStore, organisation: str) -> tuple[Cell, ...]:
    """Everything of anonymous surveys that may be seen, read once per version; () before the first release.

    Shape:  a store and an organisation in, cells out.
    Errors: exact; `ReadFailed`.
    Source: metrics.md, "Small groups".
    """
    found = released_slice(store, organisation)
    if found is None:
        return ()
    try:
        return _cells(found)
    except (OSError, FileNotFoundError) as error:
        fresh = released_slice(store, organisation)  # a vacuum may take files from under an open list
        if fresh is None or fresh is found:
            raise ReadFailed(str(error)) from error
        return _cells(fresh)


def released_slice(store: FactStore, organisation: str) -> Slice | None:
    """The organisation's part of the table; None where there is nothing."""
    snapshot = store.snapshot(CUBE)
    found = snapshot.slice(organisation) if snapshot else None
    return found if found and found.files else None


@lru_cache(maxsize=64)
def _cells(facts: Slice) -> tuple[Cell, ...]:
    names = [name for name in table_named(CUBE).columns if name in facts.columns]
    columns = facts.open_dataset().to_table(columns=names).to_pydict()
    blank = [None] * len(columns["value"])
    keys = zip(*(columns.get(name, blank) for name in _KEY), strict=True)
    counts: dict[tuple[object, ...], dict[float, int]] = {}
    for key, value, n in zip(keys, columns["value"], columns["n"], strict=True):
        counts.setdefault(key, {})[value] = n
    return tuple(Cell(*key, found) for key, found in counts.items())  # type: ignore[call-arg, arg-type]  # columns have kinds


_KEY = (
    "survey", "release", "local_date", "question", "scale", "touchpoint", "unit", "field", "key", "is_rest",
)  # fmt: skip


def parents_of(store: FactStore, organisation: str) -> Mapping[str, str | None]:
    """The tree of units as it stands, child to parent."""
    snapshot = store.snapshot("units")
    found = snapshot.slice(organisation) if snapshot else None
    return _tree(found) if found and found.files else {}


@lru_cache(maxsize=64)
def _tree(facts: Slice) -> Mapping[str, str | None]:
    columns = facts.open_dataset().to_table().to_pydict()
    blank = [None] * len(columns["id"])
    lines = zip(columns["id"], columns["path"], columns.get("valid_from", blank), strict=True)
    latest = sorted(lines, key=lambda line: (line[2] is not None, str(line[2] or "")))
    return {name: _above(path) for name, path, _ in latest}


def _above(path: str) -> str | None:
    *above, _ = [part for part in path.split("/") if part]
    return above[-1] if above else None
