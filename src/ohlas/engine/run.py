"""Asking: a `Query` in, a `Result` out. Everything in between is in the files this one names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import fields, replace
from datetime import datetime
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, TypeVar

from ohlas.engine import plan
from ohlas.engine.backend import backend_for
from ohlas.engine.bounded import refuse_more, tally_up_to
from ohlas.engine.cube import refuse_single, released_fields, with_released
from ohlas.engine.errors import BadQuery, ReadFailed, UnknownField
from ohlas.engine.fields import is_attribute, table_named
from ohlas.engine.query import Op
from ohlas.engine.results import FactRow, Group, LeftOut, Matrix, Page, Result, group_order
from ohlas.engine.reviewed import with_reviewed
from ohlas.engine.rewrites import Condition, Test, beside, understood
from ohlas.engine.snapshot import nothing
from ohlas.metrics import Cell, ScoreCounts, UnlikeScales, counts_together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date
    from typing import Any

    import pyarrow as pa

    from ohlas.engine.query import Query
    from ohlas.engine.results import Place
    from ohlas.engine.rewrites import Understood
    from ohlas.engine.snapshot import Slice
    from ohlas.engine.store import FactStore

_Answer = TypeVar("_Answer")
_Cells = dict[float, Cell]
_ROW_COLUMNS = frozenset(column.name for column in fields(FactRow)) - {"attributes"}


def run(store: FactStore, query: Query) -> Result:
    """The tallies a query asks for, per group and over all.

    Shape:  a store and a query in; no facts give an empty result with n = 0.
    Anonymous surveys add whole released groups, or the reason why not to the warnings (`engine.cube`).

    Errors: exact counts. `UnknownField`, `BadQuery`; `UnlikeScales` when no scale is asked and several occur;
        `NotShown` where only anonymous answers could be meant and the query would tell people apart.
    Source: house.md, "One number, one definition" and "Facts".
    """
    try:
        found = _counted(store, query)
    except UnknownField as error:
        if error.name not in released_fields(store, query.organisation):
            raise
        found = _without(error.name, store, query)
    released = with_released(store, query, found)
    return with_reviewed(store, query, released, lambda asked: _counted(store, asked))


def _without(name: str, store: FactStore, query: Query) -> Result:
    """Identified answers where only anonymous ones have the attribute: it is unknown of each."""
    filters = [one for one in query.where if one.field == name]
    if any(one.op != Op.IN or None not in one.values for one in filters):
        return Result((), ScoreCounts({}, query.scale), 0, store.version(query.table), None, (), query)
    where = tuple(one for one in query.where if one.field != name)
    others = tuple(other for other in query.group_by if other != name)
    found = _counted(store, replace(query, where=where, group_by=others))
    unknown = {name: None} if name in query.group_by else {}
    return replace(
        found,
        rows=tuple(
            replace(one, key={field: {**one.key, **unknown}[field] for field in query.group_by})
            for one in found.rows
        ),
        query=query,
    )


def _counted(store: FactStore, query: Query) -> Result:
    found = _answered(store, query, lambda facts: _tallied(store, query, facts))
    if set(query.group_by).isdisjoint(beside(query)):
        return found
    # A fact stands in the group of each of its topics, so the groups add up to more than the whole.
    whole = _counted(store, replace(query, group_by=(), bucket=None)).total
    return replace(found, total=whole, n=whole.n)


def rows(store: FactStore, query: Query, *, limit: int = 50, offset: int = 0) -> Page:
    """The answers behind a figure, newest first; `group_by` and `bucket` play no part.

    Shape:  the figure's query in, one page and the total out; the total equals the figure's n, less the
        anonymous answers, which are never listed.
    Errors: exact; as `run`.
    Source: interface.md, drill-down.
    """
    if limit < 1 or offset < 0:
        raise BadQuery(f"a page has at least one row and begins at 0 or later, not {limit} from {offset}")
    page = _answered(store, query, lambda facts: _leafed(store, query, facts, limit, offset))
    return refuse_single(store, query, page)


def matrix(store: FactStore, query: Query, items: tuple[tuple[str, str], ...]) -> Matrix:
    """The answers of each signal side by side, one row per signal, for what relates answers to each other.

    Shape:  a query (its scale and groups play no part) and the items as (question, scale) in.
    Errors: exact; as `run`. Anonymous answers are never related person by person: a warning says so, `NotShown`
        where there are no others.
    Source: metrics.md, "Drivers".
    """
    asked = replace(query, scale=None, group_by=(), bucket=None, questions=tuple({name for name, _ in items}))
    found = _answered(store, asked, lambda facts: _side_by_side(store, asked, facts, items))
    page = refuse_single(store, asked, Page((), len(found.values), found.version))
    return replace(found, warnings=page.warnings)


def attributes(store: FactStore, organisation: str, table: str = "answers") -> tuple[str, ...]:
    """The attributes this organisation has values for, as fields (`a_region`), in order.

    Shape:  a store and an organisation in, names out; none before the first fact.
    Errors: exact.
    Source: Delta statistics, no scan; of anonymous surveys, what has been released.
    """
    snapshot = store.snapshot(table)
    used = snapshot.slice(organisation).fields if snapshot else frozenset()
    released = released_fields(store, organisation) if table == "answers" else frozenset()
    return tuple(sorted(filter(is_attribute, used | released)))


def _answered(store: FactStore, query: Query, answer: Callable[[Slice | None], _Answer]) -> _Answer:
    """A vacuum or a rebuild may take files from under an open list: then ask once more, of the newest."""
    facts = _slice(store, query)
    try:
        return answer(facts)
    except ReadFailed:
        fresh = _slice(store, query)
        if fresh is facts:
            raise
        return answer(fresh)


def _slice(store: FactStore, query: Query) -> Slice | None:
    if "value" not in table_named(query.table).columns:
        raise BadQuery(f"{query.table} holds no answers to count")
    snapshot = store.snapshot(query.table)
    return snapshot.slice(query.organisation) if snapshot else None


def _tallied(store: FactStore, query: Query, facts: Slice | None) -> Result:
    if facts is None or not facts.files:
        return Result((), ScoreCounts({}, query.scale), 0, facts.version if facts else None, None, (), query)
    meant = understood(query, facts)
    aside = _aside(store, meant)
    engine = backend_for(store.engine_url)
    build = plan.tally if query.most is None else tally_up_to
    found = engine.ask(facts, build, meant, _columns(facts), _columns(aside), aside=aside)
    refuse_more(query, found.num_rows)
    kept, left_out, scale = _one_scale(found, meant)
    groups, total = _grouped(kept, meant, scale)
    return Result(
        rows=groups,
        total=total,
        n=total.n,
        version=facts.version,
        freshness=facts.newest,
        warnings=left_out,
        query=query,
        conditions=meant.conditions,
    )


def _columns(facts: Slice | None) -> plan.Columns:
    return tuple(facts.columns.items()) if facts else ()


def _aside(store: FactStore, meant: Understood) -> Slice | None:
    """The same organisation's slice of the table that fields are borrowed from; None when none are."""
    if not meant.needs_aside:
        return None
    name = next(iter(beside(meant.query).values()))
    snapshot = store.snapshot(name)
    found = snapshot.slice(meant.query.organisation) if snapshot else None
    return found if found and found.files else _nothing(name, meant.query.organisation)


_nothing = lru_cache(maxsize=64)(nothing)  # one object per organisation, so that its view is made once


def _one_scale(
    found: pa.Table, meant: Understood
) -> tuple[Mapping[str, list[Any]], tuple[LeftOut, ...], str | None]:
    """The rows on the scale asked for, and a warning for each other scale."""
    columns: dict[str, list[Any]] = found.to_pydict()
    wanted = meant.query.scale
    if not meant.splits_scales:
        return columns, (), wanted
    by_scale: dict[str, int] = defaultdict(int)
    for scale, n in zip(columns["other"], columns["n"], strict=True):
        by_scale[scale] += n
    if wanted is None:
        if len(by_scale) > 1:
            raise UnlikeScales(*sorted(by_scale)[:2])
        return columns, (), next(iter(by_scale), None)
    keep = [scale == wanted for scale in columns["other"]]
    kept = {name: [v for v, k in zip(values, keep, strict=True) if k] for name, values in columns.items()}
    return kept, tuple(LeftOut(s, n) for s, n in sorted(by_scale.items()) if s != wanted), wanted


def _grouped(
    columns: Mapping[str, list[Any]], meant: Understood, scale: str | None
) -> tuple[tuple[Group, ...], ScoreCounts]:
    cells: dict[Place, _Cells] = defaultdict(dict)
    for place, score, cell in _cells(columns, meant):
        cells[place][score] = cell
    groups = {place: ScoreCounts(cells[place], scale) for place in sorted(cells, key=group_order)}
    found = [
        Group(dict(zip(meant.keys, key, strict=True)), bucket, counts)
        for (bucket, key), counts in groups.items()
    ]
    return tuple(found), counts_together(groups.values(), scale)


def _cells(columns: Mapping[str, list[Any]], meant: Understood) -> Iterable[tuple[Place, float, Cell]]:
    counts = columns["n"]
    keys = [columns[f"key_{i}"] for i in range(len(meant.keys))]
    buckets: Iterable[date | None] = map(_first_day, columns["bucket"]) if meant.bucket else repeat(None)
    places = zip(buckets, zip(*keys, strict=True) if keys else repeat((), len(counts)), strict=False)
    weights = map(float, columns["w"] if meant.is_weighted else counts)
    squares = map(float, columns["w2"] if meant.is_weighted else counts)
    return zip(places, columns["score"], map(Cell, counts, weights, squares), strict=True)


def _first_day(bucket: date) -> date:
    """Engines differ: some truncate a day to a day, some to a moment."""
    return bucket.date() if isinstance(bucket, datetime) else bucket


def _leafed(store: FactStore, query: Query, facts: Slice | None, limit: int, offset: int) -> Page:
    if facts is None or not facts.files:
        return Page((), 0, facts.version if facts else None)
    meant = understood(query, facts)
    if meant.splits_scales and query.scale is not None:
        meant = meant.given(Condition("scale", Test.ONE_OF, (query.scale,)))
    engine, columns, aside = backend_for(store.engine_url), _columns(facts), _aside(store, meant)
    beside_it = _columns(aside)
    counted = engine.ask(facts, plan.how_many, meant, columns, beside_it, aside=aside)
    found = engine.ask(facts, plan.page, meant, columns, limit, offset, beside_it, aside=aside)
    return Page(tuple(map(_fact, found.to_pylist())), counted["n"][0].as_py(), facts.version)


def _side_by_side(
    store: FactStore, query: Query, facts: Slice | None, items: tuple[tuple[str, str], ...]
) -> Matrix:
    import numpy as np

    if facts is None or not facts.files:
        return Matrix(items, np.empty((0, len(items))), None, facts.version if facts else None, None)
    meant = understood(query, facts)
    aside = _aside(store, meant)
    engine = backend_for(store.engine_url)
    found = engine.ask(facts, plan.pivot, meant, _columns(facts), items, _columns(aside), aside=aside)
    columns = [found[f"v{place}"].to_numpy() for place in range(len(items))]
    values = np.column_stack(columns).astype(np.float64) if columns else np.empty((found.num_rows, 0))
    weights = found["w"].to_numpy().astype(np.float64) if meant.is_weighted else None
    return Matrix(items, values, weights, facts.version, facts.newest)


def _fact(found: dict[str, Any]) -> FactRow:
    own = {name.removeprefix("a_"): value for name, value in found.items() if is_attribute(name)}
    known = {name: value for name, value in found.items() if name in _ROW_COLUMNS}
    return FactRow(**known, attributes=own)
