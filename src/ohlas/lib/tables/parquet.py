"""Reading Parquet in batches as text. The only place of `lib` that loads pyarrow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ohlas.lib.tables.errors import NotATable, TooLarge
from ohlas.lib.tables.limits import in_words
from ohlas.lib.tables.shape import Row
from ohlas.lib.tables.sheets import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyarrow.parquet import ParquetFile

    from ohlas.lib.tables.limits import Limits
    from ohlas.lib.tables.shape import BadRow, TableInfo

BATCH = 4096


def open_parquet(path: Path, limits: Limits) -> ParquetFile:
    """The file, once its own figures say that one row group fits into memory."""
    from pyarrow.lib import ArrowException
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(path)
    except (ArrowException, OSError) as error:
        raise NotATable(f"The Parquet file cannot be read ({error}). Write it again.") from error
    groups = range(file.metadata.num_row_groups)
    largest = max((file.metadata.row_group(group).total_byte_size for group in groups), default=0)
    if largest > limits.unpacked_bytes:
        allowed = in_words(limits.unpacked_bytes)
        raise TooLarge(
            f"A row group unpacks to {in_words(largest)}; {allowed} are allowed. Write smaller row groups."
        )
    return file


def parquet_rows(info: TableInfo, limits: Limits) -> Iterator[Row | BadRow]:
    number = 0
    for values in parquet_records(open_parquet(info.path, limits)):
        if any(values):
            number += 1
            yield Row(number, values)


def parquet_records(file: ParquetFile) -> Iterator[tuple[str, ...]]:
    """All rows as text; lists and structures as JSON."""
    for batch in file.iter_batches(batch_size=BATCH):
        columns = [map(_text, column.to_pylist()) for column in batch.columns]
        yield from zip(*columns, strict=True)


def _text(value: object) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=str)
    return cell_text(value)
