"""The reference page says what the code does: its example is read, its tables are complete."""

import json
import re
from pathlib import Path

from ohlas.surveys.rules import QUESTION_TYPES, SCHEMA_ID, Op, parse_definition
from ohlas.surveys.rules import remarks as remarks_room

PAGE = Path(__file__).resolve().parents[4] / "docs" / "reference" / "survey-definition.md"
TEXT = PAGE.read_text(encoding="utf-8")


def _first_cells(heading):
    section = TEXT.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in section.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in re.findall(r"`(\w+)`", row.split("|")[1])}


def test_the_example_is_read():
    example = json.loads(re.search(r"```json\n(.*?)```", TEXT, re.DOTALL)[1])
    definition = parse_definition(example)
    assert "shop.staff.performance" in definition.item_by_id


def test_every_type_and_comparison_is_documented():
    assert _first_cells("Question types") == set(QUESTION_TYPES)
    assert _first_cells("Conditions") == {op.value for op in Op}


def test_every_remark_is_documented():
    folder = Path(remarks_room.__code__.co_filename).parent
    sources = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    kinds = set(re.findall(r"Remark\(\s*\"(\w+)\"", sources))
    assert len(kinds) > 12
    assert _first_cells("Remarks") == kinds


def test_the_schemas_name_is_the_one_in_use():
    assert f"`{SCHEMA_ID}`" in TEXT
