"""Labelled texts from CSV and Parquet files, whatever their columns are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ohlas.text.sentiment.errors import BadRows
from ohlas.text.sentiment.result import MIXED, NEGATIVE, NEUTRAL, POSITIVE
from ohlas.text.sentiment.training import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import pyarrow as pa

TEXT = ("text", "comment", "review")
LABEL = ("sentiment", "label")
LANGUAGE = ("language", "lang")
DOMAIN = ("domain", "origin")
NAMES = {
    "pos": POSITIVE,
    "positive": POSITIVE,
    "neg": NEGATIVE,
    "negative": NEGATIVE,
    "neu": NEUTRAL,
    "neutral": NEUTRAL,
    "mixed": MIXED,
}
BEFORE_MARK = re.compile(r" +([.,;:!?)\]%…])")
AFTER_BRACKET = re.compile(r"([(\[]) +")


def labelled_rows(folder: Path) -> list[Row]:
    """Every labelled text in the CSV and Parquet files of a folder, files in the order of their names.

    Shape:  needs the columns text and label (or sentiment: positive, neutral, negative, mixed), may have
            language and domain; rows without text or label are left out. A "neutral" that stands for three stars
            (a column rating is filled) is left out too: such a review praises and blames.
    Errors: `BadRows` for a folder without such a file, a file without the columns, or an unknown label.
    Source: exact.
    """
    paths = sorted(path for path in folder.glob("*") if path.suffix in {".csv", ".parquet"})
    if not paths:
        message = f"{folder} holds no .csv or .parquet file."
        raise BadRows(message)
    return [row for path in paths for row in _rows_of(path)]


def _rows_of(path: Path) -> Iterator[Row]:
    table = _table(path)
    names = {name.lower(): name for name in table.column_names}
    text, label = _column(names, TEXT), _column(names, LABEL)
    if text is None or label is None:
        message = f"{path} has the columns {', '.join(table.column_names)}; needed are text and label."
        raise BadRows(message)
    language, domain, rating = _column(names, LANGUAGE), _column(names, DOMAIN), _column(names, ("rating",))
    for each in table.to_pylist():
        if not each[text] or not each[label]:
            continue
        side = NAMES.get(str(each[label]).lower())
        if side is None:
            message = f"{path}: the label {each[label]!r} is unknown; there are {', '.join(NAMES)}."
            raise BadRows(message)
        if side == NEUTRAL and rating and each[rating] is not None:
            continue
        own = f"{path.stem}/{each[domain]}" if domain and each[domain] else path.stem
        yield Row(tidied(str(each[text])), side, str(each[language] or "") if language else "", own)


def _table(path: Path) -> pa.Table:
    if path.suffix == ".parquet":
        from pyarrow import parquet

        return parquet.read_table(path)
    from pyarrow import csv

    return csv.read_csv(path, parse_options=csv.ParseOptions(newlines_in_values=True))


def _column(names: dict[str, str], wanted: tuple[str, ...]) -> str | None:
    return next((names[name] for name in wanted if name in names), None)


def tidied(text: str) -> str:
    """Text that was cut into tokens with its punctuation put back to the words."""
    return AFTER_BRACKET.sub(r"\1", BEFORE_MARK.sub(r"\1", text)) if " ." in text or " ," in text else text
