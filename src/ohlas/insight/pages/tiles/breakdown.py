"""Groups on a dashboard: the largest ones, ranked; the rest is in the explorer."""

from dataclasses import replace

from ohlas.insight.pages.breakdown import breakdown_card
from ohlas.insight.pages.tiles.card import Paper, TileCard, counted_card
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.insight.queries.tiles.breakdown import BreakdownData

SHOWN = 12
"""Groups of one tile: as many as a screen holds."""


def card(found: TileFound, asked: TileAsk, content: BreakdownData, paper: Paper) -> TileCard:
    shown = replace(content.breakdown, groups=content.breakdown.groups[:SHOWN])
    body = breakdown_card(
        shown, asked.ask, paper.titles, asked.selection, answers=paper.places.answers, csv_href=""
    )
    more = len(content.breakdown.groups) - len(shown.groups)
    return counted_card(
        found, asked, content.counted, paper, replace(body, left_out=str(more or "")), by=content.breakdown.by
    )
