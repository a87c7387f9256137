"""Facts as Arrow columns: the types each table has, and the check every write passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ohlas.engine.errors import BadFact
from ohlas.engine.fields import Kind, is_attribute, table_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    import pyarrow as pa


def arrow_type(kind: Kind) -> pa.DataType:
    import pyarrow as pa

    return {
        Kind.TEXT: pa.string(),
        Kind.WHOLE: pa.int32(),
        Kind.HOUR: pa.int8(),
        Kind.NUMBER: pa.float64(),
        Kind.FLAG: pa.bool_(),
        Kind.DAY: pa.date32(),
        Kind.MOMENT: pa.timestamp("us", tz="UTC"),
    }[kind]


def arrow_schema(table: str, attributes: Iterable[str] = ()) -> pa.Schema:
    import pyarrow as pa

    kinds = dict(table_named(table).columns) | dict.fromkeys(attributes, Kind.TEXT)
    return pa.schema([pa.field(name, arrow_type(kind)) for name, kind in kinds.items()])


def arrow_table(table: str, columns: Mapping[str, Sequence[object]]) -> pa.Table:
    import pyarrow as pa

    return pa.table(dict(columns), schema=arrow_schema(table, filter(is_attribute, columns)))


def empty_table(table: str) -> pa.Table:
    return arrow_schema(table).empty_table()


def rows_where(rows: pa.Table, wanted: Sequence[bool]) -> pa.Table:
    import pyarrow as pa

    return rows.filter(pa.array(wanted, pa.bool_()))


def checked(table: str, rows: pa.Table) -> pa.Table:
    """The rows with every column of the table in its type, or `BadFact`."""
    shape = table_named(table)
    for name in rows.column_names:
        if name not in shape.columns and not is_attribute(name):
            raise BadFact(f"{table} has no column {name!r}; attributes are named a_…")
    for name in sorted(shape.required):
        if name not in rows.column_names or rows[name].null_count:
            raise BadFact(f"every row of {table} needs {name!r}")
    return _completed(rows, arrow_schema(table, filter(is_attribute, rows.column_names)))


def _completed(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    import pyarrow as pa

    columns = [
        rows[column.name].cast(column.type)
        if column.name in rows.column_names
        else pa.nulls(rows.num_rows, column.type)
        for column in schema
    ]
    return pa.table(columns, schema=schema)
