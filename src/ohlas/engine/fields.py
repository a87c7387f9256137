"""The columns of each fact table and what kind of thing each holds. Every other file asks here."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from ohlas.engine.errors import UnknownTable

if TYPE_CHECKING:
    from collections.abc import Mapping

ATTRIBUTE = re.compile(r"a_[a-z][a-z0-9_]{0,39}")


class Kind(StrEnum):
    """What a column holds; the value is the name Ibis knows it by."""

    TEXT = "string"
    WHOLE = "int32"
    HOUR = "int8"
    NUMBER = "float64"
    FLAG = "boolean"
    DAY = "date"
    MOMENT = "timestamp('UTC')"


@dataclass(frozen=True)
class Table:
    """One fact table; all are partitioned by organisation."""

    name: str
    columns: Mapping[str, Kind]
    required: frozenset[str]


_ANSWERS = Table(
    name="answers",
    columns=MappingProxyType(
        {
            "signal": Kind.TEXT,
            "organisation": Kind.TEXT,
            "survey": Kind.TEXT,
            "version": Kind.WHOLE,
            "question": Kind.TEXT,
            "scale": Kind.TEXT,
            "value": Kind.NUMBER,
            "has_text": Kind.FLAG,
            "at": Kind.MOMENT,
            "local_date": Kind.DAY,
            "local_hour": Kind.HOUR,
            "channel": Kind.TEXT,
            "language": Kind.TEXT,
            "unit": Kind.TEXT,
            "employee": Kind.TEXT,
            "touchpoint": Kind.TEXT,
            "customer": Kind.TEXT,
            "weight": Kind.NUMBER,
            "complete": Kind.FLAG,
            "batch": Kind.TEXT,
        }
    ),
    required=frozenset({"signal", "organisation", "question", "scale", "at", "local_date", "complete"}),
)
_COMMENTS = Table(
    name="comments",
    columns=MappingProxyType(
        {
            "signal": Kind.TEXT,
            "organisation": Kind.TEXT,
            "survey": Kind.TEXT,
            "version": Kind.WHOLE,
            "question": Kind.TEXT,
            "scale": Kind.TEXT,
            "value": Kind.NUMBER,  # 1 good, 0 neither or both, -1 bad: of the topic, or of the whole comment
            "has_text": Kind.FLAG,
            "at": Kind.MOMENT,
            "local_date": Kind.DAY,
            "local_hour": Kind.HOUR,
            "channel": Kind.TEXT,
            "language": Kind.TEXT,
            "unit": Kind.TEXT,
            "employee": Kind.TEXT,
            "touchpoint": Kind.TEXT,
            "customer": Kind.TEXT,
            "weight": Kind.NUMBER,
            "complete": Kind.FLAG,
            "batch": Kind.TEXT,
            "sentiment": Kind.TEXT,
            "topic": Kind.TEXT,  # null in the one row that stands for the whole comment
            "topic_sentiment": Kind.TEXT,
            "urgency": Kind.TEXT,  # kinds in one text, "callback legal", to be asked with `contains`
            "score": Kind.NUMBER,
            "score_class": Kind.TEXT,
        }
    ),
    required=frozenset({"signal", "organisation", "question", "scale", "at", "local_date", "complete"}),
)
_LEFT_OUT = Table("left_out", _ANSWERS.columns, _ANSWERS.required)
"""Answers a person left out by review: out of every figure, and countable by the very query of one."""
_UNITS = Table(
    name="units",
    columns=MappingProxyType(
        {
            "id": Kind.TEXT,
            "organisation": Kind.TEXT,
            "path": Kind.TEXT,
            "valid_from": Kind.DAY,
            "valid_to": Kind.DAY,
        }
    ),
    required=frozenset({"id", "organisation", "path"}),
)
_CUBE = Table(
    name="cube",
    columns=MappingProxyType(
        {
            "organisation": Kind.TEXT,
            "survey": Kind.TEXT,
            "release": Kind.WHOLE,
            "at": Kind.MOMENT,
            "local_date": Kind.DAY,
            "question": Kind.TEXT,
            "scale": Kind.TEXT,
            "touchpoint": Kind.TEXT,
            "unit": Kind.TEXT,  # with all units below it; null: everybody
            "field": Kind.TEXT,
            "key": Kind.TEXT,
            "is_rest": Kind.FLAG,  # only those of the group who are in none of its shown units below
            "value": Kind.NUMBER,
            "n": Kind.WHOLE,
        }
    ),
    required=frozenset({"organisation", "survey", "release", "at", "local_date", "question", "scale", "n"}),
)
TABLES: Mapping[str, Table] = MappingProxyType(
    {table.name: table for table in (_ANSWERS, _LEFT_OUT, _COMMENTS, _UNITS, _CUBE)}
)
BESIDE: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"answers": MappingProxyType({"sentiment": "comments", "topic": "comments"})}
)
"""Fields a table borrows from another one, found there by the signal; a signal may have several values."""


def table_named(name: str) -> Table:
    if name not in TABLES:
        raise UnknownTable(name, TABLES)
    return TABLES[name]


def is_attribute(column: str) -> bool:
    return ATTRIBUTE.fullmatch(column) is not None
