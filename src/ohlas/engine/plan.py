"""The understood query as an Ibis expression: one text for every engine Ibis speaks to."""

from __future__ import annotations

import operator
from functools import reduce
from typing import TYPE_CHECKING, Any

from ohlas.engine.query import Bucket
from ohlas.engine.rewrites import Test

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    from ohlas.engine.fields import Kind
    from ohlas.engine.rewrites import Condition, Understood

FACTS = "facts"
_UNITS = {Bucket.DAY: "D", Bucket.WEEK: "W", Bucket.MONTH: "M", Bucket.QUARTER: "Q", Bucket.YEAR: "Y"}
Columns = tuple[tuple[str, "Kind"], ...]


def tally(meant: Understood, columns: Columns) -> ir.Table:
    """One row per group and score: `key_0` …, `bucket`, `other` (scale), `score`, `n`, `w`, `w2`, as asked.

    Shape:  an understood query and the columns there are in, an unbound Ibis expression out.
    Errors: exact; sums of weights in floating point.
    Source: house.md, "One number, one definition".
    """
    chosen = _chosen(meant, columns)
    groups: dict[str, Any] = {f"key_{i}": _as_text(chosen[name]) for i, name in enumerate(meant.keys)}
    if meant.bucket is not None:
        groups["bucket"] = chosen["local_date"].truncate(_UNITS[meant.bucket])
    if meant.splits_scales:
        groups["other"] = chosen["scale"]
    return chosen.group_by(**groups, score=chosen["value"]).aggregate(**_sums(chosen, meant))


def page(meant: Understood, columns: Columns, limit: int, offset: int) -> ir.Table:
    """The facts themselves, newest first.

    Shape:  an understood query in, an unbound Ibis expression out.
    Errors: exact.
    Source: interface.md, drill-down.
    """
    import ibis

    chosen = _chosen(meant, columns)
    order = [ibis.desc(chosen["at"]), ibis.desc(chosen["signal"]), chosen["question"]]
    return chosen.order_by(order).limit(limit, offset=offset)


def how_many(meant: Understood, columns: Columns) -> ir.Table:
    """How many facts `page` leafs through.

    Shape:  an understood query in, an unbound Ibis expression of one row out.
    Errors: exact.
    Source: interface.md, drill-down.
    """
    chosen = _chosen(meant, columns)
    return chosen.aggregate(n=chosen.count())


def _chosen(meant: Understood, columns: Columns) -> ir.Table:
    import ibis

    facts = ibis.table({name: str(kind) for name, kind in columns}, name=FACTS)
    checks = [_CHECKS[condition.test](facts[condition.field], condition) for condition in meant.conditions]
    return facts.filter(*checks) if checks else facts


def _sums(chosen: ir.Table, meant: Understood) -> dict[str, Any]:
    sums: dict[str, Any] = {"n": chosen.count()}
    if meant.is_weighted:
        weight = chosen["weight"].fill_null(1.0)
        sums |= {"w": weight.sum(), "w2": (weight * weight).sum()}
    return sums


def _as_text(column: Any) -> Any:  # Ibis columns are typed at run time
    return column if column.type().is_string() else column.cast("string")


def _one_of(column: Any, condition: Condition) -> Any:
    import ibis

    known = [value for value in condition.values if value is not None]
    within = column.isin(known) if known else ibis.literal(value=False)
    return within.fill_null(False) | column.isnull() if None in condition.values else within


def _none_of(column: Any, condition: Condition) -> Any:
    known = [value for value in condition.values if value is not None]
    if None in condition.values:
        return column.notnull() & column.notin(known) if known else column.notnull()
    return column.isnull() | column.notin(known) if known else column.isnull() | column.notnull()


def _contains(column: Any, condition: Condition) -> Any:
    import ibis

    texts = [ibis.literal(value).lower() for value in condition.values]
    return reduce(operator.or_, [column.lower().contains(text) for text in texts], ibis.literal(value=False))


_CHECKS: dict[Test, Callable[[Any, Condition], Any]] = {
    Test.ONE_OF: _one_of,
    Test.NONE_OF: _none_of,
    Test.UNKNOWN: lambda column, _condition: column.isnull(),
    Test.KNOWN: lambda column, _condition: column.notnull(),
    Test.AT_LEAST: lambda column, condition: column >= condition.values[0],
    Test.AT_MOST: lambda column, condition: column <= condition.values[0],
    Test.BELOW: lambda column, condition: column < condition.values[0],
    Test.CONTAINS: _contains,
}
