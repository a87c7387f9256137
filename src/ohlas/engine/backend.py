"""Which engine answers: DuckDB in this process, the only one built in so far. ENGINE_URL chooses.

Expressions are Ibis's, so another engine needs a class with one method here and nothing elsewhere.
"""

from __future__ import annotations

import tempfile
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ohlas.engine.errors import ReadFailed, UnknownEngine
from ohlas.engine.plan import ASIDE, FACTS, MANY
from ohlas.engine.rewrites import Understood

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import duckdb
    import ibis.expr.types as ir
    import pyarrow as pa

    from ohlas.engine.snapshot import Slice

_ARROW = "arrow"
_GLOB = frozenset("*?[")  # DuckDB would read these in a path as a pattern


class Backend(Protocol):
    """Answers expressions over one organisation's slice."""

    def ask(
        self, facts: Slice, build: Callable[..., ir.Table], *arguments: object, aside: Slice | None = None
    ) -> pa.Table:
        """Run `build(*arguments)`, whose unbound tables are `facts` and `aside`. Arguments must be hashable."""
        ...


@lru_cache(maxsize=8)
def backend_for(url: str) -> Backend:
    """The engine for an ENGINE_URL.

    Shape:  an address in, an engine out; "" and "duckdb://" mean DuckDB in this process.
    Errors: `UnknownEngine`.
    Source: house.md, "Facts".
    """
    if url.partition(":")[0] in {"", "duckdb"}:
        return DuckDB()
    raise UnknownEngine(f"ENGINE_URL is {url!r}; this version answers with duckdb:// only")


class DuckDB:
    """One database in memory, without data; one cursor per thread, as DuckDB refuses to share one."""

    def __init__(self) -> None:
        self._own = threading.local()
        self._opening = threading.Lock()
        self._root: duckdb.DuckDBPyConnection | None = None

    def ask(
        self, facts: Slice, build: Callable[..., ir.Table], *arguments: object, aside: Slice | None = None
    ) -> pa.Table:
        import duckdb

        try:
            self._session().show(facts)
            if aside is not None:
                self._session().show(aside, ASIDE)
            return self._session().run(_compiled(build, arguments))
        except (duckdb.Error, OSError) as error:
            raise ReadFailed(str(error)) from error

    def _session(self) -> _Session:
        session: _Session | None = getattr(self._own, "session", None)
        if session is None:
            with self._opening:
                self._root = self._root or _connected()
                session = self._own.session = _Session(self._root.cursor())
        return session


class _Session:
    """One thread's cursor and the slices its views show."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection) -> None:
        self._cursor = cursor
        self._shown: dict[str, Slice] = {}

    def show(self, facts: Slice, view: str = FACTS) -> None:
        if self._shown.get(view) is facts:
            return
        self._shown.pop(view, None)
        self._cursor.execute(f"CREATE OR REPLACE TEMP VIEW {view} AS {self._source(facts, view)}")
        self._shown[view] = facts

    def _source(self, facts: Slice, view: str) -> str:
        """DuckDB's own reader where it can; an object store would make it download an extension."""
        if facts.is_local and facts.files and not any(_GLOB & set(file) for file in facts.files):
            return _scan(facts.files, by_name=facts.is_ragged)
        self._cursor.register(f"{_ARROW}_{view}", facts.open_dataset())
        return f"SELECT * FROM {_ARROW}_{view}"  # noqa: S608 - constants

    def run(self, sql: str) -> pa.Table:
        return self._cursor.sql(sql).to_arrow_table()


def _connected() -> duckdb.DuckDBPyConnection:
    import duckdb

    connection = duckdb.connect(
        config={
            "autoinstall_known_extensions": False,  # never reach for the network
            "temp_directory": str(Path(tempfile.gettempdir()) / "ohlas-engine"),
            "parquet_metadata_cache": True,  # fact files never change
        }
    )
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def _scan(files: Iterable[str], *, by_name: bool) -> str:
    """Files older than a column lack it; reading by name gives null there, and is slower, so only if needed."""
    listed = ", ".join("'" + file.replace("'", "''") + "'" for file in files)
    options = f"hive_partitioning = false, union_by_name = {str(by_name).lower()}"
    return f"SELECT * FROM read_parquet([{listed}], {options})"  # noqa: S608 - names are ours and quoted


def _compiled(build: Callable[..., ir.Table], arguments: tuple[object, ...]) -> str:
    """Kept for the next time, but for texts of megabytes: each of those is asked once."""
    is_long = any(
        len(condition.values) >= MANY
        for given in arguments
        if isinstance(given, Understood)
        for condition in given.conditions
    )
    return _sql(build, arguments) if is_long else _kept(build, arguments)


@lru_cache(maxsize=512)
def _kept(build: Callable[..., ir.Table], arguments: tuple[object, ...]) -> str:
    return _sql(build, arguments)


def _sql(build: Callable[..., ir.Table], arguments: tuple[object, ...]) -> str:
    import ibis

    return str(ibis.to_sql(build(*arguments), dialect="duckdb"))
