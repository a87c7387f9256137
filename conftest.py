"""Test settings that must stand before Django is set up: a throw-away home and the chosen database."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("OHLAS_HOME", tempfile.mkdtemp(prefix="ohlas-test-"))

from ohlas.lib.catalogues import compile_catalogues  # after the throw-away home is named

compile_catalogues()

pytest_plugins = ["tests.world"]


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Each test has files and facts of its own, so that none sees another's."""
    from ohlas.lib.config import config

    home = tmp_path / "home"
    monkeypatch.setenv("OHLAS_HOME", str(home))
    config.cache_clear()
    yield home
    monkeypatch.undo()
    config.cache_clear()
