"""How many people in a hundred gave each answer."""

from ohlas.insight.queries.figures import Counted, counted
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.tiles import TileSpec


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> Counted:  # noqa: ARG001 - every kind has this shape
    return counted(frame.store, asked.ask)
