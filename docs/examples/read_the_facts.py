# ruff: noqa: INP001 - an example to read and run, not a package
"""Read the facts of an Ohlas installation from a notebook: DuckDB, Polars and pandas, the same NPS three times.

The cells begin with `# %%`, as notebooks in editors and Jupytext know them; run as a script it prints the table.
Give the folder of facts and the organisation's id: python read_the_facts.py var/facts 01a1…
Behind them stand the ids of surveys that ask competitors' customers: those answers are not your own.
"""

# %% Where the facts lie. Only the folder the pointer names is current; a rebuild writes a new one beside it.
import importlib.util
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

NPS_SCALE, PROMOTER, DETRACTOR = "nps_0_10", 9, 6
Rows = list[tuple[str | None, int, float]]


def table_folder(facts: Path, table: str) -> Path:
    """The current Delta table of this name."""
    return facts / table / (facts / table / "current").read_text(encoding="utf-8").strip()


def nps_of(values: Iterable[float]) -> tuple[int, float]:
    """n, and promoters less detractors in points; the interval is `ohlas.metrics.nps_interval`."""
    given = list(values)
    above = sum(value >= PROMOTER for value in given) - sum(value <= DETRACTOR for value in given)
    return len(given), 100 * above / len(given)


# %% DuckDB: SQL over the files of the newest version, which deltalake lists.
# `apart` are surveys of competitors' customers. A survey that is not known is not one of those, so it stays.
def with_duckdb(folder: Path, organisation: str, apart: Sequence[str] = ()) -> Rows:
    import duckdb
    from deltalake import DeltaTable

    answers = DeltaTable(str(folder)).to_pyarrow_dataset()  # noqa: F841 - DuckDB finds it by its name
    found = duckdb.execute(
        """
        SELECT unit, count(*),
               100.0 * (count(*) FILTER (value >= 9) - count(*) FILTER (value <= 6)) / count(*)
        FROM answers
        WHERE organisation = ? AND scale = ? AND complete AND value IS NOT NULL
          AND (survey IS NULL OR NOT list_contains(?, survey))
        GROUP BY unit ORDER BY unit
        """,
        [organisation, NPS_SCALE, list(apart)],
    )
    return [(unit, int(n), float(score)) for unit, n, score in found.fetchall()]


# %% Polars: lazily, so that only the columns named are read.
def with_polars(folder: Path, organisation: str, apart: Sequence[str] = ()) -> Rows:
    import polars as pl

    value = pl.col("value")
    score = 100 * ((value >= PROMOTER).sum() - (value <= DETRACTOR).cast(pl.Int64).sum()) / pl.len()
    found = (
        pl.scan_delta(str(folder))
        .filter(
            pl.col("organisation") == organisation,
            pl.col("scale") == NPS_SCALE,
            pl.col("complete"),
            value.is_not_null(),
            pl.col("survey").is_null() | ~pl.col("survey").is_in(list(apart)),
        )
        .group_by("unit")
        .agg(pl.len().alias("n"), score.alias("score"))
        .sort("unit")
        .collect()
    )
    return [(row["unit"], int(row["n"]), float(row["score"])) for row in found.to_dicts()]


# %% pandas: the filter goes down to the files, the rest happens in memory.
def with_pandas(folder: Path, organisation: str, apart: Sequence[str] = ()) -> Rows:
    import pandas as pd
    from deltalake import DeltaTable

    chosen = [("organisation", "=", organisation), ("scale", "=", NPS_SCALE), ("complete", "=", True)]
    frame: pd.DataFrame = DeltaTable(str(folder)).to_pandas(
        filters=chosen, columns=["survey", "unit", "value"]
    )
    own = frame[~frame["survey"].isin(list(apart))]
    groups = own.dropna(subset=["value"]).groupby("unit", dropna=False)["value"]
    rows = [(None if pd.isna(unit) else str(unit), *nps_of(values)) for unit, values in groups]
    return sorted(rows, key=lambda row: row[0] or "")


# %% The same numbers three times; a library that is not installed is named and left out.
READERS: dict[str, Callable[[Path, str, Sequence[str]], Rows]] = {
    "duckdb": with_duckdb,
    "polars": with_polars,
    "pandas": with_pandas,
}


def installed() -> list[str]:
    return [name for name in READERS if importlib.util.find_spec(name) is not None]


if __name__ == "__main__":
    folder = table_folder(Path(sys.argv[1]), "answers")
    for name, reader in READERS.items():
        if name not in installed():
            print(f"{name} is not installed; try: pip install {name}")  # noqa: T201 - a notebook's output
            continue
        for unit, n, score in reader(folder, sys.argv[2], sys.argv[3:]):
            print(f"{name:<8} {unit or '(no unit)':<40} n {n:>6}  NPS {score:6.1f}")  # noqa: T201 - as above
