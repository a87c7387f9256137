"""Many units at once: the league that does not reward luck, and the funnel of what luck alone explains."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ohlas.insight.queries.figures import Counted, weighed
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.studies.frame import Around
from ohlas.insight.queries.tiles.league import Plain, league_of, why_plain
from ohlas.metrics import (
    SCALES,
    Figure,
    Measure,
    ScoreCounts,
    effective_size,
    mean_tally,
    nps_tally,
    share_tally,
)
from ohlas.metrics.errors import CannotFit
from ohlas.metrics.funnel import INNER, OUTER, Funnel, overdispersion
from ohlas.metrics.moments import MeanTally
from ohlas.metrics.registry import NpsMeasure, ShareMeasure

if TYPE_CHECKING:
    from ohlas.metrics.league import League

FEWEST = 10
POINTS = 100.0


@dataclass(frozen=True)
class LeagueFound:
    """`league` is None where none can be made, and `why` says so; `figures` stand beside the shrunk scores."""

    counted: Counted
    by: str
    league: "League | None"
    why: Plain | None
    figures: dict[str, Figure]


@dataclass(frozen=True)
class FunnelRow:
    """A unit against what luck explains at its size; `beyond` is 0, 95 or 99.8 (per cent), with its side's sign."""

    unit: str
    figure: Figure
    size: float
    low: float
    high: float
    beyond: float


@dataclass(frozen=True)
class FunnelFound:
    """`funnel` is None where nobody or everybody answered alike."""

    counted: Counted
    by: str
    funnel: Funnel | None
    rows: tuple[FunnelRow, ...]


def league_found(around: Around) -> LeagueFound:
    return around.kept(lambda: _league(around))


def funnel_found(around: Around) -> FunnelFound:
    return around.kept(lambda: _funnel(around))


def _groups(around: Around) -> dict[str, ScoreCounts]:
    """The tally of each unit that is known by name."""
    by, ask = around.by, around.ask
    rows = run(around.store, ask.query(by=(by,))).rows
    return {row.key[by] or "": weighed(ask, row.counts) for row in rows if row.key[by] is not None}


def _league(around: Around) -> LeagueFound:
    groups, measure = _groups(around), around.ask.measure
    why, league = why_plain(measure, groups), None
    if why is None:
        try:
            league = league_of(measure, groups)
        except CannotFit:
            why = Plain.FEW_UNITS
    figures = {unit: measure.score(counts) for unit, counts in groups.items()}
    return LeagueFound(around.counted(), around.by, league, why, figures)


def _funnel(around: Around) -> FunnelFound:
    measure, whole, groups = around.ask.measure, around.counted(), _groups(around)
    target, spread = whole.figure.value, _moments(measure, whole.counts)
    factor = POINTS if measure.unit == "points" else 1.0
    variance = (spread.variance or 0.0) * factor**2
    if target is None or variance == 0:
        return FunnelFound(whole, around.by, None, ())
    sized = {
        unit: (measure.score(counts), effective_size(_moments(measure, counts)) or 0.0)
        for unit, counts in groups.items()
        if counts.n
    }
    judged = [
        (one.value, size) for one, size in sized.values() if one.value is not None and not one.is_indicative
    ]
    phi = 1.0
    if len(judged) >= FEWEST:
        phi = overdispersion([value for value, _ in judged], [size for _, size in judged], target, variance)
    funnel = Funnel(target, variance, phi, _bounds(measure, around.ask.scale))
    rows = [_row(funnel, unit, figure, size) for unit, (figure, size) in sized.items()]
    return FunnelFound(whole, around.by, funnel, tuple(sorted(rows, key=_place)))


def _row(funnel: Funnel, unit: str, figure: Figure, size: float) -> FunnelRow:
    inner, outer = funnel.limits(size, INNER), funnel.limits(size, OUTER)
    value, beyond = figure.value or 0.0, 0.0
    if not figure.is_indicative and not inner.low <= value <= inner.high:
        beyond = 100 * (INNER if outer.low <= value <= outer.high else OUTER)
        beyond = -beyond if value < inner.low else beyond
    return FunnelRow(unit, figure, size, inner.low, inner.high, beyond)


def _place(row: FunnelRow) -> tuple[bool, bool, float, str]:
    """What stands out first, then by size; those too small to judge last."""
    return row.figure.is_indicative, not row.beyond, -abs(row.beyond) or -row.size, row.unit


def _moments(measure: Measure, counts: ScoreCounts) -> MeanTally:
    if isinstance(measure, NpsMeasure):
        return nps_tally(counts).moments
    if isinstance(measure, ShareMeasure):
        return share_tally(counts, measure.chosen).moments
    return mean_tally(counts)


def _bounds(measure: Measure, scale: str) -> tuple[float, float]:
    ends = {"points": (-POINTS, POINTS), "share": (0.0, 1.0)}.get(measure.unit, SCALES[scale].bounds)
    return ends or (float("-inf"), float("inf"))
