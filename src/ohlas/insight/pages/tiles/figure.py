"""A headline figure on a dashboard."""

from ohlas.insight.pages.figures import figure_card
from ohlas.insight.pages.tiles.card import Paper, TileCard, counted_card
from ohlas.insight.queries import Tile
from ohlas.insight.queries.tiles import TileAsk, TileFound


def card(found: TileFound, asked: TileAsk, content: Tile, paper: Paper) -> TileCard:
    is_marked = paper.marks.get(found.tile.id, False)
    body = figure_card(content, asked.selection, paper.titles, is_chosen=False, is_marked=is_marked)
    return counted_card(found, asked, content.counted, paper, body)
