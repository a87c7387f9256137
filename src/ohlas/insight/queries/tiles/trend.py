"""A figure step by step; or every group's steps side by side."""

from dataclasses import dataclass

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


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> TrendData:
    whole = counted(frame.store, asked.ask)
    if tile.split is None:
        return TrendData(whole, asked.step, trend(frame.store, asked.ask, asked.step), None)
    groups = trends_by(frame.store, asked.ask, tile.split, asked.step)
    return TrendData(whole, asked.step, (), Beside(asked.ask, tile.split, asked.step, groups))
