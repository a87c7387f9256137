"""A dashboard's document: tiles in order, the days and filters they share. Read whole or refused."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

from ohlas.insight.errors import BadBoard
from ohlas.insight.rules.periods import Preset, Step
from ohlas.insight.rules.selection import ATTRIBUTE, FIELDS, MAX_LENGTH, MAX_VALUES
from ohlas.insight.rules.tiles import KINDS, Order, Size, TileSpec
from ohlas.metrics import MEASURES

MOST_TILES = 40
"""Tiles of one dashboard: more than anybody reads, few enough to count in a moment."""
LONGEST_NAME = 120
KEPT_VERSIONS = 50
"""Steps that can be taken back."""
_TILE_ID = re.compile(r"[a-z0-9]{1,12}")
_TILE_PARTS = frozenset(
    {"id", "kind", "title", "measure", "filters", "by", "across", "period", "bucket", "order", "size"}
)
_TOP_PARTS = frozenset({"tiles", "filters", "period"})
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True)
class BoardDocument:
    """What is stored of a dashboard. Days and filters hold for every tile that has none of its own."""

    tiles: tuple[TileSpec, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    preset: Preset | None = None

    def tile(self, tile_id: str) -> TileSpec | None:
        return next((tile for tile in self.tiles if tile.id == tile_id), None)


def read_document(given: object) -> BoardDocument:
    """The document, checked from top to bottom.

    Errors: `BadBoard` naming the place, what was given and what is allowed.
    """
    top = _object("document", given, _TOP_PARTS)
    listed = top.get("tiles", [])
    if not isinstance(listed, list) or len(listed) > MOST_TILES:
        raise BadBoard("tiles", _short(listed), f"a list of up to {MOST_TILES} tiles is allowed")
    tiles = tuple(_tile(f"tiles[{place}]", one) for place, one in enumerate(listed))
    doubled = [tile.id for place, tile in enumerate(tiles) if tile.id in {t.id for t in tiles[:place]}]
    if doubled:
        raise BadBoard("tiles", doubled[0], "every tile needs an id of its own")
    return BoardDocument(
        tiles=tiles,
        filters=_filters("filters", top.get("filters", {})),
        preset=_preset("period", top.get("period")),
    )


def write_document(document: BoardDocument) -> dict[str, object]:
    """The document as it is stored; what is not said is left out."""
    written: dict[str, object] = {"tiles": [_written(tile) for tile in document.tiles]}
    if document.filters:
        written["filters"] = _listed(document.filters)
    if document.preset:
        written["period"] = document.preset.value
    return written


def read_tile(given: object, place: str = "tile") -> TileSpec:
    """One tile alone.

    Errors: as `read_document`.
    """
    return _tile(place, given)


def added(document: BoardDocument, tile: TileSpec) -> BoardDocument:
    """With one more tile at the end.

    Errors: `BadBoard` on a full dashboard.
    """
    if len(document.tiles) >= MOST_TILES:
        raise BadBoard("tiles", str(len(document.tiles) + 1), f"up to {MOST_TILES} tiles are allowed")
    return replace(document, tiles=(*document.tiles, tile))


def moved(document: BoardDocument, tile_id: str, to: int) -> BoardDocument:
    """With one tile at another place; beyond the ends means at the end."""
    tile = _known(document, tile_id)
    others = [one for one in document.tiles if one.id != tile_id]
    others.insert(max(0, min(to, len(others))), tile)
    return replace(document, tiles=tuple(others))


def duplicated(document: BoardDocument, tile_id: str, new_id: str) -> BoardDocument:
    """With a copy right behind the tile."""
    tile = _known(document, tile_id)
    place = document.tiles.index(tile) + 1
    return moved(added(document, tile.copied(new_id)), new_id, place)


def removed(document: BoardDocument, tile_id: str) -> BoardDocument:
    tile = _known(document, tile_id)
    return replace(document, tiles=tuple(one for one in document.tiles if one is not tile))


def settled(document: BoardDocument, tile: TileSpec) -> BoardDocument:
    """With one tile's settings as given."""
    _known(document, tile.id)
    return replace(document, tiles=tuple(tile if one.id == tile.id else one for one in document.tiles))


def free_id(document: BoardDocument) -> str:
    """An id no tile has."""
    taken = {tile.id for tile in document.tiles}
    return next(name for name in (f"t{number}" for number in range(1, MOST_TILES + 2)) if name not in taken)


def _known(document: BoardDocument, tile_id: str) -> TileSpec:
    tile = document.tile(tile_id)
    if tile is None:
        raise BadBoard("tile", tile_id[:40], "a tile of this dashboard is needed; it may have been removed")
    return tile


def _tile(place: str, given: object) -> TileSpec:
    parts = _object(place, given, _TILE_PARTS)
    kind, tile_id = parts.get("kind"), parts.get("id")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadBoard(f"{place}.kind", _short(kind), f"one of {', '.join(KINDS)} is allowed")
    if not isinstance(tile_id, str) or not _TILE_ID.fullmatch(tile_id):
        raise BadBoard(f"{place}.id", _short(tile_id), "1 to 12 small letters and digits are allowed")
    measure = parts.get("measure")
    if measure is not None and (not isinstance(measure, str) or measure not in MEASURES):
        raise BadBoard(f"{place}.measure", _short(measure), f"one of {', '.join(MEASURES)} is allowed")
    return TileSpec(
        id=tile_id,
        kind=kind,
        title=_text(f"{place}.title", parts.get("title", "")),
        measure=measure,
        filters=_filters(f"{place}.filters", parts.get("filters", {})),
        by=_field(f"{place}.by", parts.get("by")),
        across=_field(f"{place}.across", parts.get("across")),
        preset=_preset(f"{place}.period", parts.get("period")),
        bucket=_choice(f"{place}.bucket", parts.get("bucket"), Step, None),
        order=_choice(f"{place}.order", parts.get("order"), Order, Order.NEWEST) or Order.NEWEST,
        size=_choice(f"{place}.size", parts.get("size"), Size, KINDS[kind].size) or KINDS[kind].size,
    )


def _object(place: str, given: object, known: Iterable[str]) -> Mapping[str, object]:
    if not isinstance(given, Mapping):
        raise BadBoard(place, _short(given), "an object is needed")
    for name in given:
        if name not in known:
            raise BadBoard(place, str(name)[:40], f"its parts are {', '.join(sorted(known))}")
    return given


def _filters(place: str, given: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(given, Mapping):
        raise BadBoard(place, _short(given), "an object of fields with lists of values is needed")
    return {_filter_name(place, name): _values(f"{place}.{name}", values) for name, values in given.items()}


def _filter_name(place: str, name: object) -> str:
    found = _field(f"{place}", name)
    if found is None:
        raise BadBoard(place, "", f"one of {', '.join(FIELDS)} is allowed")
    return found


def _values(place: str, given: object) -> tuple[str, ...]:
    if not isinstance(given, Sequence) or isinstance(given, str) or not 1 <= len(given) <= MAX_VALUES:
        raise BadBoard(place, _short(given), f"a list of 1 to {MAX_VALUES} values is allowed")
    for value in given:
        if not isinstance(value, str) or not 1 <= len(value) <= MAX_LENGTH or "\0" in value:
            raise BadBoard(place, _short(value), f"texts of 1 to {MAX_LENGTH} characters are allowed")
    return tuple(dict.fromkeys(given))


def _field(place: str, given: object) -> str | None:
    if given is None:
        return None
    if isinstance(given, str) and (given in FIELDS or ATTRIBUTE.fullmatch(given)):
        return given
    raise BadBoard(place, _short(given), f"one of {', '.join(FIELDS)} or an attribute a_… is allowed")


def _preset(place: str, given: object) -> Preset | None:
    found = _choice(place, given, Preset, None)
    if found is Preset.DATES:
        raise BadBoard(place, "dates", "30d, 90d, 12m and all are allowed; days are chosen on the page")
    return found


def _choice(place: str, given: object, kind: type[_Choice], usual: _Choice | None) -> _Choice | None:
    if given is None:
        return usual
    try:
        return kind(str(given))
    except ValueError as error:
        raise BadBoard(place, _short(given), f"one of {', '.join(kind)} is allowed") from error


def _text(place: str, given: object) -> str:
    if not isinstance(given, str) or len(given) > LONGEST_NAME or "\0" in given:
        raise BadBoard(place, _short(given), f"a text of up to {LONGEST_NAME} characters is allowed")
    return given.strip()


def _short(given: object) -> str:
    return str(given)[:60]


def _listed(filters: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    return {name: list(values) for name, values in filters.items()}


def _written(tile: TileSpec) -> dict[str, object]:
    parts: dict[str, object] = {
        "id": tile.id,
        "kind": tile.kind,
        "title": tile.title,
        "measure": tile.measure,
        "filters": _listed(tile.filters),
        "by": tile.by,
        "across": tile.across,
        "period": tile.preset.value if tile.preset else None,
        "bucket": tile.bucket.value if tile.bucket else None,
        "order": tile.order.value if "order" in tile.rule.parts else None,
        "size": tile.size.value,
    }
    return {name: value for name, value in parts.items() if value not in (None, "", {})}
