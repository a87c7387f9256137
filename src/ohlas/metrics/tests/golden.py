"""The golden values and the open data they were computed from; tests skip, saying so, where absent."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[4]
GOLDEN = ROOT.parent / "shared" / "design" / "golden.csv"
DATA = ROOT.parent / "shared" / "data"

needs_golden = pytest.mark.skipif(not GOLDEN.exists(), reason="no shared/design/golden.csv beside the clone")


@lru_cache
def golden_rows():
    with GOLDEN.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: (float(row["value"]), float(row["tolerance"])) for row in csv.DictReader(lines)}


def read(path):
    """Rows of a data file as dictionaries; skips the test where the file is absent."""
    if not (DATA / path).exists():
        pytest.skip(f"shared/data/{path} is not beside the clone")
    with (DATA / path).open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        return list(csv.DictReader(lines))


@lru_cache
def airport():
    return read("surveys/airport/2017.csv")


def airport_nps_rows():
    return [row for row in airport() if row["NETPRO"].strip() and 0 <= float(row["NETPRO"]) <= 10]


def on_five(column):
    return [row for row in airport() if row[column].strip() and 1 <= float(row[column]) <= 5]
