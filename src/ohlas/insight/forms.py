"""What the forms of the dashboards' editor say: a tile's settings, a dashboard's name and readers."""

from collections.abc import Mapping
from uuid import UUID

from django.http import QueryDict

from ohlas.accounts.rules import Role
from ohlas.insight.actions import BoardWish
from ohlas.insight.errors import BadBoard
from ohlas.insight.rules.boards import read_tile
from ohlas.insight.rules.tiles import KINDS, TileSpec

_PLAIN = ("title", "measure", "by", "across", "period", "bucket", "order", "size")
_LISTED = ("survey", "question")


def tile_from(given: QueryDict, tile_id: str, kind: str, before: TileSpec | None = None) -> TileSpec:
    """A tile as the form describes it; filters the form does not show stay as they were.

    Errors: `BadBoard`.
    """
    filters: dict[str, list[str]] = {
        name: list(values)
        for name, values in (before.filters if before else {}).items()
        if name not in _LISTED
    }
    for name in _LISTED:
        values = [value for value in given.getlist(name) if value]
        if values:
            filters[name] = values
    parts: dict[str, object] = {"id": tile_id, "kind": kind, "filters": filters}
    allowed = KINDS[kind].parts | {"title", "period", "size"} if kind in KINDS else frozenset(_PLAIN)
    parts |= {name: given[name] for name in _PLAIN if given.get(name) and name in allowed}
    return read_tile(parts)


def wish_from(given: QueryDict) -> BoardWish:
    """Name, roles and unit.

    Errors: `BadBoard` for a role or a unit that is none.
    """
    return BoardWish(given.get("name", ""), _roles(given.getlist("audience")), _unit(given.get("unit", "")))


def number_from(given: Mapping[str, str], name: str) -> int:
    """A place in a list.

    Errors: `BadBoard`.
    """
    value = given.get(name, "")
    if not value.isdecimal() or len(value) > 4:  # noqa: PLR2004 - far beyond any list
        raise BadBoard(name, value[:40], "a whole number from 0 on is needed")
    return int(value)


def _roles(given: list[str]) -> tuple[Role, ...]:
    for role in given:
        if role not in list(Role):
            raise BadBoard("audience", role[:40], f"roles are {', '.join(Role)}")
    return tuple(Role(role) for role in dict.fromkeys(given))


def _unit(given: str) -> UUID | None:
    if not given:
        return None
    try:
        return UUID(given)
    except ValueError as error:
        raise BadBoard("unit", given[:40], "a unit you may see is needed") from error
