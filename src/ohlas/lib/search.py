"""Finding rows by words: SQLite's FTS5, PostgreSQL's text search. Triggers and indexes keep themselves up to date.

Words come prepared (folded, cut to stems, separated by blanks): this file knows no language.
"""

import re
from collections.abc import Sequence
from typing import Any, TypeVar

from django.db import connection, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.models.expressions import RawSQL

AnyModel = TypeVar("AnyModel", bound=models.Model)
Wanted = Sequence[Sequence[str]]
"""Words to be found, all of them; each as its alternatives, of which one is enough. A final * stands for any rest."""

_WORD = re.compile(r"\w+\*?")
_SQLITE = (
    """CREATE VIRTUAL TABLE {table}_{column} USING fts5(
        {column}, content='{table}', content_rowid='{key}', tokenize='unicode61 remove_diacritics 0')""",
    """CREATE TRIGGER {table}_{column}_comes AFTER INSERT ON {table} BEGIN
        INSERT INTO {table}_{column}(rowid, {column}) VALUES (new.{key}, new.{column}); END""",
    """CREATE TRIGGER {table}_{column}_goes AFTER DELETE ON {table} BEGIN
        INSERT INTO {table}_{column}({table}_{column}, rowid, {column})
        VALUES ('delete', old.{key}, old.{column}); END""",
    """CREATE TRIGGER {table}_{column}_changes AFTER UPDATE OF {column} ON {table} BEGIN
        INSERT INTO {table}_{column}({table}_{column}, rowid, {column})
        VALUES ('delete', old.{key}, old.{column});
        INSERT INTO {table}_{column}(rowid, {column}) VALUES (new.{key}, new.{column}); END""",
)
_POSTGRES = ("CREATE INDEX {table}_{column} ON {table} USING gin (to_tsvector('simple', {column}))",)
_SQLITE_BACK = (
    "DROP TRIGGER {table}_{column}_changes",
    "DROP TRIGGER {table}_{column}_goes",
    "DROP TRIGGER {table}_{column}_comes",
    "DROP TABLE {table}_{column}",
)
_POSTGRES_BACK = ("DROP INDEX {table}_{column}",)


class IndexWords(Operation):
    """A migration's step: from now on rows of a table are found by the words in one of its columns.

    The table must be empty and have a number as its key. On SQLite Django copies a table to alter it and
    loses the triggers: a migration that does so repeats this step.
    """

    reversible = True

    def __init__(self, table: str, column: str, key: str) -> None:
        self.names = {"table": table, "column": column, "key": key}

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        return type(self).__qualname__, [], self.names

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Nothing that a model would show."""

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002 - Django's shape
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - as above
        to_state: ProjectState,  # noqa: ARG002 - as above
    ) -> None:
        self._run(schema_editor, _SQLITE, _POSTGRES)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002 - Django's shape
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002 - as above
        to_state: ProjectState,  # noqa: ARG002 - as above
    ) -> None:
        self._run(schema_editor, _SQLITE_BACK, _POSTGRES_BACK)

    def describe(self) -> str:
        return "Index the words in {table}.{column}".format(**self.names)

    def _run(self, editor: BaseDatabaseSchemaEditor, sqlite: Sequence[str], postgres: Sequence[str]) -> None:
        for statement in sqlite if editor.connection.vendor == "sqlite" else postgres:
            editor.execute(statement.format(**self.names))


class _Holds(models.Func):
    """Whether a column's words fit a query of PostgreSQL; the column is named as the query around names its table."""

    template = "to_tsvector('simple', %(expressions)s)"
    arg_joiner = ") @@ to_tsquery('simple', "
    output_field = models.BooleanField()


def with_words(rows: models.QuerySet[AnyModel], column: str, wanted: Wanted) -> models.QuerySet[AnyModel]:
    """The rows whose indexed column holds all the words wanted; none for no words.

    Signs other than letters and digits are left out, so no search is an error.
    """
    kept = [[one for one in alternatives if _WORD.fullmatch(one)] for alternatives in wanted]
    groups = [alternatives for alternatives in kept if alternatives]
    if not groups:
        return rows.none()
    table = rows.model._meta.db_table  # noqa: SLF001 - Django documents `_meta`
    if connection.vendor == "sqlite":
        numbers = RawSQL(  # noqa: S611 - names are ours, words are a parameter
            f"SELECT rowid FROM {table}_{column} WHERE {table}_{column} MATCH %s",  # noqa: S608 - as above
            [" AND ".join(f"({' OR '.join(map(_for_sqlite, group))})" for group in groups)],
        )
        return rows.filter(pk__in=numbers)
    query = " & ".join(f"({' | '.join(map(_for_postgres, group))})" for group in groups)
    return rows.filter(_Holds(models.F(column), models.Value(query)))


def _for_sqlite(word: str) -> str:
    return f'"{word[:-1]}" *' if word.endswith("*") else f'"{word}"'


def _for_postgres(word: str) -> str:
    return f"'{word[:-1]}':*" if word.endswith("*") else f"'{word}'"
