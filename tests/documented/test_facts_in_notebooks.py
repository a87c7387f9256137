"""The example for notebooks gives the engine's own numbers with every library that is installed."""

import runpy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ohlas.engine import AnswerRow, FactStore, Query, answers_table, left_out_table, run
from ohlas.insight.queries.apart import own_answers
from ohlas.metrics import nps, nps_tally

EXAMPLE = Path(__file__).resolve().parents[2] / "docs" / "examples" / "read_the_facts.py"
HOUSE = "01a10000-0000-7000-8000-000000000001"


def row(number: int, value: float | None, unit: str | None, **changes: Any) -> AnswerRow:
    plain: dict[str, Any] = {
        "signal": f"{number:08d}",
        "organisation": HOUSE,
        "survey": "visit",
        "version": 1,
        "question": "nps",
        "scale": "nps_0_10",
        "value": value,
        "at": datetime(2026, 5, 12, 9, tzinfo=UTC),
        "zone": "Europe/Prague",
        "channel": "web",
        "language": "cs",
        "unit": unit,
    }
    return AnswerRow(**plain | changes)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> FactStore:
    """Two units, an answer without one, a skipped and a broken-off one, a stranger, and one left out by review;
    a rival's customers, and answers of no known survey.
    """
    made = FactStore(str(tmp_path_factory.mktemp("facts")))
    rows = [row(n, float(n % 11), ("praha", "brno", None)[n % 3]) for n in range(100)]
    rows += [
        row(200, None, "praha"),
        row(201, 9.0, "praha", complete=False),
        row(202, 0.0, "praha", scale="number"),
    ]
    rows += [row(203, 0.0, "praha", organisation="elsewhere")]
    rows += [row(400 + n, float(n), "brno", survey="rival") for n in range(11)]
    rows += [row(500 + n, 10.0, "brno", survey=None) for n in range(3)]
    made.append("answers", 1, answers_table(rows[:60]))
    made.append("answers", 2, answers_table(rows[60:]))
    made.merge("left_out", 3, left_out_table([row(300, 10.0, "praha")]), [(HOUSE, "00000300")])
    with made.rebuild("answers") as fresh:  # the example must follow the pointer, not the first folder
        fresh.append(answers_table(rows))
    return made


@pytest.mark.parametrize("apart", [(), ("rival",)])
@pytest.mark.parametrize("library", ["duckdb", "polars", "pandas"])
def test_the_example_reads_what_the_engine_counts(
    store: FactStore, library: str, apart: tuple[str, ...]
) -> None:
    """With a rival's survey left out it gives what dashboards show: the same filter as theirs."""
    example = runpy.run_path(str(EXAMPLE), run_name="notebook")
    if library not in example["installed"]():
        pytest.skip(f"{library} is not installed here; the example says so too")
    folder = example["table_folder"](Path(store.url), "answers")
    found = {unit: (n, score) for unit, n, score in example["READERS"][library](folder, HOUSE, apart)}
    own = own_answers(apart)
    groups = run(store, Query(HOUSE, "nps_0_10", where=own, group_by=("unit",))).rows
    expected = {one.key["unit"]: (one.counts.n, nps(nps_tally(one.counts))) for one in groups}
    assert found.keys() == expected.keys() == {"praha", "brno", None}
    whole = run(store, Query(HOUSE, "nps_0_10")).n
    assert sum(n for n, _ in found.values()) == whole - (11 if apart else 0)
    for unit, (n, score) in expected.items():
        assert found[unit] == (n, pytest.approx(score))
