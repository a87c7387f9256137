"""The tree of units, today and over time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ohlas.accounts.models import Unit, UnitPlacement
from ohlas.accounts.queries.codes import by_code
from ohlas.accounts.rules import PathSpan, Place, path_spans


@dataclass(frozen=True)
class UnitView:
    id: UUID
    parent_id: UUID | None
    kind: str
    code: str
    name: str
    valid_from: date | None
    valid_to: date | None


def units_of(organisation_id: UUID) -> list[UnitView]:
    """Every unit, closed ones too, by name."""
    return [
        unit_view(unit)
        for unit in Unit.objects.filter(organisation_id=organisation_id).order_by("name", "id")
    ]


def unit_by_code(organisation_id: UUID, code: str) -> UnitView | None:
    """The unit an import means by this code; letter case and spaces around do not matter."""
    found = by_code(Unit.objects.filter(organisation_id=organisation_id), code)
    return unit_view(found) if found else None


def places_of(organisation_id: UUID) -> dict[UUID, list[Place]]:
    """Where each unit stood, earliest first, ending with its place of today."""
    moves = UnitPlacement.objects.filter(organisation_id=organisation_id).order_by("valid_to")
    places: dict[UUID, list[Place]] = defaultdict(list)
    for move in moves:
        places[move.unit_id].append(Place(move.parent_id, move.valid_from, move.valid_to))
    for unit in Unit.objects.filter(organisation_id=organisation_id):
        since = places[unit.id][-1].valid_to if places[unit.id] else unit.valid_from
        places[unit.id].append(Place(unit.parent_id, since, unit.valid_to))
    return dict(places)


def unit_paths(organisation_id: UUID) -> list[PathSpan]:
    """The `units` table of the facts: id, path of ids from the root, valid from (incl.) and to (excl.)."""
    return path_spans(places_of(organisation_id))


def subtree(unit_id: UUID) -> frozenset[UUID]:
    """The unit and everything below it, as the tree stands today."""
    organisation_id = Unit.objects.filter(id=unit_id).values_list("organisation_id", flat=True).first()
    return frozenset({unit_id}) if organisation_id is None else units_below(organisation_id, [unit_id])


def units_ever_moved(organisation_id: UUID) -> bool:
    """Whether any unit stood elsewhere in the tree before."""
    return UnitPlacement.objects.filter(organisation_id=organisation_id).exists()


def branches_below(organisation_id: UUID) -> dict[UUID | None, list[UUID]]:
    """For each unit those right below it, as the tree stands today; under None those at the top."""
    below: dict[UUID | None, list[UUID]] = defaultdict(list)
    units = Unit.objects.filter(organisation_id=organisation_id)
    for child, parent in units.order_by("name", "id").values_list("id", "parent_id"):
        below[parent].append(child)
    return below


def units_below(organisation_id: UUID, units: Iterable[UUID]) -> frozenset[UUID]:
    """These units and everything below any of them, in one read; foreign ids lead nowhere and stay alone."""
    below = branches_below(organisation_id)
    found, waiting = set[UUID](), list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found.add(unit)
            waiting.extend(below.get(unit, ()))
    return frozenset(found)


def unit_view(unit: Unit) -> UnitView:
    return UnitView(unit.id, unit.parent_id, unit.kind, unit.code, unit.name, unit.valid_from, unit.valid_to)
