"""The dashboards people find on their first day: one per kind of work."""

from collections.abc import Mapping
from types import MappingProxyType

from ohlas.accounts.rules import Role
from ohlas.insight.rules.boards import BoardDocument
from ohlas.insight.rules.periods import Preset
from ohlas.insight.rules.tiles import KINDS, Order, Size, TileSpec

OVERVIEW, BRANCH, EXPLORER = "overview", "branch", "explorer"


def starter_of(role: Role | None) -> str | None:
    """Which one somebody begins with; viewers look at what others share with them."""
    return _STARTERS.get(role) if role else None


def starter_document(name: str, *, sees_answers: bool) -> BoardDocument:
    """The tiles; comments only for those who may read answers."""
    tiles = [tile for tile in _TILES[name] if sees_answers or tile.kind != "comments"]
    numbered = tuple(tile.copied(f"t{place}") for place, tile in enumerate(tiles, 1))
    return BoardDocument(numbered, preset=_PERIODS[name])


def _tile(kind: str, size: Size | None = None, measure: str | None = None, by: str | None = None) -> TileSpec:
    return TileSpec("t0", kind, measure=measure, by=by, size=size or KINDS[kind].size)


_STARTERS: Mapping[Role, str] = MappingProxyType(
    {
        Role.OWNER: OVERVIEW,
        Role.CX_MANAGER: OVERVIEW,
        Role.FINANCE: OVERVIEW,
        Role.UNIT_MANAGER: BRANCH,
        Role.ANALYST: EXPLORER,
    }
)
_PERIODS = {OVERVIEW: Preset.MONTHS_12, BRANCH: Preset.DAYS_90, EXPLORER: Preset.ALL}
_TILES: Mapping[str, tuple[TileSpec, ...]] = MappingProxyType(
    {
        OVERVIEW: (
            _tile("figure", Size.THIRD),
            _tile("trend", Size.WIDE),
            _tile("heat", Size.FULL),
            _tile("league", Size.HALF),
            TileSpec("t0", "comments", order=Order.NEWEST, size=Size.HALF),
        ),
        BRANCH: (
            _tile("figure", Size.HALF),
            _tile("distribution", Size.HALF),
            TileSpec("t0", "comments", order=Order.NEWEST, size=Size.HALF),
            _tile("trend", Size.HALF),
        ),
        EXPLORER: (
            _tile("figure", Size.THIRD),
            _tile("distribution", Size.WIDE),
            _tile("trend", Size.FULL),
            _tile("heat", Size.FULL),
            _tile("breakdown", Size.HALF, by="question"),
            _tile("breakdown", Size.HALF, by="survey"),
            _tile("breakdown", Size.HALF, by="language"),
            TileSpec("t0", "comments", order=Order.REPRESENTATIVE, size=Size.HALF),
        ),
    }
)
