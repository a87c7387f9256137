"""Where the record is kept: the address of a database as Django settings, and its clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Lock
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from ohlas.lib.config import SettingError

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA busy_timeout=20000;"
    "PRAGMA temp_store=MEMORY;PRAGMA cache_size=-32000;PRAGMA mmap_size=134217728;"
)

_TURN = Lock()


def database_settings(url: str) -> dict[str, Any]:
    """Django's settings for a `sqlite:///path` or `postgresql://user:password@host:port/name` address.

    Errors: `SettingError` naming what is allowed.
    """
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path.removeprefix("/")) if parts.path != "/:memory:" else ":memory:")
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": dict(parse_qsl(parts.query)),
        }
    raise SettingError(
        f"DATABASE_URL begins with {parts.scheme!r}; sqlite:///path/to/file and "
        "postgresql://user:password@host:5432/name are allowed."
    )


def _sqlite(path: str) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        # A connection is kept: opening one costs more than the insert it serves.
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def database_now() -> datetime:
    """The database's own clock (UTC), the only one that leases may trust.

    Errors: whatever the database raises when it cannot be reached.
    """
    from django.db import connection  # the settings module reads this file before Django is set up

    if connection.vendor == "sqlite":
        # One file, one machine: the process clock is the database's clock.
        return datetime.now(tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment.astimezone(UTC)


@contextmanager
def one_writer() -> Iterator[None]:
    """Around a short write of a web thread: on SQLite the process's threads take turns, elsewhere nothing.

    SQLite's own waiting sleeps up to 100 ms at a time while the lock is long free; a queue of threads does not.
    Inside a transaction it is skipped: the file's lock is held already, and waiting for turns would tangle.
    """
    from django.db import connection

    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with _TURN:
        yield


@contextmanager
def rare_checkpoints(pages: int = 8_000) -> Iterator[None]:
    """Around a long run of writes: SQLite's log is carried into the file every 32 MB instead of every 4.

    A large table's random index touches the same pages again and again; this way each is carried over once.
    """
    from django.db import connection

    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA wal_autocheckpoint").fetchone()[0]
        cursor.execute(f"PRAGMA wal_autocheckpoint={int(pages)}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA wal_autocheckpoint={int(before)}")


def change_counter() -> int | None:
    """SQLite: a number that changes when another connection writes; asking takes microseconds. Else None."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return None
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA data_version")
        number: int = cursor.fetchone()[0]
    return number


def refresh_statistics(*tables: str) -> None:
    """After many rows came in: SQLite plans by statistics that nobody else renews; PostgreSQL does itself."""
    from django.db import connection

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        # A sample tells enough: a whole table of a million rows would hold writers up for seconds.
        cursor.execute("PRAGMA analysis_limit=1000")
        for table in tables:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")
