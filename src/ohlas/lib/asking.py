"""Rows read and changed the short way: a statement Django compiled once, asked again with other values.

Compiling takes Django ten times as long as the database takes to answer. What builds the query set is called
once with marks in place of the values; every value is prepared, and every column read, by Django each time.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, cast
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import CharField, DateTimeField, Field, ForeignKey, Model, QuerySet, UUIDField
from django.db.models.sql import UpdateQuery

from ohlas.lib.statements import execute

Built = Callable[..., "QuerySet[Any, Any]"]
_FIRST = datetime(1, 1, 1, tzinfo=UTC)
"""Nobody answers a survey in the first days of the calendar: there stand the marks of moments."""
_MARK = UUID("ffffffff-ffff-4fff-bfff-000000000000").int


@dataclass(frozen=True, slots=True)
class _Statement:
    """`places` are where each value goes among `params`; `readers` turn a column into what Django gives."""

    sql: str
    params: tuple[object, ...]
    places: tuple[tuple[int, str, Field[Any, Any]], ...]
    readers: tuple[tuple[int, list[Callable[..., object]], object], ...] = ()


def first_row(build: Built, model: type[Model], **given: object) -> tuple[Any, ...] | None:
    """The first row of `build(**given)`, a query set of `values_list`; None when there is none.

    `build` is a function of a module, the names of `given` are columns of `model`.
    Errors: those of the database; `TypeError` for a kind of column that cannot be marked.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    statement = _select(build, model, tuple(given), connection.vendor)
    cursor = execute(connection, statement.sql, _filled(statement, given, connection))
    row = cursor.fetchone()
    cursor.close()
    return None if row is None else _read(row, statement, connection)


def all_rows(build: Built, model: type[Model], **given: object) -> list[tuple[Any, ...]]:
    """Every row of `build(**given)`, else as `first_row`; a value may stand in several places, as in a union."""
    connection = connections[DEFAULT_DB_ALIAS]
    statement = _select(build, model, tuple(given), connection.vendor)
    cursor = execute(connection, statement.sql, _filled(statement, given, connection))
    rows = cursor.fetchall()
    cursor.close()
    return [_read(row, statement, connection) for row in rows]


def change_rows(build: Built, model: type[Model], change: str, **given: object) -> int:
    """How many rows of `build(**given without change)` now hold `given[change]` in that column.

    Errors: as `first_row`.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    statement = _update(build, model, change, tuple(given), connection.vendor)
    cursor = execute(connection, statement.sql, _filled(statement, given, connection))
    changed = int(cursor.rowcount)
    cursor.close()
    return changed


def _read(row: Sequence[Any], statement: _Statement, connection: Any) -> tuple[Any, ...]:
    read = list(row)
    for place, steps, column in statement.readers:
        for step in steps:
            read[place] = step(read[place], column, connection)
    return tuple(read)


def _filled(statement: _Statement, given: Mapping[str, object], connection: Any) -> list[Any]:
    params = list(statement.params)
    for place, name, field in statement.places:
        params[place] = field.get_db_prep_value(given[name], connection, prepared=False)
    return params


@cache
def _select(build: Built, model: type[Model], names: tuple[str, ...], vendor: str) -> _Statement:  # noqa: ARG001 - one per kind of database
    compiler = build(**_marks(model, names)).query.get_compiler(DEFAULT_DB_ALIAS)
    sql, params = compiler.as_sql()
    columns = [column for column, _, _ in compiler.select]
    readers = tuple(
        (place, steps, column) for place, (steps, column) in compiler.get_converters(columns).items()
    )
    return _Statement(sql, tuple(params), _places(model, names, params), readers)


@cache
def _update(build: Built, model: type[Model], change: str, names: tuple[str, ...], vendor: str) -> _Statement:  # noqa: ARG001 - as above
    marks = _marks(model, names)
    rows = build(**{name: mark for name, mark in marks.items() if name != change})
    query: UpdateQuery = rows.query.chain(UpdateQuery)  # type: ignore[assignment]  # chained into one
    query.add_update_values({change: marks[change]})
    sql, params = query.get_compiler(DEFAULT_DB_ALIAS).as_sql()
    return _Statement(sql, tuple(params), _places(model, names, params))


def _places(
    model: type[Model], names: tuple[str, ...], params: Any
) -> tuple[tuple[int, str, Field[Any, Any]], ...]:
    """Where each mark stands among the parameters, at least once, so that no value can be forgotten."""
    connection = connections[DEFAULT_DB_ALIAS]
    found = []
    for name, mark in _marks(model, names).items():
        field = cast("Field[Any, Any]", model._meta.get_field(name))  # noqa: SLF001 - Django documents `_meta`
        prepared = field.get_db_prep_value(mark, connection, prepared=False)
        places = [place for place, param in enumerate(params) if param == prepared]
        if not places:
            raise LookupError(f"No mark of {name} among the parameters.")
        found += [(place, name, field) for place in places]
    return tuple(found)


def _marks(model: type[Model], names: tuple[str, ...]) -> dict[str, object]:
    return {name: _mark(model._meta.get_field(name), n) for n, name in enumerate(names)}  # noqa: SLF001 - as above


def _mark(field: Any, n: int) -> object:
    """A value nobody gives, of the kind the column holds."""
    own = field.target_field if isinstance(field, ForeignKey) else field
    if isinstance(own, UUIDField):
        return UUID(int=_MARK + n)
    if isinstance(own, DateTimeField):
        return _FIRST + timedelta(days=n)
    if isinstance(own, CharField):
        return f"\x1f{n}"
    raise TypeError(f"{field} holds {type(own).__name__}; ids, moments and short texts can be marked.")
