"""NPS by 40 touchpoints over 10 million facts, against hand-written DuckDB SQL over the same files.

Both sides give the same counts per touchpoint and score; ours go on to 40 scores with intervals. The two
take turns, so that whatever else the machine does strikes both, and the medians are compared.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from ohlas.engine import FactStore, Query
from ohlas.engine import run as ask
from ohlas.metrics import nps_interval, nps_tally

if TYPE_CHECKING:
    from collections.abc import Callable

FACTS = 10_000_000
CHUNK = 1_000_000
TOUCHPOINTS = 40
ROUNDS = 21
ORGANISATION = "0190f000-0000-7000-8000-000000000001"
SHARES = [0.02, 0.01, 0.02, 0.03, 0.04, 0.06, 0.07, 0.15, 0.20, 0.20, 0.20]  # of the scores 0 to 10
FIRST = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())
APART_S = 5
QUERY = Query(ORGANISATION, "nps_0_10", group_by=("touchpoint",))


def run() -> list[dict[str, object]]:
    store = filled_store()
    sql, connection = hand_written(store), duckdb.connect()
    expected = reference(connection, sql)
    assert ours(store) == expected, "the engine and the hand-written SQL disagree"
    mine, theirs = taken_in_turns(lambda: ours(store), lambda: reference(connection, sql))
    ratio = mine / theirs
    return [
        {
            "name": "tally",
            "value": round(mine * 1000, 1),
            "unit": "ms",
            "reference": f"{theirs * 1000:.1f} ms, hand-written DuckDB SQL over the same files; at most 1.2 times that",
            "ratio": round(ratio, 3),
            "command": "python -m benchmarks tally",
        }
    ]


def filled_store() -> FactStore:
    """The same facts each time, kept in the system's temporary folder for the next run."""
    store = FactStore(str(Path(tempfile.gettempdir()) / f"ohlas-bench-tally-{FACTS}"))
    for batch in range((store.last_batch("answers") or 0) + 1, FACTS // CHUNK + 1):
        store.append("answers", batch, chunk(batch))
    return store


def chunk(batch: int) -> pa.Table:
    rng = np.random.default_rng(batch)
    number = np.arange((batch - 1) * CHUNK, batch * CHUNK)
    seconds = FIRST + number * APART_S
    return pa.table(
        {
            "signal": pc.binary_join_element_wise("0190f000-0000-7000-8000", padded(number), "-"),
            "organisation": constant(ORGANISATION),
            "survey": constant("relationship"),
            "version": pa.array(np.ones(CHUNK, dtype=np.int32)),
            "question": constant("recommend"),
            "scale": constant("nps_0_10"),
            "value": rng.choice(11, size=CHUNK, p=SHARES).astype(np.float64),
            "has_text": rng.random(CHUNK) < 0.3,
            "at": pa.array(seconds * 1_000_000).cast(pa.timestamp("us", tz="UTC")),
            "local_date": pa.array((seconds // 86_400).astype(np.int32)).cast(pa.date32()),
            "local_hour": (seconds // 3_600 % 24).astype(np.int8),
            "channel": drawn(rng, "channel", 6),
            "language": drawn(rng, "language", 7),
            "unit": drawn(rng, "unit", 60),
            "employee": drawn(rng, "employee", 400),
            "touchpoint": drawn(rng, "touchpoint", TOUCHPOINTS),
            "customer": padded(rng.integers(0, FACTS // 3, CHUNK)),
            "complete": pa.array(np.ones(CHUNK, dtype=bool)),
            "a_region": drawn(rng, "region", 8),
        }
    )


def padded(numbers: np.ndarray) -> pa.Array:
    return pc.utf8_lpad(pa.array(numbers).cast(pa.string()), 12, "0")


def constant(text: str) -> pa.Array:
    return pa.array([text]).take(pa.array(np.zeros(CHUNK, dtype=np.int32)))


def drawn(rng: np.random.Generator, name: str, kinds: int) -> pa.Array:
    names = pa.array([f"{name} {number:03d}" for number in range(kinds)])
    return names.take(pa.array(rng.integers(0, kinds, CHUNK)))


def hand_written(store: FactStore) -> str:
    snapshot = store.snapshot("answers")
    assert snapshot is not None
    files = ", ".join(f"'{file}'" for file in snapshot.slice(ORGANISATION).files)
    return (
        f"SELECT touchpoint, value, count(*) FROM read_parquet([{files}]) "
        "WHERE scale = 'nps_0_10' AND complete AND value IS NOT NULL GROUP BY touchpoint, value"
    )


def reference(connection: duckdb.DuckDBPyConnection, sql: str) -> dict[str, dict[float, int]]:
    found: dict[str, dict[float, int]] = {}
    for touchpoint, value, n in connection.execute(sql).fetchall():
        found.setdefault(touchpoint, {})[value] = n
    return found


def ours(store: FactStore) -> dict[str, dict[float, int]]:
    groups = ask(store, QUERY).rows
    assert all(nps_interval(nps_tally(group.counts)) for group in groups)
    return {
        str(group.key["touchpoint"]): {value: cell.n for value, cell in group.counts.cells.items()}
        for group in groups
    }


def taken_in_turns(*sides: Callable[[], object]) -> list[float]:
    seconds: list[list[float]] = [[] for _ in sides]
    for _ in range(ROUNDS):
        for side, taken in zip(sides, seconds, strict=True):
            started = time.perf_counter()
            side()
            taken.append(time.perf_counter() - started)
    return [statistics.median(taken) for taken in seconds]
