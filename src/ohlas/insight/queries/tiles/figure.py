"""A headline figure, its closed periods compared."""

from ohlas.insight.queries.dashboard import Tile, headline
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.tiles import TileSpec


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> Tile:  # noqa: ARG001 - every kind has this shape
    return headline(frame.store, asked.ask, asked.preset, frame.today)
