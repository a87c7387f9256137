"""Statements that are compiled already, given to the database: on SQLite straight to its driver.

Django's cursor rewrites the marks of every statement and asks around four layers before SQLite is asked at all;
for a statement that takes SQLite ten microseconds that is most of the time. What Django promises stays: a
broken transaction refuses, errors are Django's own, and whoever watches statements sees them.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Protocol

from django.db.backends.base.base import BaseDatabaseWrapper

_MARK = re.compile(r"(?<!%)%s")


class Cursor(Protocol):
    """What both cursors have."""

    rowcount: int

    def fetchone(self) -> Any: ...
    def fetchall(self) -> list[Any]: ...
    def close(self) -> None: ...


def execute(connection: BaseDatabaseWrapper, statement: str, params: Sequence[Any]) -> Cursor:
    """An executed cursor, to be closed by the caller; `statement` has %s where a value belongs.

    Errors: those of the database, as Django's.
    """
    if connection.vendor != "sqlite" or connection.execute_wrappers or connection.queries_logged:
        cursor = connection.cursor()
        cursor.execute(statement, params)
        return cursor
    connection.ensure_connection()
    connection.validate_no_broken_transaction()
    with connection.wrap_database_errors:
        found: Cursor = connection.connection.execute(_marked(statement), params)
    return found


@lru_cache(maxsize=500)
def _marked(statement: str) -> str:
    """With SQLite's own marks."""
    return _MARK.sub("?", statement).replace("%%", "%")
