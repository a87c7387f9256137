"""Groups one under another, each tested against the rest."""

from dataclasses import dataclass

from ohlas.insight.queries.figures import Breakdown, Counted, breakdown, counted
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.tiles import TileSpec


@dataclass(frozen=True)
class BreakdownData:
    counted: Counted
    breakdown: Breakdown


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> BreakdownData:
    by = tile.split or "unit"
    return BreakdownData(counted(frame.store, asked.ask), breakdown(frame.store, asked.ask, by))
