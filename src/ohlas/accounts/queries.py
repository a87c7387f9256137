"""Reads about organisations, units, employees and members, as frozen dataclasses."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from ohlas.accounts.errors import NotHere
from ohlas.accounts.models import Employee, Membership, Organisation, Unit, UnitPlacement
from ohlas.accounts.rules import LineOfBusiness, PathSpan, Place, Role, path_spans

if TYPE_CHECKING:
    from django.db.models import QuerySet


@dataclass(frozen=True)
class OrganisationView:
    """What other rooms may know about an organisation."""

    id: UUID
    slug: str
    name: str
    zone: str
    languages: tuple[str, ...]
    is_sample: bool
    line_of_business: LineOfBusiness


@dataclass(frozen=True)
class UnitView:
    id: UUID
    parent_id: UUID | None
    kind: str
    code: str
    name: str
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True)
class EmployeeView:
    id: UUID
    unit_id: UUID | None
    code: str
    name: str
    email: str
    position: str


@dataclass(frozen=True)
class MembershipView:
    """One of a user's organisations, with the role there."""

    organisation: OrganisationView
    role: Role


def organisation_view(organisation_id: UUID) -> OrganisationView:
    """The organisation with this id.

    Errors: `NotHere` when there is none.
    """
    found = Organisation.objects.filter(id=organisation_id).first()
    if found is None:
        raise NotHere
    return view_of(found)


def organisation_settings(organisation_id: UUID) -> OrganisationView:
    """The organisation's name, zone and languages; the same as `organisation_view`."""
    return organisation_view(organisation_id)


def organisation_by_slug(slug: str) -> OrganisationView | None:
    """The organisation of this address, for the command line; web requests go through `access`."""
    found = Organisation.objects.filter(slug=slug).first()
    return view_of(found) if found else None


def organisations() -> list[OrganisationView]:
    """Every organisation of this installation, oldest first; for jobs and the command line."""
    return [view_of(found) for found in Organisation.objects.order_by("created_at", "id")]


def organisations_of(user_id: UUID) -> list[MembershipView]:
    """Where a user works, by name."""
    rows = Membership.objects.filter(user_id=user_id).select_related("organisation")
    return [
        MembershipView(view_of(m.organisation), Role(m.role)) for m in rows.order_by("organisation__name")
    ]


def units_of(organisation_id: UUID) -> list[UnitView]:
    """Every unit, closed ones too, by name."""
    return [
        unit_view(unit)
        for unit in Unit.objects.filter(organisation_id=organisation_id).order_by("name", "id")
    ]


def unit_by_code(organisation_id: UUID, code: str) -> UnitView | None:
    """The unit an import means by this code; letter case and spaces around do not matter."""
    found = _by_code(Unit.objects.filter(organisation_id=organisation_id), code)
    return unit_view(found) if found else None


def employee_by_code(organisation_id: UUID, code: str) -> EmployeeView | None:
    """The employee an import means by this code; letter case and spaces around do not matter."""
    found = _by_code(Employee.objects.filter(organisation_id=organisation_id), code)
    return employee_view(found) if found else None


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


def employees_of(organisation_id: UUID) -> list[EmployeeView]:
    """Every employee, by name."""
    rows = Employee.objects.filter(organisation_id=organisation_id).order_by("name", "id")
    return [employee_view(row) for row in rows]


def subtree(unit_id: UUID) -> frozenset[UUID]:
    """The unit and everything below it, as the tree stands today."""
    organisation_id = Unit.objects.filter(id=unit_id).values("organisation_id")[:1]
    below: dict[UUID | None, list[UUID]] = defaultdict(list)
    for child, parent in Unit.objects.filter(organisation_id=organisation_id).values_list("id", "parent_id"):
        below[parent].append(child)
    found = {unit_id}
    waiting = [unit_id]
    while waiting:
        children = below[waiting.pop()]
        found.update(children)
        waiting.extend(children)
    return frozenset(found)


Coded = TypeVar("Coded", Unit, Employee)


def _by_code(rows: "QuerySet[Coded]", code: str) -> Coded | None:
    """An exact match by the index first; else any letter case, which databases fold differently."""
    wanted = code.strip()
    exact = rows.filter(code=wanted).first()
    if exact is not None:
        return exact
    folded = wanted.casefold()
    alike = next((key for key, known in rows.values_list("id", "code") if known.casefold() == folded), None)
    return rows.filter(id=alike).first() if alike else None


def view_of(organisation: Organisation) -> OrganisationView:
    return OrganisationView(
        id=organisation.id,
        slug=organisation.slug,
        name=organisation.name,
        zone=organisation.zone,
        languages=tuple(organisation.languages),
        is_sample=organisation.is_sample,
        line_of_business=LineOfBusiness(organisation.line_of_business),
    )


def unit_view(unit: Unit) -> UnitView:
    return UnitView(unit.id, unit.parent_id, unit.kind, unit.code, unit.name, unit.valid_from, unit.valid_to)


def employee_view(row: Employee) -> EmployeeView:
    return EmployeeView(row.id, row.unit_id, row.code, row.name, row.email, row.position)
