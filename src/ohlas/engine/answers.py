"""From rows to columns: the shape of an answer as a fact, and the local day it belongs to.

Rooms above hand over plain rows and get back something `FactStore.append` takes; they never see Arrow.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from ohlas.engine.columns import arrow_table
from ohlas.engine.errors import BadFact
from ohlas.engine.fields import is_attribute, table_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    import pyarrow as pa


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRow:
    """One person's answer to one question. `zone` is the organisation's; attribute keys lack the `a_`."""

    signal: str
    organisation: str
    survey: str
    version: int
    question: str
    scale: str
    value: float | None
    at: datetime
    zone: str
    channel: str
    language: str
    has_text: bool = False
    unit: str | None = None
    employee: str | None = None
    touchpoint: str | None = None
    customer: str | None = None
    weight: float | None = None
    complete: bool = True
    batch: str | None = None
    attributes: Mapping[str, str | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRow:
    """A branch or department and where it stood in the tree between two days (the second excluded)."""

    id: str
    organisation: str
    path: str
    valid_from: date | None = None
    valid_to: date | None = None


def local_moment(at: datetime, zone: str) -> tuple[date, int]:
    """The calendar day and hour a clock on the wall of that zone showed.

    Shape:  an aware moment and an IANA zone in, (date, hour 0–23) out.
    Errors: exact; `BadFact` for a naive moment or an unknown zone.
    Source: IANA time zone database.
    """
    if at.tzinfo is None:
        raise BadFact(f"{at.isoformat()} has no time zone; give an aware moment, in UTC")
    local = at.astimezone(_zone(zone))
    return local.date(), local.hour


def answers_table(rows: Iterable[AnswerRow]) -> pa.Table:
    """Answers as columns, ready for `FactStore.append` and `FactStore.merge`.

    Shape:  rows in, one Arrow table out; no rows give an empty table with all columns.
    Errors: exact; `BadFact` names the signal and what is wrong with it.
    Source: house.md, "Facts".
    """
    return facts_table("answers", rows)


def left_out_table(rows: Iterable[AnswerRow]) -> pa.Table:
    """Answers left out by review as columns, ready for `FactStore.merge("left_out", …)`.

    Shape:  as `answers_table`.
    Errors: as `answers_table`.
    Source: house.md, "Facts".
    """
    return facts_table("left_out", rows)


def units_table(rows: Iterable[UnitRow]) -> pa.Table:
    """Units as columns, ready for `FactStore.replace`.

    Shape:  rows in, one Arrow table out; no rows give an empty table with all columns.
    Errors: exact.
    Source: house.md, "Facts".
    """
    return _columns("units", list(rows), {})


def facts_table(table: str, rows: Iterable[AnswerRow]) -> pa.Table:
    """Checked rows of a table as columns; see `answers_table` and `comments_table`."""
    given = list(rows)
    for row in given:
        _check(row)
    return _columns(table, given, _local_columns(given) | _attribute_columns(given))


def _columns(
    table: str, rows: Sequence[AnswerRow | UnitRow], computed: Mapping[str, Sequence[object]]
) -> pa.Table:
    plain = {
        name: [getattr(row, name) for row in rows]
        for name in table_named(table).columns
        if name not in computed
    }
    return arrow_table(table, {**plain, **computed})


def _check(row: AnswerRow) -> None:
    for name in ("value", "weight"):
        number = getattr(row, name)
        if number is not None and not math.isfinite(number):
            raise BadFact(f"signal {row.signal}: {name} is {number!r}; give a finite number or None")
    if row.weight is not None and row.weight < 0:
        raise BadFact(f"signal {row.signal}: weight is {row.weight!r}; a weight is never negative")
    for key in row.attributes:
        if not is_attribute(f"a_{key}"):
            raise BadFact(
                f"signal {row.signal}: attribute {key!r} is no valid key; "
                "use a letter, then up to 39 letters, digits or underscores, all lower case"
            )
    if not row.organisation:
        raise BadFact(f"signal {row.signal}: an answer belongs to an organisation")


def _local_columns(rows: Sequence[AnswerRow]) -> dict[str, Sequence[object]]:
    moments = [local_moment(row.at, row.zone) for row in rows]
    return {"local_date": [day for day, _ in moments], "local_hour": [hour for _, hour in moments]}


def _attribute_columns(rows: Sequence[AnswerRow]) -> dict[str, Sequence[object]]:
    keys = sorted({key for row in rows for key in row.attributes})
    return {f"a_{key}": [row.attributes.get(key) for row in rows] for key in keys}


@lru_cache(maxsize=256)
def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise BadFact(f"{name!r} is not a time zone; give an IANA name such as Europe/Prague") from error
