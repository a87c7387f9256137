"""`make bench`: every measurement beside its reference in the same run, written to benchmarks/results.json.

python -m benchmarks [NAME …]
"""

import importlib
import json
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
NAMES = (
    "ingest",
    "survey_page",
    "submit",
    "lcp",
    "weight",
    "widget_bytes",
    "tally",
    "dashboard",
    "freshness",
    "imports",
    "drivers",
    "report",
    "segment_count",
    "plan",
    "invite",
    "mail_throughput",
    "start",
    "analyze",
    "sentiment",
    "sentiment_folds",
    "sentiment_left_out",
    "sentiment_accurate",
    "aspects",
    "urgency",
    "analyse",
)


def main(names: list[str]) -> int:
    unknown = sorted(set(names) - set(NAMES))
    if unknown:
        print(f"Unknown: {', '.join(unknown)}. There are: {', '.join(NAMES)}.")
        return 2
    os.environ.setdefault("OHLAS_HOME", tempfile.mkdtemp(prefix="ohlas-bench-"))
    chosen = names or list(NAMES)
    kept = [row for row in _earlier() if names and row["command"].split()[-1] not in chosen]
    rows = kept
    for name in chosen:
        print(f"== {name}", flush=True)
        for row in importlib.import_module(f"benchmarks.{name}").run():
            full = {"reference": None, "ratio": None, **row, "command": f"python -m benchmarks {name}"}
            rows.append(full)
            print(_line(full), flush=True)
            # After each, so that a run that is stopped keeps what it measured.
            RESULTS.write_text(json.dumps(rows, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return 0


def _earlier() -> list[dict]:
    return json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else []


def _line(row: dict) -> str:
    ratio = "" if row.get("ratio") is None else f"  ratio {row['ratio']:.3g}"
    given = row.get("reference")
    reference = (
        ""
        if given is None
        else f"  reference {given:.4g}"
        if isinstance(given, int | float)
        else f"  {given}"
    )
    return f"{row['name']:<44} {row['value']:>12,.4g} {row['unit']:<12}{reference}{ratio}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
