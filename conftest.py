"""Test settings that must stand before Django is set up: a throw-away home and the chosen database."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
import time_machine

os.environ.setdefault("OHLAS_HOME", tempfile.mkdtemp(prefix="ohlas-test-"))

from ohlas.lib.catalogues import compile_catalogues  # after the throw-away home is named

compile_catalogues()

# The same examples in every run, and none is late because the machine is busy: a red run must mean a defect.
# To search for new examples: HYPOTHESIS_PROFILE=search
hypothesis.settings.register_profile("steady", deadline=None, derandomize=True)
hypothesis.settings.register_profile("search", deadline=None, max_examples=1000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

pytest_plugins = ["tests.world"]


@pytest.fixture(autouse=True)
def friday_morning(request: pytest.FixtureRequest) -> Iterator[None]:
    """Each test begins at the moment of `tests.world`, whatever the hour and the day outside.

    The clock runs on from there, for whoever waits. Tests with a browser, a server of their own or times of files
    share the machine's clock with them.
    """
    from tests.world import NOW

    if any(map(request.node.get_closest_marker, ("browser", "slow", "machine_clock"))):
        yield
        return
    with time_machine.travel(NOW, tick=True):
        yield


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


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    request: pytest.FixtureRequest,
    django_db_modify_db_settings_parallel_suffix: None,  # noqa: ARG001 - each worker's database has its own name
) -> None:
    """Browser tests keep SQLite in a file, as in life.

    A database in memory is one cache for all threads, and whoever meets another's table lock there fails at once
    instead of waiting.
    """
    from django.conf import settings

    if any(item.get_closest_marker("browser") for item in request.session.items):
        name = Path(tempfile.mkdtemp(prefix="ohlas-test-")) / "ohlas.sqlite3"
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"):
            settings.DATABASES["default"]["TEST"]["NAME"] = str(name)
