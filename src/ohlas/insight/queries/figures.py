"""Figures over facts. The engine counts, `ohlas.metrics` scores; here the two only meet."""

from dataclasses import dataclass
from datetime import date, datetime

from ohlas.engine import FactStore, Result
from ohlas.insight.queries.facts import Ask
from ohlas.insight.queries.kept import run
from ohlas.insight.rules import SAID, Pair, Step, Test, Window, buckets_between, family, rest_of, rest_within
from ohlas.metrics import Comparison, Figure, ScoreCounts, counts_of
from ohlas.metrics.figures import INDICATIVE_BELOW


@dataclass(frozen=True)
class Counted:
    """A figure with the tally it was made from and how fresh the facts are."""

    ask: Ask
    figure: Figure
    counts: ScoreCounts
    version: int | None
    freshness: datetime | None
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class TrendPoint:
    start: date
    figure: Figure


@dataclass(frozen=True)
class ChangeBetween:
    """A change between two periods; `comparison` is None under 30 answers on either side."""

    comparison: Comparison | None
    later_n: int
    earlier_n: int


@dataclass(frozen=True)
class GroupFigure:
    """One group; `test` compares it with the rest, and is None under 30 answers on either side."""

    key: str | None
    figure: Figure
    test: Test | None


@dataclass(frozen=True)
class GroupTrend:
    """One group over all days asked for, and per step."""

    key: str | None
    figure: Figure
    points: tuple[TrendPoint, ...]


@dataclass(frozen=True)
class Breakdown:
    """All groups, the largest first; the page decides how many to show."""

    by: str
    total: Figure
    groups: tuple[GroupFigure, ...]


def figure(store: FactStore, ask: Ask) -> Figure:
    """The figure alone."""
    return counted(store, ask).figure


def counted(store: FactStore, ask: Ask) -> Counted:
    """The figure and what it was made from; nobody answered gives a value of None and n 0."""
    result = run(store, ask.query())
    counts = weighed(ask, result.total)
    return Counted(
        ask, ask.measure.score(counts), counts, result.version, result.freshness, _warnings(result)
    )


def trend(store: FactStore, ask: Ask, step: Step) -> tuple[TrendPoint, ...]:
    """One figure per step from the first with answers to the last, the empty ones between included."""
    rows = {row.bucket: row.counts for row in run(store, ask.query(step=step)).rows if row.bucket is not None}
    if not rows:
        return ()
    empty = ScoreCounts({}, ask.scale)
    return tuple(
        TrendPoint(start, ask.measure.score(weighed(ask, rows.get(start, empty))))
        for start in buckets_between(min(rows), max(rows), step)
    )


def trends_by(store: FactStore, ask: Ask, by: str, step: Step) -> tuple[GroupTrend, ...]:
    """Every group's trend over the same steps, for charts side by side; the largest group first."""
    result = run(store, ask.query(by=(by,), step=step))
    starts = [row.bucket for row in result.rows if row.bucket is not None]
    steps = buckets_between(min(starts), max(starts), step) if starts else []
    tallies: dict[str | None, dict[date, ScoreCounts]] = {}
    for row in result.rows:
        if row.bucket is not None:
            tallies.setdefault(row.key[by], {})[row.bucket] = weighed(ask, row.counts)
    found = [_group_trend(ask, key, cells, steps) for key, cells in tallies.items()]
    return tuple(sorted(found, key=lambda group: -group.figure.n))


def coverage(store: FactStore, ask: Ask) -> tuple[date, date] | None:
    """The first days of the first and the last month with answers, whatever the window."""
    starts = [
        row.bucket
        for row in run(store, ask.over(Window()).query(step=Step.MONTH)).rows
        if row.bucket is not None
    ]
    return (min(starts), max(starts)) if starts else None


def breakdown(store: FactStore, ask: Ask, by: str) -> Breakdown:
    """The figure of every group, each tested against the rest, all in one family.

    Groups under 30 answers are indicative: shown, never tested, never ranked.
    """
    result = run(store, ask.query(by=(by,)))
    tallies = [weighed(ask, row.counts) for row in result.rows]
    figures = [ask.measure.score(counts) for counts in tallies]
    whole = weighed(ask, result.total)
    rests = rest_within(whole, tallies) if by in SAID else rest_of(tallies)
    tests = family([compared(ask, mine, rest) for mine, rest in zip(tallies, rests, strict=True)])
    groups = [
        GroupFigure(row.key[by], found, test)
        for row, found, test in zip(result.rows, figures, tests, strict=True)
    ]
    return Breakdown(by, ask.measure.score(whole), tuple(sorted(groups, key=lambda group: -group.figure.n)))


def change_between(store: FactStore, ask: Ask, pair: Pair) -> ChangeBetween:
    """Later less earlier, and how many answered in each."""
    after, before = (
        weighed(ask, run(store, ask.over(window).query()).total) for window in (pair.later, pair.earlier)
    )
    return ChangeBetween(compared(ask, after, before), after.n, before.n)


def _group_trend(
    ask: Ask, key: str | None, tallies: dict[date, ScoreCounts], steps: list[date]
) -> GroupTrend:
    empty = ScoreCounts({}, ask.scale)
    whole = sum(tallies.values(), start=empty)
    points = tuple(TrendPoint(start, ask.measure.score(tallies.get(start, empty))) for start in steps)
    return GroupTrend(key, ask.measure.score(whole), points)


def compared(ask: Ask, mine: ScoreCounts, other: ScoreCounts) -> Comparison | None:
    """First less second; None under 30 answers on either side."""
    if min(mine.n, other.n) < INDICATIVE_BELOW:
        return None
    return ask.measure.compare(mine, other)


def weighed(ask: Ask, counts: ScoreCounts) -> ScoreCounts:
    """The tally as asked for: without weights every answer counts once."""
    if ask.weighted:
        return counts
    return counts_of({value: cell.n for value, cell in counts.cells.items()}, counts.scale_id)


def _warnings(result: Result) -> tuple[str, ...]:
    return tuple(str(warning) for warning in result.warnings)
