"""The distribution of answers on a dashboard."""

from dataclasses import dataclass

from ohlas.insight.pages.charts import ChartCard, distribution_card, distribution_spec
from ohlas.insight.pages.figures import Part, nps_parts
from ohlas.insight.pages.tiles.card import Paper, TileCard, counted_card
from ohlas.insight.queries import Counted
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.lib.charts import Spec


@dataclass(frozen=True)
class DistributionBody:
    chart: ChartCard
    parts: tuple[Part, ...]


def card(found: TileFound, asked: TileAsk, content: Counted, paper: Paper) -> TileCard:
    picture = paper.places.picture_of(found.tile)
    chart = distribution_card(content, asked.selection, paper.places.answers, picture)
    return counted_card(found, asked, content, paper, DistributionBody(chart, nps_parts(content)))


def spec(asked: TileAsk, content: Counted) -> Spec | None:
    return distribution_spec(content, asked.selection, "")
