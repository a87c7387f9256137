"""Where a unit stood in the tree, and when: paths with the dates they were true."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ohlas.accounts.errors import AccountsError

SEPARATOR = "/"


class CircleInTree(AccountsError):
    """On some day a unit would stand below itself."""


@dataclass(frozen=True)
class Place:
    """A unit's parent during [valid_from, valid_to); None is without end."""

    parent_id: UUID | None
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class PathSpan:
    """Ids from the root to the unit, joined by `/`, true during [valid_from, valid_to)."""

    id: UUID
    path: str
    valid_from: date | None
    valid_to: date | None


def path_spans(places: Mapping[UUID, Sequence[Place]]) -> list[PathSpan]:
    """Every unit's paths over time, earliest first; places of one unit follow each other without gaps.

    On a day when the parent did not exist, the path that the parent had first or last holds: an answer
    must not fall out of the tree because two dates do not meet.

    Errors: `CircleInTree`.
    """
    return [
        PathSpan(unit, path, start, end)
        for unit, own in places.items()
        for path, start, end in _paths(unit, places, (own[0].valid_from, own[-1].valid_to), ())
    ]


_Window = tuple[date | None, date | None]
_Stretch = tuple[str, date | None, date | None]


def _paths(
    unit: UUID, places: Mapping[UUID, Sequence[Place]], window: _Window, below: tuple[UUID, ...]
) -> list[_Stretch]:
    """The unit's paths during the window; `below` are the units whose paths are being asked for."""
    if unit in below:
        raise CircleInTree
    found: list[_Stretch] = []
    own = places[unit]
    for place in own:
        since = _later(window[0], None if place is own[0] else place.valid_from)
        until = _earlier(window[1], None if place is own[-1] else place.valid_to)
        if since is not None and until is not None and since >= until:
            continue
        if place.parent_id is None:
            found.append((str(unit), since, until))
            continue
        above = _paths(place.parent_id, places, (since, until), (*below, unit))
        found += [(f"{path}{SEPARATOR}{unit}", start, end) for path, start, end in above]
    return found


def _later(a: date | None, b: date | None) -> date | None:
    return max((day for day in (a, b) if day is not None), default=None)


def _earlier(a: date | None, b: date | None) -> date | None:
    return min((day for day in (a, b) if day is not None), default=None)
