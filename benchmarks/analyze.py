"""`ohlas analyze` over a million rows, beside the bare csv module counting the same column."""

import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.imports import write_answers

ROWS = 1_000_000
BARE = """
import csv, sys
counts = {}
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    for row in csv.reader(file):
        counts[row[1], row[4]] = counts.get((row[1], row[4]), 0) + 1
print(len(counts))
"""


def run() -> list[dict]:
    with tempfile.TemporaryDirectory(prefix="ohlas-bench-analyze-") as folder:
        path = Path(folder) / "answers.csv"
        write_answers(path, ROWS)
        bare = _seconds([sys.executable, "-c", BARE, str(path)])
        ohlas = str(Path(sys.executable).parent / "ohlas")
        ours = _seconds(
            [ohlas, "analyze", str(path), "--score", "score", "--metric", "nps", "--by", "part", "--json"]
        )
    return [
        {
            "name": f"analyze: {ROWS} rows by 40 groups",
            "value": ROWS / ours,
            "unit": "rows/s",
            "reference": ROWS / bare,
            "ratio": bare / ours,
        }
    ]


def _seconds(command: list[str]) -> float:
    begun = time.perf_counter()
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - begun
    if command[-1] == "--json":
        document = json.loads(done.stdout)
        assert sum(group["n"] for group in document["groups"]) == document["n"] == ROWS
    return seconds
