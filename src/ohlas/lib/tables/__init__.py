"""Reading foreign tables (CSV, XLSX, Parquet) for import and analysis: guessed first, streamed after.

    info = inspect(path)
    for row in rows(path, info): ...

Values are always text; `parse_number` and `parse_time` read them. Nothing here knows Django or a database.
"""

from ohlas.lib.tables.columns import guess_time
from ohlas.lib.tables.dialect import unique_names
from ohlas.lib.tables.errors import (
    EmptyFile,
    NoSuchFile,
    NotATable,
    TableError,
    TooLarge,
    UnknownColumn,
    UnknownSheet,
    nearest,
)
from ohlas.lib.tables.escaping import escape_cell
from ohlas.lib.tables.limits import Limits
from ohlas.lib.tables.reading import column_index, inspect, rows
from ohlas.lib.tables.shape import BadRow, Column, ColumnKind, Kind, Row, TableInfo, TimeGuess
from ohlas.lib.tables.values import MIXED, TIME_FORMATS, Reason, parse_number, parse_time

__all__ = [
    "MIXED",
    "TIME_FORMATS",
    "BadRow",
    "Column",
    "ColumnKind",
    "EmptyFile",
    "Kind",
    "Limits",
    "NoSuchFile",
    "NotATable",
    "Reason",
    "Row",
    "TableError",
    "TableInfo",
    "TimeGuess",
    "TooLarge",
    "UnknownColumn",
    "UnknownSheet",
    "column_index",
    "escape_cell",
    "guess_time",
    "inspect",
    "nearest",
    "parse_number",
    "parse_time",
    "rows",
    "unique_names",
]
