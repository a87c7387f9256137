"""From the question as put to the question as understood: small steps, each with a name, in one order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from ohlas.engine.errors import BadQuery, UnknownField
from ohlas.engine.fields import BESIDE, Kind
from ohlas.engine.query import Bucket, Filter, Op, Query
from ohlas.engine.values import read_as
from ohlas.metrics import scale_of

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from ohlas.engine.query import Value
    from ohlas.engine.snapshot import Bounds, Slice


class Test(StrEnum):
    """What an engine must be able to check on one column. Fewer than `Op`, so that engines stay small."""

    __test__ = False  # pytest would collect it by its name

    ONE_OF = "one of"
    NONE_OF = "none of"
    UNKNOWN = "unknown"
    KNOWN = "known"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    BELOW = "below"
    CONTAINS = "contains"


@dataclass(frozen=True)
class Condition:
    """One column, one test, values in the column's own kind."""

    field: str
    test: Test
    values: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Understood:
    """The query as understood: `Result` carries it so that a page can say what was counted."""

    query: Query
    conditions: tuple[Condition, ...] = ()
    keys: tuple[str, ...] = ()
    bucket: Bucket | None = None
    is_weighted: bool = True
    splits_scales: bool = False  # other scales are counted too, to warn of them
    aside: tuple[Condition, ...] = ()  # on fields of the table beside this one

    @property
    def borrowed(self) -> tuple[str, ...]:
        """Keys that lie in the table beside this one."""
        return tuple(name for name in self.keys if name in beside(self.query))

    @property
    def needs_aside(self) -> bool:
        return bool(self.aside or self.borrowed)

    def given(self, *conditions: Condition) -> Understood:
        return replace(self, conditions=self.conditions + conditions)


def beside(query: Query) -> Mapping[str, str]:
    """Fields this query's table borrows, and from which table."""
    return BESIDE.get(query.table, {})


def understood(query: Query, facts: Slice) -> Understood:
    """The query with its fields resolved, its bounds drawn and what is certain left out.

    Shape:  a `Query` and the organisation's slice in; conditions an engine can run out.
    Errors: `UnknownField`, metrics' `UnknownScale`; `BadQuery` for values of the wrong kind.
    Source: house.md, "Facts".
    """
    meant = Understood(query)
    for rewrite in REWRITES:
        meant = rewrite(meant, facts)
    return meant


def resolve_groups(meant: Understood, facts: Slice) -> Understood:
    for name in meant.query.group_by:
        _known(name, facts, meant.query)
    if len(set(meant.query.group_by)) < len(meant.query.group_by):
        raise BadQuery(f"group by each field once, not {', '.join(meant.query.group_by)}")
    return replace(meant, keys=meant.query.group_by, bucket=_bucket(meant.query))


def resolve_filters(meant: Understood, facts: Slice) -> Understood:
    for wanted in meant.query.where:
        _known(wanted.field, facts, meant.query)
        if wanted.field in beside(meant.query):
            conditions = tuple(_conditions(wanted, Kind.TEXT))
            meant = replace(meant, aside=meant.aside + conditions)
        else:
            meant = meant.given(*_conditions(wanted, facts.columns[wanted.field]))
    return meant


def restrict_scale(meant: Understood, facts: Slice) -> Understood:
    """Unlike scales are never pooled. Where questions are named, others are counted to warn of them."""
    scale = meant.query.scale
    if scale is None:
        return replace(meant, splits_scales=True)
    only = _one_of("scale", {scale_of(scale).id})
    if meant.query.questions and not _is_certain(only, facts):
        return replace(meant, splits_scales=True)
    return meant.given(only)


def restrict_questions(meant: Understood, _facts: Slice) -> Understood:
    chosen = [("question", meant.query.questions), ("survey", meant.query.surveys)]
    return meant.given(*[_one_of(field, values) for field, values in chosen if values])


def restrict_scope(meant: Understood, _facts: Slice) -> Understood:
    """The asker's units only; an empty scope sees nothing, and answers without a unit need full sight."""
    scope = meant.query.scope_units
    return meant if scope is None else meant.given(_one_of("unit", scope))


def restrict_time(meant: Understood, _facts: Slice) -> Understood:
    """Days of the organisation's calendar, written at append: engines disagree about zones."""
    query = meant.query
    if query.since and query.until and query.since > query.until:
        raise BadQuery(f"the window ends ({query.until}) before it begins ({query.since})")
    if query.since:
        meant = meant.given(Condition("local_date", Test.AT_LEAST, (query.since,)))
    if query.until:
        meant = meant.given(Condition("local_date", Test.BELOW, (query.until,)))
    return meant


def expect_complete(meant: Understood, _facts: Slice) -> Understood:
    """Broken-off responses count only when the query speaks of them."""
    if any(wanted.field == "complete" for wanted in meant.query.where):
        return meant
    return meant.given(_one_of("complete", {True}))


def expect_an_answer(meant: Understood, _facts: Slice) -> Understood:
    """Denominators are the people who answered: a skipped question is no answer."""
    return meant.given(Condition("value", Test.KNOWN))


def drop_the_certain(meant: Understood, facts: Slice) -> Understood:
    """What the statistics of the files prove needs no look at the rows."""
    open_ones = tuple(condition for condition in meant.conditions if not _is_certain(condition, facts))
    return replace(meant, conditions=tuple(dict.fromkeys(open_ones)))


def weigh_only_the_weighted(meant: Understood, facts: Slice) -> Understood:
    """Without a weight anywhere Σw and Σw² are n."""
    return replace(meant, is_weighted=facts.is_weighted)


REWRITES: tuple[Callable[[Understood, Slice], Understood], ...] = (
    resolve_groups,
    resolve_filters,
    restrict_scale,
    restrict_questions,
    restrict_scope,
    restrict_time,
    expect_complete,
    expect_an_answer,
    drop_the_certain,
    weigh_only_the_weighted,
)


def _known(name: str, facts: Slice, query: Query) -> None:
    known = facts.fields | beside(query).keys()
    if name not in known:
        raise UnknownField(name, known)


def _bucket(query: Query) -> Bucket | None:
    try:
        return None if query.bucket is None else Bucket(query.bucket)
    except ValueError as error:
        raise BadQuery(f"{query.bucket!r} is no bucket; there are {', '.join(Bucket)}") from error


def _one_of(field: str, values: Collection[Value]) -> Condition:
    return Condition(field, Test.ONE_OF, tuple(sorted(values, key=str)))


def _conditions(wanted: Filter, kind: Kind) -> list[Condition]:
    try:
        op = Op(wanted.op)
    except ValueError as error:
        raise BadQuery(f"{wanted.op!r} is no comparison; there are {', '.join(Op)}") from error
    if op is Op.IS_NULL:
        is_known = wanted.values in {(False,), ("false",)}
        return [Condition(wanted.field, Test.KNOWN if is_known else Test.UNKNOWN)]
    values = tuple(read_as(kind, wanted.field, value) for value in wanted.values)
    if op is Op.BETWEEN:
        return _between(wanted.field, values)
    if op is Op.CONTAINS:
        return [_containing(wanted.field, values)]
    return [Condition(wanted.field, Test.ONE_OF if op is Op.IN else Test.NONE_OF, values)]


def _between(field: str, values: tuple[Value, ...]) -> list[Condition]:
    try:
        low, high = values
    except ValueError as error:
        raise BadQuery(f"{field!r} between needs two ends, not {len(values)}") from error
    ends = [(Test.AT_LEAST, low), (Test.AT_MOST, high)]
    return [Condition(field, test, (end,)) for test, end in ends if end is not None]


def _containing(field: str, values: tuple[Value, ...]) -> Condition:
    if not all(isinstance(value, str) for value in values):
        raise BadQuery(f"{field!r} is no text, so nothing is contained in it; use in or between")
    return Condition(field, Test.CONTAINS, values)


def _is_certain(condition: Condition, facts: Slice) -> bool:
    bounds = facts.bounds.get(condition.field)
    if bounds is None or bounds.nulls != 0:
        return False
    prove = _PROOFS.get(condition.test)
    return prove is not None and prove(condition.values, bounds)


def _spans(values: tuple[Value, ...], bounds: Bounds) -> bool:
    return bounds.low is not None and bounds.low == bounds.high and bounds.low in values


_PROOFS: dict[Test, Callable[[tuple[Value, ...], Bounds], bool]] = {
    Test.KNOWN: lambda _values, _bounds: True,
    Test.ONE_OF: _spans,
    Test.AT_LEAST: lambda values, bounds: bounds.low is not None and bounds.low >= values[0],  # type: ignore[operator]  # one kind
    Test.BELOW: lambda values, bounds: bounds.high is not None and bounds.high < values[0],  # type: ignore[operator]  # one kind
}
