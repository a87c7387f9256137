"""Coarser tallies from finer ones: the whole from its groups, a quarter from its months, a group from a split.

Counting is what costs; a page asks for the same answers in many cuts, and the finest of them holds the others.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from ohlas.engine.cube import released_slice
from ohlas.engine.fields import Kind, is_attribute, table_named
from ohlas.engine.query import Bucket, Op
from ohlas.engine.results import Group, Result, group_order
from ohlas.engine.rewrites import beside, understood
from ohlas.engine.steps import first_day
from ohlas.metrics import counts_together

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from ohlas.engine.query import Filter, Query
    from ohlas.engine.results import Place
    from ohlas.engine.store import FactStore
    from ohlas.metrics import ScoreCounts

_SAME = ("organisation", "scale", "table", "scope_units", "questions", "surveys", "placed")
_WHOLE_IN: dict[str | None, frozenset[str | None]] = {
    None: frozenset({None}),
    Bucket.DAY: frozenset({*Bucket, None}),
    Bucket.WEEK: frozenset({Bucket.WEEK, None}),
    Bucket.MONTH: frozenset({Bucket.MONTH, Bucket.QUARTER, Bucket.YEAR, None}),
    Bucket.QUARTER: frozenset({Bucket.QUARTER, Bucket.YEAR, None}),
    Bucket.YEAR: frozenset({Bucket.YEAR, None}),
}
"""The steps that each step never straddles."""


def holds(finer: Query, query: Query) -> bool:
    """Whether the groups of one query can be put together to those of the other.

    Shape:  two queries in; no look at the facts.
    Errors: False where it is not certain, such as of topics: an answer may have several.
    Source: arithmetic.
    """
    return (
        query.scale is not None
        and query.most is None
        and finer.most is None
        and all(getattr(finer, name) == getattr(query, name) for name in _SAME)
        and set(query.group_by) <= set(finer.group_by)
        and set(finer.group_by).isdisjoint(beside(finer))
        and query.bucket in _WHOLE_IN.get(finer.bucket, ())
        and _holds_days(finer, query)
        and _holds_filters(finer, query)
    )


def rolled_up(store: FactStore, query: Query, finer: Result) -> Result | None:
    """The answer to `query` from a result that is there already, as if it were asked; None where it is not held.

    Shape:  a query, and a result of the same facts, in; a result or None out.
    Errors: exact, but for the last digits of sums of weights, which hang on the order of adding. As `run` for what
        is wrong with the query. None where anonymous answers play a part: what may be shown of them does not add
        up; and for a part of the answers where warnings speak of all of them.
    Source: house.md, "Facts".
    """
    snapshot = store.snapshot(query.table)
    facts = snapshot.slice(query.organisation) if snapshot else None
    if facts is None or facts.version != finer.version or released_slice(store, query.organisation):
        return None
    is_part = _is_part(finer.query, query)
    if not holds(finer.query, query) or (is_part and finer.warnings):
        return None
    groups = _groups(finer, query)
    total = counts_together((one.counts for one in groups), query.scale) if is_part else finer.total
    return Result(
        rows=groups,
        total=total,
        n=total.n,
        version=finer.version,
        freshness=finer.freshness,
        warnings=finer.warnings,
        query=query,
        conditions=understood(query, facts).conditions,
    )


def _is_part(finer: Query, query: Query) -> bool:
    """Whether some answers of the finer query are not asked for."""
    return (finer.since, finer.until) != (query.since, query.until) or bool(_narrowing(finer, query))


def _holds_days(finer: Query, query: Query) -> bool:
    """Each end is the same, or it lies within and where a step begins."""
    since, until = query.since, query.until
    begins = since == finer.since or (
        _begins_step(since, finer) and (finer.since is None or _ordered(finer.since, since))
    )
    return begins and (
        until == finer.until
        or (_begins_step(until, finer) and (finer.until is None or _ordered(until, finer.until)))
    )


def _begins_step(day: date | None, finer: Query) -> bool:
    return day is not None and finer.bucket is not None and first_day(day, Bucket(finer.bucket)) == day


def _ordered(first: date | None, second: date | None) -> bool:
    return first is not None and second is not None and first <= second


def _holds_filters(finer: Query, query: Query) -> bool:
    """All of the finer query's, and others only on what it is split by, value by value."""
    asked = {repr(one) for one in query.where}
    return all(repr(one) in asked for one in finer.where) and all(
        one.op == Op.IN and one.field in finer.group_by and _is_plain(one, query.table)
        for one in _narrowing(finer, query)
    )


def _narrowing(finer: Query, query: Query) -> tuple[Filter, ...]:
    """By their words: to Python 1 and True are one value, to a column of texts they are two."""
    known = {repr(one) for one in finer.where}
    return tuple(one for one in query.where if repr(one) not in known)


def _is_plain(wanted: Filter, table: str) -> bool:
    is_text = is_attribute(wanted.field) or table_named(table).columns.get(wanted.field) is Kind.TEXT
    return is_text and all(value is None or isinstance(value, str) for value in wanted.values)


def _groups(finer: Result, query: Query) -> tuple[Group, ...]:
    if not (query.group_by or query.bucket or _is_part(finer.query, query)):
        return (Group({}, None, finer.total),) if finer.rows else ()
    parts: dict[Place, list[ScoreCounts]] = defaultdict(list)
    for row in _chosen(finer, query):
        key = tuple(row.key[name] for name in query.group_by)
        parts[_step(row.bucket, query), key].append(row.counts)
    return tuple(
        Group(dict(zip(query.group_by, key, strict=True)), bucket, _together(parts[bucket, key]))
        for bucket, key in sorted(parts, key=group_order)
    )


def _chosen(finer: Result, query: Query) -> Iterable[Group]:
    """The groups on the days and with the values asked for."""
    since = None if query.since == finer.query.since else query.since
    until = None if query.until == finer.query.until else query.until
    wanted = [(one.field, frozenset(one.values)) for one in _narrowing(finer.query, query)]
    return (
        row
        for row in finer.rows
        if (since is None or _ordered(since, row.bucket))
        and (until is None or (row.bucket is not None and row.bucket < until))
        and all(row.key[name] in values for name, values in wanted)
    )


def _step(day: date | None, query: Query) -> date | None:
    return None if query.bucket is None or day is None else first_day(day, Bucket(query.bucket))


def _together(parts: list[ScoreCounts]) -> ScoreCounts:
    return parts[0] if len(parts) == 1 else counts_together(parts)
