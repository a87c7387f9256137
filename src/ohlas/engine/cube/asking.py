"""What anonymous surveys add to a result: sums of shown cells over whole releases, never anything else."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from ohlas.engine.cube.cells import parents_of, released_cells, released_slice
from ohlas.engine.cube.meaning import ABOUT_QUESTIONS, is_touched, meant_by, roots_of
from ohlas.engine.errors import NotShown
from ohlas.engine.query import Bucket
from ohlas.engine.results import Group, Hidden, Page, Result, group_order
from ohlas.engine.steps import first_day
from ohlas.metrics import Cell as Tally
from ohlas.metrics import ScoreCounts, UnlikeScales

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from ohlas.engine.cube.cells import Cell
    from ohlas.engine.cube.meaning import Meant
    from ohlas.engine.query import Query
    from ohlas.engine.results import Place
    from ohlas.engine.store import FactStore

_TABLE = "answers"
BY_RELEASE = (
    "Answers of anonymous surveys are counted in whole groups of people, on the day a group was released."
)
NOT_SINGLE = "single answers of an anonymous survey are never listed"


def with_released(store: FactStore, query: Query, found: Result) -> Result:
    """The result with what anonymous surveys may add, and what had to stay hidden among its warnings.

    Shape:  the result over identified answers in; without anonymous surveys it comes back as it is.
    Errors: `NotShown` where the query cannot be asked of an anonymous survey and nothing else answers it.
    Source: metrics.md, "Small groups".
    """
    if query.table != _TABLE or released_slice(store, query.organisation) is None:
        return found
    every = released_cells(store, query.organisation)
    cells = [cell for cell in every if is_touched(cell, query) and _is_within(cell, query)]
    if not cells:
        return found
    try:
        meant = meant_by(query)
        whole, parts = _asked_for(cells, meant, parents_of(store, query.organisation))
    except NotShown as refusal:
        if found.n == 0:
            raise
        return replace(found, warnings=(*found.warnings, Hidden(str(refusal))))
    return _together(store, query, found, whole, parts)


def refuse_single(store: FactStore, query: Query, page: Page) -> Page:
    """The page with a word on anonymous answers that belong to the figure and are not listed.

    Shape:  a page of identified answers in, the same page out.
    Errors: `NotShown` where there are none but anonymous ones.
    Source: metrics.md, "Small groups".
    """
    if query.table != _TABLE or released_slice(store, query.organisation) is None:
        return page
    cells = released_cells(store, query.organisation)
    if not any(is_touched(cell, query) and _is_within(cell, query) for cell in cells):
        return page
    if page.total == 0:
        raise NotShown(NOT_SINGLE)
    return replace(page, warnings=(Hidden(NOT_SINGLE),))


def released_fields(store: FactStore, organisation: str) -> frozenset[str]:
    """The attributes that released answers can be split by.

    Shape:  a store and an organisation in, names out; none before the first release.
    Errors: exact.
    Source: metrics.md, "Small groups".
    """
    return frozenset(cell.field for cell in released_cells(store, organisation) if cell.field)


def _is_within(cell: Cell, query: Query) -> bool:
    return (query.since is None or cell.day >= query.since) and (
        query.until is None or cell.day < query.until
    )


def _asked_for(
    cells: Sequence[Cell], meant: Meant, parents: Mapping[str, str | None]
) -> tuple[list[Cell], list[Cell]]:
    """The cells of the total, and those of the groups."""
    roots = frozenset() if meant.units is None else roots_of(meant.units, parents)
    tops = meant.of_whole(roots)
    whole = [cell for cell in cells if not cell.is_rest and cell.unit in tops and _has_keys(cell, meant)]
    if meant.by_unit:
        parts = [cell for cell in cells if cell.is_rest and _has_keys(cell, meant)]
        return whole, [cell for cell in parts if meant.units is None or cell.unit in meant.units]
    if meant.by_field:
        keys = meant.keys
        parts = [cell for cell in cells if not cell.is_rest and cell.unit in tops]
        named = [cell for cell in parts if cell.field == meant.field]
        return whole, [cell for cell in named if keys is None or cell.key in keys]
    return whole, whole


def _has_keys(cell: Cell, meant: Meant) -> bool:
    if meant.keys is None:
        return cell.field is None
    return cell.field == meant.field and cell.key in meant.keys


def _together(store: FactStore, query: Query, found: Result, whole: list[Cell], parts: list[Cell]) -> Result:
    scale = _one_scale(query, found, whole)
    total, n = _tally(whole, scale), sum(sum(cell.counts.values()) for cell in whole)
    shown = sum(sum(cell.counts.values()) for cell in parts)
    groups = _groups(found.rows, parts, query, scale)
    facts = released_slice(store, query.organisation)
    return replace(
        found,
        rows=groups,
        total=found.total + total if found.n else total,
        n=found.n + n,
        version=found.version if found.version is not None else (facts.version if facts else None),
        freshness=max(filter(None, (found.freshness, facts.newest if facts else None)), default=None),
        warnings=(*found.warnings, *_words(n, shown)),
    )


def _words(n: int, shown: int) -> Iterable[Hidden]:
    if not n:
        yield Hidden("too few people answered here to show anything of an anonymous survey")
        return
    yield Hidden(BY_RELEASE)
    if shown < n:
        yield Hidden(f"{n - shown} anonymous answers are in groups too small to be shown apart")


def _one_scale(query: Query, found: Result, cells: Sequence[Cell]) -> str | None:
    if query.scale is not None:
        return found.total.scale_id or query.scale
    scales = {cell.scale for cell in cells} | ({found.total.scale_id} if found.n else set())
    known = sorted(scale for scale in scales if scale)
    if len(known) > 1:
        raise UnlikeScales(*known[:2])
    return known[0] if known else None


def _tally(cells: Iterable[Cell], scale: str | None) -> ScoreCounts:
    counts: dict[float, int] = defaultdict(int)
    for cell in cells:
        for value, n in cell.counts.items():
            counts[value] += n
    return ScoreCounts({value: Tally(n, float(n), float(n)) for value, n in sorted(counts.items())}, scale)


def _groups(
    found: Sequence[Group], parts: Sequence[Cell], query: Query, scale: str | None
) -> tuple[Group, ...]:
    by_place: dict[Place, list[Cell]] = defaultdict(list)
    for cell in parts:
        key = tuple(_key_part(cell, name) for name in query.group_by)
        by_place[_step(cell.day, query), key].append(cell)
    groups = {(one.bucket, tuple(one.key.values())): one for one in found}
    for (bucket, key), cells in by_place.items():
        counts = _tally(cells, scale)
        if (bucket, key) in groups:
            counts = groups[bucket, key].counts + counts
        groups[bucket, key] = Group(dict(zip(query.group_by, key, strict=True)), bucket, counts)
    return tuple(groups[place] for place in sorted(groups, key=group_order))


def _key_part(cell: Cell, name: str) -> str | None:
    value: str | None = getattr(cell, name) if name in {*ABOUT_QUESTIONS, "unit"} else cell.key
    return value


def _step(day: date, query: Query) -> date | None:
    return None if query.bucket is None else first_day(day, Bucket(query.bucket))
