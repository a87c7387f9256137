"""The score as a running process: which periods are more than its usual noise, and where its level changed."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from ohlas.insight.queries.figures import TrendPoint, trend, weighed
from ohlas.insight.queries.kept import run
from ohlas.insight.queries.studies.frame import Around
from ohlas.insight.rules import Step
from ohlas.insight.rules.periods import following
from ohlas.metrics import Figure, effective_size, share_tally
from ohlas.metrics.registry import ShareMeasure

if TYPE_CHECKING:
    from ohlas.metrics.changepoints import Changes
    from ohlas.metrics.control import ChartPoint, ControlChart

FEWEST = 4
"""Periods below which neither limits nor changes mean anything."""


@dataclass(frozen=True)
class ControlRow:
    """One closed period with answers; `level` is the mean of the stretch it lies in."""

    start: date
    figure: Figure
    point: "ChartPoint"
    level: float
    is_change: bool


@dataclass(frozen=True)
class ControlFound:
    """`rows` are empty where fewer than four closed periods have answers; the others are counted."""

    step: Step
    is_share: bool
    centre: float
    rows: tuple[ControlRow, ...]
    periods: int
    empty: int
    is_open: bool
    penalty: float
    sigma: float


def control_found(around: Around) -> ControlFound:
    return around.kept(lambda: _control(around))


def _control(around: Around) -> ControlFound:
    from ohlas.metrics.changepoints import change_points  # numpy loads with it

    step = around.studied.selection.bucket or Step.WEEK
    points = trend(around.store, around.ask, step)
    closed = [point for point in points if following(point.start, step) <= around.today]
    known = [point for point in closed if point.figure.value is not None]
    measure = around.ask.measure
    is_share = isinstance(measure, ShareMeasure)
    empty = ControlFound(
        step, is_share, 0.0, (), len(known), len(closed) - len(known), len(points) > len(closed), 0.0, 0.0
    )
    if len(known) < FEWEST:
        return empty
    values = [point.figure.value or 0.0 for point in known]
    chart, changes = _chart(around, step, known), change_points(values)
    return ControlFound(
        step=step,
        is_share=is_share,
        centre=chart.centre,
        rows=tuple(_rows(known, chart, changes)),
        periods=len(known),
        empty=empty.empty,
        is_open=empty.is_open,
        penalty=changes.penalty,
        sigma=changes.sigma,
    )


def _chart(around: Around, step: Step, known: list[TrendPoint]) -> "ControlChart":
    """Shares by their own sizes, so that a small week has wide limits; other scores by how neighbours differ."""
    from ohlas.metrics.control import p_chart, xmr_chart

    measure = around.ask.measure
    if not isinstance(measure, ShareMeasure):
        return xmr_chart([point.figure.value or 0.0 for point in known])
    rows = run(around.store, around.ask.query(step=step)).rows
    tallies = {row.bucket: share_tally(weighed(around.ask, row.counts), measure.chosen) for row in rows}
    sizes = [effective_size(tallies[point.start].moments) or 1.0 for point in known]
    hits = [(point.figure.value or 0.0) * size for point, size in zip(known, sizes, strict=True)]
    return p_chart(hits, sizes)


def _rows(known: list[TrendPoint], chart: "ControlChart", changes: "Changes") -> list[ControlRow]:
    levels = [segment.mean for segment in changes.segments for _ in range(segment.start, segment.end)]
    starts = set(changes.positions)
    return [
        ControlRow(point.start, point.figure, spot, levels[place], place in starts)
        for place, (point, spot) in enumerate(zip(known, chart.points, strict=True))
    ]
