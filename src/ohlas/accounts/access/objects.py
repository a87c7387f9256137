"""Single things for an actor: within the organisation and, where units count, within the actor's scope."""

from uuid import UUID

from ohlas.accounts.access.actors import Actor
from ohlas.accounts.errors import NotHere
from ohlas.accounts.models import ApiKey, Employee, Membership, Unit


def unit_for(actor: Actor, unit_id: UUID) -> Unit:
    """A unit the actor sees.

    Errors: `NotHere` for unknown, foreign and out-of-scope ones alike; so with all functions here.
    """
    unit = Unit.objects.filter(organisation_id=actor.organisation.id, id=unit_id).first()
    if unit is None or not actor.sees_unit(unit.id):
        raise NotHere
    return unit


def employee_for(actor: Actor, employee_id: UUID) -> Employee:
    """An employee of a unit the actor sees."""
    employee = Employee.objects.filter(organisation_id=actor.organisation.id, id=employee_id).first()
    if employee is None or not actor.sees_unit(employee.unit_id):
        raise NotHere
    return employee


def member_for(actor: Actor, member_id: UUID) -> Membership:
    """A member whose own scope lies within the actor's."""
    members = Membership.objects.select_related("user").filter(organisation_id=actor.organisation.id)
    member = members.filter(id=member_id).first()
    if member is None or not actor.sees_unit(member.scope_id):
        raise NotHere
    return member


def key_for(actor: Actor, key_id: UUID) -> ApiKey:
    """One of the organisation's keys; keys see all units, so scoped actors have none."""
    key = ApiKey.objects.filter(organisation_id=actor.organisation.id, id=key_id).first()
    if key is None or actor.scope is not None:
        raise NotHere
    return key
