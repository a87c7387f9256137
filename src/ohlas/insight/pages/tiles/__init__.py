"""How each kind of tile looks. Another kind is one file here and one line below."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from ohlas.insight.pages.tiles import (
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
from ohlas.insight.pages.tiles.card import Paper, TileCard, TilePlaces, refused_card
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.lib.charts import Spec

Draw = Callable[[TileFound, TileAsk, Any, Paper], TileCard]  # each kind draws what its own compute gave
CARDS: Mapping[str, Draw] = MappingProxyType(
    {
        "figure": figure.card,
        "trend": trend.card,
        "distribution": distribution.card,
        "breakdown": breakdown.card,
        "heat": heat.card,
        "league": league.card,
        "map": priorities.card,
        "response": response.card,
        "goal": goal.card,
        "comments": comments.card,
    }
)
SPECS: Mapping[str, Callable[[TileAsk, Any], Spec | None]] = MappingProxyType(
    {"trend": trend.spec, "distribution": distribution.spec, "map": priorities.spec}
)
"""Kinds that are charts: what the server draws for pages without scripts."""


def tile_card(found: TileFound, paper: Paper) -> TileCard:
    """One tile as its template shows it."""
    if found.asked is None or found.content is None:
        return refused_card(found)
    return CARDS[found.tile.kind](found, found.asked, found.content, paper)


def tile_spec(found: TileFound) -> Spec | None:
    """The tile's chart; None for a tile that is none."""
    if found.asked is None or found.tile.kind not in SPECS:
        return None
    return SPECS[found.tile.kind](found.asked, found.content)


__all__ = ["CARDS", "Paper", "TileCard", "TilePlaces", "tile_card", "tile_spec"]
