"""A tile written out: the same content for the same reader is written once."""

from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from ohlas.insight.pages.tiles import tile_card
from ohlas.insight.pages.tiles.card import Paper
from ohlas.insight.queries.kept import written
from ohlas.insight.queries.tiles import TileFound


@dataclass(frozen=True)
class TileReader:
    """What a tile's template may know of who looks at it, under the name `page`."""

    is_wall: bool
    may_see_answers: bool


@dataclass(frozen=True)
class TileBox:
    """One place on a dashboard and what is written in it."""

    id: str
    kind: str
    size: str
    html: SafeString


def tile_box(found: TileFound, paper: Paper, reader: TileReader) -> TileBox:
    tile = found.tile

    def write() -> str:
        return render_to_string("insight/tiles/tile.html", {"card": tile_card(found, paper), "page": reader})

    mark = paper.marks.get(tile.id, False)
    html = write() if found.state is None else written((*found.state, *paper.state, mark, reader), write)
    return TileBox(tile.id, tile.kind, tile.size.value, mark_safe(html))  # noqa: S308 - a template wrote it
