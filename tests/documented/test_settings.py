"""Every setting is documented, and nothing that is no setting."""

import re
from pathlib import Path

import pytest

from ohlas.lib.config import NAMES, SettingError, load

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "settings.md"


def test_the_page_lists_exactly_the_settings() -> None:
    assert re.findall(r"^\| `(\w+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE) == list(NAMES)


def test_a_misspelt_setting_stops_the_start_and_names_its_neighbour() -> None:
    with pytest.raises(SettingError, match=r"OHLAS_PROT is not a setting.*OHLAS_PORT"):
        load({"OHLAS_PROT": "80"})


@pytest.mark.parametrize("given", ["0", "70000", "http", "-1", "8000.5"])
def test_an_unusable_port_says_what_is_allowed(given: str) -> None:
    with pytest.raises(SettingError, match="from 1 to 65535"):
        load({"OHLAS_PORT": given})


def test_without_settings_everything_lies_below_home() -> None:
    config = load({"OHLAS_HOME": "/srv/ohlas"})
    assert config.database_url == "sqlite:////srv/ohlas/ohlas.sqlite3"
    assert config.facts_url == "/srv/ohlas/facts"
