"""The list of dashboards: one's own, those shared, and those put away."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ohlas.accounts.access import ROLE_NAMES
from ohlas.insight.pages.boards.places import BoardPlaces
from ohlas.insight.pages.tiles.words import KIND_TITLES
from ohlas.insight.queries.boards import BoardView
from ohlas.insight.rules.tiles import TileSpec


@dataclass(frozen=True)
class BoardLine:
    id: str
    name: str
    href: str
    owner: str
    is_own: bool
    audience: str
    unit: str
    tiles: int
    said: str
    """What its tiles show, in their order."""
    changed_at: datetime
    may_change: bool


@dataclass(frozen=True)
class BoardsPage:
    """The list: one's own and shared ones, and those put away."""

    boards: tuple[BoardLine, ...]
    archived: tuple[BoardLine, ...]
    places: BoardPlaces
    may_share: bool


def boards_page(
    boards: Sequence[BoardView], places: BoardPlaces, user_id: object, *, may_share: bool
) -> BoardsPage:
    lines = [(view.is_archived, _line(view, places, user_id)) for view in boards]
    return BoardsPage(
        boards=tuple(line for is_archived, line in lines if not is_archived),
        archived=tuple(line for is_archived, line in lines if is_archived),
        places=places,
        may_share=may_share,
    )


def _line(view: BoardView, places: BoardPlaces, user_id: object) -> BoardLine:
    return BoardLine(
        id=str(view.id),
        name=view.name,
        href=f"{places.boards}{view.id}/",
        owner=view.owner,
        is_own=view.owner_id == user_id,
        audience=", ".join(str(ROLE_NAMES[role]) for role in view.audience),
        unit=view.unit,
        tiles=len(view.document.tiles),
        said=_said(view.document.tiles),
        changed_at=view.changed_at,
        may_change=view.may_change,
    )


def _said(tiles: Sequence[TileSpec]) -> str:
    """Tiles by the names people gave them, else by their kind; a kind that stands twice is told with its number."""
    kinds = Counter(tile.title or str(KIND_TITLES[tile.kind]) for tile in tiles)
    return ", ".join(f"{kind} ×{n}" if n > 1 else kind for kind, n in kinds.items())
