"""The map of importance and performance: what the score goes with, against how well it is graded."""

from dataclasses import dataclass

from ohlas.insight.queries.drivers import DriversFound, NoDrivers, score_of, studied, studied_of
from ohlas.insight.queries.figures import Counted
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.driven import SAMPLES, Driven
from ohlas.insight.rules.tiles import TileSpec


@dataclass(frozen=True)
class MapData:
    """The driver page's own study, with fewer samples."""

    counted: Counted
    found: DriversFound


def compute(frame: Frame, tile: TileSpec, asked: TileAsk) -> MapData:  # noqa: ARG001 - the shape of all kinds
    """Errors: metrics' `CannotFit` where nothing can be said, `NoDrivers` where no other question was scored."""
    wanted = studied_of(frame.catalogue, asked.ask, SAMPLES[0])
    if wanted is None:
        raise NoDrivers
    made, warnings = studied(frame.store, wanted)
    score = score_of(frame.store, wanted)
    found = DriversFound(
        driven=Driven(asked.selection),
        preset=asked.preset,
        catalogue=frame.catalogue,
        titles=frame.titles,
        options={},
        asked=wanted,
        score=score,
        study=made,
        warnings=warnings,
    )
    return MapData(score, found)
