"""The understood query as an Ibis expression: one text for every engine Ibis speaks to."""

from __future__ import annotations

import operator
from dataclasses import replace
from functools import reduce
from typing import TYPE_CHECKING, Any

from ohlas.engine.query import Bucket
from ohlas.engine.rewrites import Condition, Test

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    from ohlas.engine.fields import Kind
    from ohlas.engine.query import Spell
    from ohlas.engine.rewrites import Understood

FACTS, ASIDE = "facts", "aside"
_UNITS = {Bucket.DAY: "D", Bucket.WEEK: "W", Bucket.MONTH: "M", Bucket.QUARTER: "Q", Bucket.YEAR: "Y"}
_YEAR = 12
_NUMBERED = {Bucket.MONTH: 1, Bucket.QUARTER: 3, Bucket.YEAR: _YEAR}
"""Steps that a year and a number name, with the months in each."""
Columns = tuple[tuple[str, "Kind"], ...]
MANY = 200
"""Values from which a list of texts goes in as one: parsing a hundred thousand words of SQL takes seconds."""
_BETWEEN = "\x1f"


def tally(meant: Understood, columns: Columns, aside: Columns = ()) -> ir.Table:
    """One row per group and score: `key_0` …, `bucket`, `other` (scale), `score`, `n`, `w`, `w2`, as asked.

    Shape:  an understood query and the columns there are in, an unbound Ibis expression out.
    Errors: exact; sums of weights in floating point.
    Source: house.md, "One number, one definition".
    """
    chosen = _with_borrowed(_chosen(meant, columns, aside), meant, aside)
    groups: dict[str, Any] = {f"key_{i}": _as_text(chosen[name]) for i, name in enumerate(meant.keys)}
    if meant.bucket is not None:
        groups["bucket"] = chosen["local_date"].truncate(_UNITS[meant.bucket])
    if meant.splits_scales:
        groups["other"] = chosen["scale"]
    if meant.bucket is not None and not meant.keys:
        return _by_day_first(chosen, meant, groups)
    if meant.bucket in _NUMBERED:
        return _by_numbered_steps(chosen, meant, groups)
    return chosen.group_by(**groups, score=chosen["value"]).aggregate(**_sums(chosen, meant))


def _by_day_first(chosen: ir.Table, meant: Understood, groups: dict[str, Any]) -> ir.Table:
    """Days are few: to cut them into months after they are counted takes half the time of cutting each fact."""
    by_day = {name: column for name, column in groups.items() if name != "bucket"}
    days = chosen.group_by(**by_day, day=chosen["local_date"], score=chosen["value"]).aggregate(
        **_sums(chosen, meant)
    )
    bucket = days["day"].truncate(_UNITS[meant.bucket or Bucket.DAY])
    kept = {name: days[name] for name in (*by_day, "score")}
    # DuckDB sums whole numbers as decimals, and Ibis takes a cast of theirs for none; floats hold 2⁵³ facts.
    sums = {"n": days["n"].cast("float64").sum().cast("int64")}
    if meant.is_weighted:
        sums |= {"w": days["w"].sum(), "w2": days["w2"].sum()}
    return days.group_by(**kept, bucket=bucket).aggregate(**sums)


def _by_numbered_steps(chosen: ir.Table, meant: Understood, groups: dict[str, Any]) -> ir.Table:
    """A year and a number are read off a day sooner than its first day is made: that waits until all is counted."""
    import ibis

    day, months = chosen["local_date"], _NUMBERED[meant.bucket or Bucket.YEAR]
    parts = {name: column for name, column in groups.items() if name != "bucket"} | {"year": day.year()}
    if months < _YEAR:
        parts["part"] = day.month() if months == 1 else day.quarter()
    counted = chosen.group_by(**parts, score=chosen["value"]).aggregate(**_sums(chosen, meant))
    month = (counted["part"] - 1) * months + 1 if months < _YEAR else ibis.literal(1)
    bucket = ibis.date(counted["year"], month, 1)
    return counted.mutate(bucket=bucket).drop("year", *({"part"} & set(parts)))


def page(meant: Understood, columns: Columns, limit: int, offset: int, aside: Columns = ()) -> ir.Table:
    """The facts themselves, newest first.

    Shape:  an understood query in, an unbound Ibis expression out.
    Errors: exact.
    Source: interface.md, drill-down.
    """
    import ibis

    chosen = _chosen(meant, columns, aside)
    order = [ibis.desc(chosen["at"]), ibis.desc(chosen["signal"]), chosen["question"]]
    return chosen.order_by(order).limit(limit, offset=offset)


def how_many(meant: Understood, columns: Columns, aside: Columns = ()) -> ir.Table:
    """How many facts `page` leafs through.

    Shape:  an understood query in, an unbound Ibis expression of one row out.
    Errors: exact.
    Source: interface.md, drill-down.
    """
    chosen = _chosen(meant, columns, aside)
    return chosen.aggregate(n=chosen.count())


def pivot(
    meant: Understood, columns: Columns, items: tuple[tuple[str, str], ...], aside: Columns = ()
) -> ir.Table:
    """One row per signal: `v0` … the answer to each (question, scale), null where there is none; `w` its weight.

    Shape:  an understood query and the items in, an unbound Ibis expression out.
    Errors: exact; of several answers of one signal to one item, the highest.
    Source: metrics.md, "Drivers".
    """
    chosen = _chosen(meant, columns, aside)
    answers = {
        f"v{place}": chosen["value"].max(where=(chosen["question"] == question) & (chosen["scale"] == scale))
        for place, (question, scale) in enumerate(items)
    }
    weight = chosen["weight"].fill_null(1.0).max() if meant.is_weighted else chosen.count().cast("float64")
    return chosen.group_by("signal").aggregate(w=weight, **answers).order_by("signal")


def _chosen(meant: Understood, columns: Columns, aside: Columns) -> ir.Table:
    facts = _table(FACTS, columns)
    checks = [_CHECKS[condition.test](facts[condition.field], condition) for condition in meant.conditions]
    checks += [_borrowed_check(facts, condition, aside) for condition in meant.aside]
    if meant.query.placed is not None:
        checks.append(_placed(facts, meant.query.placed))
    return facts.filter(*checks) if checks else facts


def _placed(facts: ir.Table, spells: tuple[Spell, ...]) -> Any:
    """Whether an answer's unit was among those of its day."""
    import ibis

    return reduce(operator.or_, [_in_spell(facts, spell) for spell in spells], ibis.literal(value=False))


def _in_spell(facts: ir.Table, spell: Spell) -> Any:
    checks = [_one_of(facts["unit"], Condition("unit", Test.ONE_OF, spell.units))]
    if spell.since is not None:
        checks.append(facts["local_date"] >= spell.since)
    if spell.until is not None:
        checks.append(facts["local_date"] < spell.until)
    return reduce(operator.and_, checks)


def _table(name: str, columns: Columns) -> ir.Table:
    import ibis

    return ibis.table({column: str(kind) for column, kind in columns}, name=name)


def _borrowed_check(facts: ir.Table, condition: Condition, aside: Columns) -> Any:
    """Whether a signal has, in the table beside, a value that meets the condition: each fact counts once."""
    told = _values_of(condition.field, aside)
    known = tuple(value for value in condition.values if value is not None)
    wanted = _CHECKS[Test.ONE_OF](told[condition.field], replace(condition, values=known))
    is_told = facts["signal"].isin(told["signal"])
    has_one = facts["signal"].isin(told.filter(wanted)["signal"])
    if condition.test in {Test.UNKNOWN, Test.KNOWN}:
        return ~is_told if condition.test is Test.UNKNOWN else is_told
    has_one = has_one | ~is_told if None in condition.values else has_one
    return ~has_one if condition.test is Test.NONE_OF else has_one


def _with_borrowed(chosen: ir.Table, meant: Understood, aside: Columns) -> ir.Table:
    """Facts beside each value of their signal in the other table; those without any have null."""
    for name in meant.borrowed:
        told = _values_of(name, aside).rename(borrowed_signal="signal")
        chosen = chosen.left_join(told, chosen["signal"] == told["borrowed_signal"]).drop("borrowed_signal")
    return chosen


def _values_of(name: str, aside: Columns) -> ir.Table:
    table = _table(ASIDE, aside)
    return table.filter(table[name].notnull()).select("signal", name).distinct()


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
    within = _within(column, known) if known else ibis.literal(value=False)
    return within.fill_null(False) | column.isnull() if None in condition.values else within


def _within(column: Any, known: list[Any]) -> Any:
    import ibis

    is_plain = all(isinstance(value, str) and _BETWEEN not in value for value in known)
    if len(known) < MANY or not is_plain or not column.type().is_string():
        return column.isin(known)
    listed = ibis.literal(_BETWEEN.join(known)).split(_BETWEEN).unnest().name("listed").as_table()
    return column.isin(listed["listed"])


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
