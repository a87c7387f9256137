"""Units or periods next to each other: the dashboard's measures in rows, each cell tested within one family."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from ohlas.insight.queries.figures import compared, counted
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules import Test, Window, family, rest_of
from ohlas.insight.rules.periods import months_before
from ohlas.metrics import Comparison, Figure, Measure, ScoreCounts

UNITS, BEFORE, YEAR = "units", "before", "year"
BESIDE = (UNITS, BEFORE, YEAR)
MOST_UNITS = 6
"""Columns that can still be read next to each other."""


@dataclass(frozen=True)
class Side:
    """One column: a unit, or days."""

    unit: str | None
    window: Window | None


@dataclass(frozen=True)
class SideCell:
    figure: Figure
    test: Test | None


@dataclass(frozen=True)
class SideRow:
    measure: Measure
    scale: str
    cells: tuple[SideCell, ...]


@dataclass(frozen=True)
class Sides:
    """With two columns the first is tested against the second; with more each against the others."""

    kind: str
    columns: tuple[Side, ...]
    rows: tuple[SideRow, ...]


def sides_of(frame: Frame, asks: Sequence[TileAsk], kind: str) -> Sides:
    """The measures of these tiles, each once, next to each other by unit or by period."""
    distinct = tuple({(one.ask.measure.id, one.ask.scale): one for one in asks}.values())
    columns = _units(frame, distinct) if kind == UNITS else _periods(distinct, kind, frame.today)
    tallies = [[_tally(frame, one, side) for side in columns] for one in distinct]
    tests = iter(
        family([each for one, line in zip(distinct, tallies, strict=True) for each in _tests(one, line)])
    )
    rows = tuple(
        SideRow(
            one.ask.measure,
            one.ask.scale,
            tuple(SideCell(one.ask.measure.score(counts), next(tests)) for counts in line),
        )
        for one, line in zip(distinct, tallies, strict=True)
    )
    return Sides(kind, columns, rows)


def _units(frame: Frame, asks: Sequence[TileAsk]) -> tuple[Side, ...]:
    """The units chosen in the filter; else the largest ones."""
    chosen = frame.selection.filters.get("unit", ())
    if len(chosen) < 2 and asks:  # noqa: PLR2004 - one unit has nothing beside it
        groups = run(frame.store, asks[0].ask.query(by=("unit",))).rows
        largest = sorted((row for row in groups if row.key["unit"]), key=lambda row: -row.counts.n)
        chosen = tuple(str(row.key["unit"]) for row in largest)
    return tuple(Side(unit, None) for unit in chosen[:MOST_UNITS])


def _periods(asks: Sequence[TileAsk], kind: str, today: date) -> tuple[Side, ...]:
    """The days chosen, and as many before them or the same a year ago."""
    window = next((one.ask.window for one in asks if one.ask.window.since), None)
    if window is None or window.since is None:
        window = Window(months_before(today, 12), today)
    since, until = window.since or today, window.until or today
    if kind == YEAR:
        earlier = Window(months_before(since, 12), months_before(until, 12))
    else:
        earlier = Window(since - (until - since), since)
    return Side(None, Window(since, until)), Side(None, earlier)


def _tally(frame: Frame, one: TileAsk, side: Side) -> ScoreCounts:
    ask = one.ask if side.window is None else one.ask.over(side.window)
    if side.unit is None:
        return counted(frame.store, ask).counts
    others = {name: values for name, values in ask.filters.items() if name != "unit"}
    return counted(frame.store, replace(ask, filters={**others, "unit": (side.unit,)})).counts


def _tests(one: TileAsk, line: Sequence[ScoreCounts]) -> list[Comparison | None]:
    return [
        compared(one.ask, mine, rest) if rest.n else None
        for mine, rest in zip(line, rest_of(list(line)), strict=True)
    ]
