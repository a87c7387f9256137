"""One dashboard as it is looked at: everything its template may use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ohlas.insight.pages.boards.bar import BoardBar, Options, board_bar, with_more
from ohlas.insight.pages.boards.places import BoardPlaces
from ohlas.insight.pages.boards.sides import SideBySideCard, side_card
from ohlas.insight.pages.filters import Tab
from ohlas.insight.pages.tiles import Paper, TilePlaces
from ohlas.insight.pages.tiles.box import TileBox, TileReader, tile_box
from ohlas.insight.queries.boards import BoardFound, BoardView, ViewSaved
from ohlas.insight.rules import Selection
from ohlas.lib.charts import both_themes


@dataclass(frozen=True)
class ViewTab:
    id: str
    name: str
    href: str
    is_shared: bool
    is_chosen: bool
    may_remove: bool


@dataclass(frozen=True)
class BoardPage:
    """One dashboard as it is looked at; on a wall without anything to press."""

    board: BoardView
    places: BoardPlaces
    tiles: tuple[TileBox, ...]
    bar: BoardBar
    views: tuple[ViewTab, ...]
    others: tuple[Tab, ...]
    sides: SideBySideCard | None
    themes: Mapping[str, object]
    freshness: datetime | None
    address: str
    wall_href: str
    is_empty: bool
    is_wall: bool
    may_see_answers: bool
    may_share: bool


def board_page(
    found: BoardFound,
    paper: Paper,
    places: BoardPlaces,
    *,
    beside: str | None,
    is_wall: bool,
    options: Options | None,
    views: Sequence[ViewSaved],
    others: Sequence[Tab],
    may_see_answers: bool,
    may_share: bool,
) -> BoardPage:
    frame, selection = found.frame, found.frame.selection
    return BoardPage(
        board=found.board,
        places=places,
        tiles=tuple(
            tile_box(one, paper, TileReader(is_wall=is_wall, may_see_answers=may_see_answers))
            for one in found.tiles
        ),
        bar=board_bar(frame, places, beside, options),
        views=tuple(_view_tab(view, selection, found.board.may_change) for view in views),
        others=tuple(others),
        sides=side_card(found.sides, frame) if found.sides else None,
        themes=both_themes(),
        freshness=found.freshness,
        address=selection.address,
        wall_href=with_more(selection, wall="1"),
        is_empty=found.is_empty,
        is_wall=is_wall,
        may_see_answers=may_see_answers,
        may_share=may_share,
    )


def tile_places(places: BoardPlaces, selection: Selection, *, comments: str, response: str) -> TilePlaces:
    return TilePlaces(
        explorer=places.explorer,
        answers=places.answers,
        comments=comments,
        response=response,
        picture=places.board,
        reader=selection.address,
    )


def _view_tab(view: ViewSaved, selection: Selection, may_change: bool) -> ViewTab:  # noqa: FBT001 - private
    return ViewTab(
        str(view.id),
        view.name,
        view.address,
        view.is_shared,
        view.address == selection.address,
        view.is_own or may_change,
    )
