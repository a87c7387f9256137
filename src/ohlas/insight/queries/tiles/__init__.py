"""What each kind of tile is made of. Another kind is one file here and one line below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ohlas.engine import BadQuery
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.tiles import breakdown, comments, distribution, figure, heat, league, trend
from ohlas.insight.queries.tiles.frame import Frame, TileAsk
from ohlas.insight.rules.tiles import TileSpec
from ohlas.metrics import MetricsError

Compute = Callable[[Frame, TileSpec, TileAsk], object]
COMPUTE: Mapping[str, Compute] = MappingProxyType(
    {
        "figure": figure.compute,
        "trend": trend.compute,
        "distribution": distribution.compute,
        "breakdown": breakdown.compute,
        "heat": heat.compute,
        "league": league.compute,
        "comments": comments.compute,
    }
)


@dataclass(frozen=True)
class TileFound:
    """One tile's data as its kind gives it; or, in words, why it cannot be counted."""

    tile: TileSpec
    asked: TileAsk | None
    content: object | None
    refusal: str = ""


def tile_found(frame: Frame, tile: TileSpec) -> TileFound:
    """The tile counted; what cannot be counted says why and leaves the other tiles alone."""
    try:
        asked = frame.asked(tile)
        return TileFound(tile, asked, COMPUTE[tile.kind](frame, tile, asked))
    except (BadAddress, MetricsError, BadQuery) as error:
        said = str(error)
        return TileFound(tile, None, None, said[:1].upper() + said[1:])


__all__ = ["COMPUTE", "Frame", "TileAsk", "TileFound", "tile_found"]
