"""Before anything is served: tables up to date, and what a first start needs."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ohlas.lib.config import Config
from ohlas.site.serving.django_start import start_django

FIRST_START: tuple[str, ...] = ()
"""What to call after the tables are there, as `module:function`.

Each is called at every start as `function(config, address)`, decides itself whether it has anything to do, is
quick (long work goes into jobs), and returns lines to tell the user.
"""


def prepare_database(config: Config, *, address: str, migrates: bool) -> list[str]:
    """Migrates and calls the hooks; what they say. See `ohlas.site.serving.prepare`."""
    (config.home / "static").mkdir(parents=True, exist_ok=True)  # whitenoise misses it aloud
    start_django()
    with _one_at_a_time(config.home):
        if migrates and not is_migrated():
            call_command("migrate", verbosity=0, interactive=False)
        if is_migrated():
            return [line for hook in FIRST_START for line in _call(hook, config, address)]
    return ["The tables are not up to date. Run: ohlas init"]


def is_migrated() -> bool:
    """Whether every migration of this version has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _call(hook: str, config: Config, address: str) -> list[str]:
    module, _, function = hook.partition(":")
    return list(getattr(import_module(module), function)(config, address))


@contextmanager
def _one_at_a_time(home: Path) -> Iterator[None]:
    """Web and relay may start together; only one of them migrates and greets."""
    with (home / "prepare.lock").open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
