"""The priority map on a dashboard, with the ranking in a table behind it."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext

from ohlas.insight.pages import words
from ohlas.insight.pages.drivers import DriverPlaces, DriverRow, map_spec, ranked_rows
from ohlas.insight.pages.tiles.card import Paper, TileCard, counted_card
from ohlas.insight.queries.tiles import TileAsk, TileFound
from ohlas.insight.queries.tiles.priorities import MapData
from ohlas.lib.charts import Spec

_NOWHERE = DriverPlaces("", "", "", "")


@dataclass(frozen=True)
class MapBody:
    spec: Spec | None
    light: str
    dark: str
    sentence: str
    rows: tuple[DriverRow, ...]
    explained: str


def card(found: TileFound, asked: TileAsk, content: MapData, paper: Paper) -> TileCard:
    rows, study = ranked_rows(content.found, _NOWHERE), content.found.study
    picture = paper.places.picture_of(found.tile)
    body = MapBody(
        spec=map_spec(content.found, _NOWHERE),
        light=picture.format(theme="light"),
        dark=picture.format(theme="dark"),
        sentence="; ".join(f"{row.rank} {row.name}: {row.quadrant}" for row in rows),
        rows=rows,
        explained=words.percent(study.report.r2, 0) if study else "",
    )
    drawn = counted_card(found, asked, content.counted, paper, body)
    return replace(drawn, title=found.tile.title or gettext("%(title)s: priorities") % {"title": drawn.title})


def spec(asked: TileAsk, content: MapData) -> Spec | None:  # noqa: ARG001 - the shape of all kinds
    return map_spec(content.found, _NOWHERE)
