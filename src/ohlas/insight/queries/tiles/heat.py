"""One field across another: a figure in each cell, each tested against the rest of its column, all one family."""

from collections import Counter
from dataclasses import dataclass

from ohlas.insight.queries.figures import Counted, GroupFigure, compared, counted, weighed
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules import family, rest_of
from ohlas.insight.rules.tiles import TileSpec
from ohlas.metrics import ScoreCounts

MOST_ROWS, MOST_COLUMNS = 30, 10
"""What fits a page; the largest groups are shown and the rest is counted."""
Key = str | None


@dataclass(frozen=True)
class HeatData:
    """`cells` stand in the order of `rows`, each in the order of `columns`; None where nobody answered."""

    counted: Counted
    by: str
    across: str
    rows: tuple[Key, ...]
    columns: tuple[Key, ...]
    cells: tuple[tuple[GroupFigure | None, ...], ...]
    more_rows: int
    more_columns: int


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> HeatData:
    by, across = tile.split or "unit", tile.crossing or "touchpoint"
    tallies = _tallies(frame, asked, by, across)
    if tile.across is None and {column for _, column in tallies} <= {None}:
        across = "question"  # nobody named touchpoints: the questions stand for them
        tallies = _tallies(frame, asked, by, across)
    rows, columns = (_largest(tallies, side) for side in (0, 1))
    shown = [(row, column) for row in rows[:MOST_ROWS] for column in columns[:MOST_COLUMNS]]
    cells = _tested(asked, tallies, shown)
    return HeatData(
        counted=counted(frame.store, asked.ask),
        by=by,
        across=across,
        rows=rows[:MOST_ROWS],
        columns=columns[:MOST_COLUMNS],
        cells=tuple(
            tuple(cells.get((row, column)) for column in columns[:MOST_COLUMNS]) for row in rows[:MOST_ROWS]
        ),
        more_rows=max(len(rows) - MOST_ROWS, 0),
        more_columns=max(len(columns) - MOST_COLUMNS, 0),
    )


def _tallies(frame: Frame, asked: TileAsk, by: str, across: str) -> dict[tuple[Key, Key], ScoreCounts]:
    found = run(frame.store, asked.ask.query(by=(by, across)))
    return {(row.key[by], row.key[across]): weighed(asked.ask, row.counts) for row in found.rows}


def _largest(tallies: dict[tuple[Key, Key], ScoreCounts], side: int) -> tuple[Key, ...]:
    sizes: Counter[Key] = Counter()
    for key, counts in tallies.items():
        sizes[key[side]] += counts.n
    return tuple(
        key for key, _ in sorted(sizes.items(), key=lambda one: (one[0] is None, -one[1], one[0] or ""))
    )


def _tested(
    asked: TileAsk, tallies: dict[tuple[Key, Key], ScoreCounts], shown: list[tuple[Key, Key]]
) -> dict[tuple[Key, Key], GroupFigure]:
    columns: dict[Key, list[Key]] = {column: [] for _, column in shown}
    for row, column in tallies:
        if column in columns:
            columns[column].append(row)
    rests = {
        (row, column): rest
        for column, rows in columns.items()
        for row, rest in zip(rows, rest_of([tallies[row, column] for row in rows]), strict=True)
    }
    present = [key for key in shown if key in tallies]
    comparisons = [compared(asked.ask, tallies[key], rests[key]) for key in present]
    return {
        key: GroupFigure(key[0], asked.ask.measure.score(tallies[key]), test)
        for key, test in zip(present, family(comparisons), strict=True)
    }
