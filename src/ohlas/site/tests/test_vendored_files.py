"""Files made by others are exactly those the table names."""

import hashlib
import tomllib
from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[1] / "static" / "vendor"
TABLE = tomllib.loads((FOLDER / "vendored.toml").read_text(encoding="utf-8"))["file"]


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row["name"])
def test_a_vendored_file_has_the_recorded_checksum(row: dict[str, str]) -> None:
    assert hashlib.sha256((FOLDER / row["file"]).read_bytes()).hexdigest() == row["sha256"]


def test_every_vendored_file_is_in_the_table_with_its_licence() -> None:
    recorded = {row["file"] for row in TABLE}
    assert recorded == {path.name for path in FOLDER.iterdir() if path.name != "vendored.toml"}
    assert all(row["licence"] and row["version"] for row in TABLE)


def test_no_vendored_file_asks_for_a_source_map() -> None:
    assert not [row["file"] for row in TABLE if b"sourceMappingURL" in (FOLDER / row["file"]).read_bytes()]
