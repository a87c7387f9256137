"""Before anything is served: tables up to date, and what a first start needs."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from ohlas.cli.serving.ports import address_of
from ohlas.lib.config import Config

FIRST_START = ("ohlas.cli.first_start:greet",)
"""What to call once the tables are there, as `module:function`.

Each is called at every start as `function(config, address)`, decides itself whether it has anything to do, and
returns lines to tell the user. The relay calls them, so that the web server answers meanwhile.
"""

NOT_MIGRATED = "The tables are not up to date. Run: ohlas init"


def prepare_database(config: Config, *, migrates: bool) -> list[str]:
    """Migrates and greets; what there is to tell. See `ohlas.cli.serving.prepare`."""
    if migrates:
        migrate(config)
    if not is_migrated():
        return [NOT_MIGRATED]
    return greet(config, config.public_url or address_of(config.host, config.port))


def migrate(config: Config) -> None:
    """Brings the tables up to date; web and relay may start together, only one of them does it."""
    (config.home / "static").mkdir(parents=True, exist_ok=True)  # whitenoise misses it aloud
    with _one_at_a_time(config.home / "migrate.lock"):
        if not is_migrated():
            call_command("migrate", verbosity=0, interactive=False)


def greet(config: Config, address: str) -> list[str]:
    """Calls the hooks of a first start; the lines they return."""
    with _one_at_a_time(config.home / "greet.lock"):
        return [line for hook in FIRST_START for line in _call(hook, config, address)]


def is_migrated() -> bool:
    """Whether every migration of this version has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _call(hook: str, config: Config, address: str) -> list[str]:
    module, _, function = hook.partition(":")
    return list(getattr(import_module(module), function)(config, address))


@contextmanager
def _one_at_a_time(lock: Path) -> Iterator[None]:
    lock.parent.mkdir(parents=True, exist_ok=True)
    with lock.open("w", encoding="ascii") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
