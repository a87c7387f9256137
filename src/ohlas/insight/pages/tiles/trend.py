"""A trend on a dashboard: one line with its band, or small ones side by side."""

from dataclasses import dataclass

from ohlas.insight.pages.breakdown import BesideCard, beside_cards
from ohlas.insight.pages.charts import ChartCard, trend_card, trend_spec
from ohlas.insight.pages.tiles.card import Paper, TileCard, counted_card
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.insight.queries.tiles.trend import TrendData
from ohlas.lib.charts import Spec

MOST_BESIDE = 24
"""Small charts of one tile."""


@dataclass(frozen=True)
class TrendBody:
    chart: ChartCard | None
    beside: tuple[BesideCard, ...]
    more: int


def card(found: TileFound, asked: TileAsk, content: TrendData, paper: Paper) -> TileCard:
    by = found.tile.split if content.beside else None
    return counted_card(found, asked, content.counted, paper, _body(found, asked, content, paper), by=by)


def spec(asked: TileAsk, content: TrendData) -> Spec | None:
    return (
        None if content.beside else trend_spec(asked.ask, content.points, content.step, sealed=content.sealed)
    )


def _body(found: TileFound, asked: TileAsk, content: TrendData, paper: Paper) -> TrendBody:
    if content.beside is None:
        chart = trend_card(
            asked.ask,
            content.points,
            content.step,
            asked.selection,
            content.sealed,
            answers=paper.places.answers,
            picture=paper.places.picture_of(found.tile),
        )
        return TrendBody(chart, (), 0)
    cards = beside_cards(content.beside, paper.titles, asked.selection)
    return TrendBody(None, cards[:MOST_BESIDE], max(len(cards) - MOST_BESIDE, 0))
