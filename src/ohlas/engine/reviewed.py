"""How many answers of a figure were left out by review: the figure's own query, asked of their table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ohlas.engine.errors import UnknownField
from ohlas.engine.results import Reviewed

if TYPE_CHECKING:
    from collections.abc import Callable

    from ohlas.engine.query import Query
    from ohlas.engine.results import Result
    from ohlas.engine.store import FactStore

LEFT_OUT = "left_out"


def with_reviewed(store: FactStore, query: Query, found: Result, count: Callable[[Query], Result]) -> Result:
    """The result with a word on what review left out of it; as it is where nothing was.

    Shape:  a result of `answers` in, the same counts out.
    Errors: exact; at most so many where a filter asks for what left-out answers do not carry, such as topics.
    Source: house.md, "One number, one definition".
    """
    scale = query.scale or found.total.scale_id
    if query.table != "answers" or scale is None or not _has_any(store, query.organisation):
        return found
    asked = replace(query, table=LEFT_OUT, scale=scale, group_by=(), bucket=None)
    is_most = False
    while True:
        try:
            n = count(asked).n
            break
        except UnknownField as error:
            wanted = tuple(one for one in asked.where if one.field != error.name)
            is_most, asked = True, replace(asked, where=wanted)
    return replace(found, warnings=(*found.warnings, Reviewed(n, is_most))) if n else found


def _has_any(store: FactStore, organisation: str) -> bool:
    snapshot = store.snapshot(LEFT_OUT)
    return snapshot is not None and snapshot.slice(organisation).facts > 0
