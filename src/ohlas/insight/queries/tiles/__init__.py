"""What each kind of tile is made of. Another kind is one file here and one line below."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from ohlas.engine import BadQuery
from ohlas.insight.errors import BadAddress
from ohlas.insight.queries.closing import seal_state, seals_state
from ohlas.insight.queries.kept import computed, state_of
from ohlas.insight.queries.tiles import (
    breakdown,
    comments,
    distribution,
    figure,
    goal,
    heat,
    league,
    priorities,
    response,
    trend,
)
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
        "map": priorities.compute,
        "response": response.compute,
        "goal": goal.compute,
        "comments": comments.compute,
    }
)
READ_ANEW = frozenset({"comments", "goal", "response"})
"""Kinds read from the record: what people wrote is never kept outside of it, so that nothing outlives an erasure,
and goals and invitations change without the facts.
"""


@dataclass(frozen=True)
class TileFound:
    """One tile's data as its kind gives it; or, in words, why it cannot be counted."""

    tile: TileSpec
    asked: TileAsk | None
    content: object | None
    refusal: str = ""
    state: tuple[object, ...] | None = None
    """All that the content hangs on; None where it is read anew each time."""


def tile_found(frame: Frame, tile: TileSpec) -> TileFound:
    """The tile counted; what cannot be counted says why and leaves the other tiles alone."""
    try:
        asked = frame.asked(tile)
        state = _state(frame, tile, asked)
        if state is None:
            return TileFound(tile, asked, COMPUTE[tile.kind](frame, tile, asked))
        content = computed(state, lambda: COMPUTE[tile.kind](frame, tile, asked))
        return TileFound(tile, asked, content, state=state)
    except (BadAddress, MetricsError, BadQuery) as error:
        said = str(error)
        return TileFound(tile, None, None, said[:1].upper() + said[1:])


def _state(frame: Frame, tile: TileSpec, asked: TileAsk) -> tuple[object, ...] | None:
    """What is counted, of which facts: the same state gives the same content. None for what is never kept."""
    query = asked.ask.query()
    state = state_of(frame.store, query)
    if state is None or tile.kind in READ_ANEW:
        return None
    units = "all" if query.scope_units is None else " ".join(sorted(query.scope_units))
    sealed = _sealed(tile, asked)
    told = (sealed, tile, asked.ask.measure.id, asked.ask.weighted, asked.preset, asked.step, frame.today)
    return (frame.store.url, state, repr(replace(query, scope_units=None)), units, *map(repr, told))


def _sealed(tile: TileSpec, asked: TileAsk) -> str:
    """What was sealed of these days, or of these steps: it changes without the facts."""
    if tile.kind == "figure":
        return seal_state(asked.ask)
    return seals_state(asked.ask, asked.step) if tile.kind == "trend" else ""


__all__ = ["COMPUTE", "Frame", "TileAsk", "TileFound", "tile_found"]
