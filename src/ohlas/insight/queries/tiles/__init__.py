"""What each kind of tile is made of. Another kind is one file here and one line below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ohlas.engine import BadQuery
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.kept import computed, state_of
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
READ_ANEW = frozenset({"comments"})
"""Kinds that show what people wrote: never kept outside the record, so that nothing outlives an erasure."""


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
        return TileFound(tile, asked, _content(frame, tile, asked))
    except (BadAddress, MetricsError, BadQuery) as error:
        said = str(error)
        return TileFound(tile, None, None, said[:1].upper() + said[1:])


def _content(frame: Frame, tile: TileSpec, asked: TileAsk) -> object:
    """Counted and scored once per version of the facts; what people wrote is read anew each time."""
    query = asked.ask.query()
    state = state_of(frame.store, query)
    if state is None or tile.kind in READ_ANEW:
        return COMPUTE[tile.kind](frame, tile, asked)
    units = "all" if query.scope_units is None else " ".join(sorted(query.scope_units))
    told = (tile, asked.ask.measure.id, asked.ask.weighted, asked.preset, asked.step, frame.today)
    parts = (frame.store.url, state, repr(replace(query, scope_units=None)), units, *map(repr, told))
    return computed(parts, lambda: COMPUTE[tile.kind](frame, tile, asked))


__all__ = ["COMPUTE", "Frame", "TileAsk", "TileFound", "tile_found"]
