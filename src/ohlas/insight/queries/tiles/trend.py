"""A figure step by step; or every group's steps side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ohlas.insight.queries.closing import Sealed, sealed_steps
from ohlas.insight.queries.dashboard import Beside
from ohlas.insight.queries.figures import Counted, TrendPoint, counted, trend, trends_by
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules import Step
from ohlas.insight.rules.tiles import TileSpec


@dataclass(frozen=True)
class TrendData:
    """`beside` is None unless the tile is split; then `points` are empty."""

    counted: Counted
    step: Step
    points: tuple[TrendPoint, ...]
    beside: Beside | None
    sealed: Mapping[date, Sealed] = field(default_factory=dict)
    """What was reported of the steps that are closed, by their first days."""


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> TrendData:
    whole = counted(frame.store, asked.ask)
    if tile.split is None:
        points = trend(frame.store, asked.ask, asked.step)
        sealed = sealed_steps(asked.ask, [point.start for point in points], asked.step)
        return TrendData(whole, asked.step, points, None, sealed)
    groups = trends_by(frame.store, asked.ask, tile.split, asked.step)
    return TrendData(whole, asked.step, (), Beside(asked.ask, tile.split, asked.step, groups))
