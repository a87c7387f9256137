"""Accounts: the routes, and how one of each of the things in their addresses is made."""

from collections.abc import Mapping
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import Person, issue_api_key, keep_upload, take_on_employee
from ohlas.accounts.models import Membership, Unit, User
from ohlas.accounts.rules import Role
from ohlas.lib.ids import new_id
from tests.isolation_cases.case import Case, P, Thing, deed, needs
from tests.world import NOW

PAGES: Mapping[str, Case] = {
    "accounts:units": needs(P.SEE_ORGANISATION),
    "accounts:new_unit": needs(P.EDIT_ORGANISATION),
    "accounts:unit": needs(P.SEE_ORGANISATION),
    "accounts:move_unit": deed(P.EDIT_ORGANISATION),
    "accounts:close_unit": deed(P.EDIT_ORGANISATION),
    "accounts:reopen_unit": deed(P.EDIT_ORGANISATION),
    "accounts:employees": needs(P.SEE_ORGANISATION),
    "accounts:new_employee": needs(P.EDIT_ORGANISATION),
    "accounts:employee": needs(P.SEE_ORGANISATION),
    "accounts:let_employee_go": deed(P.EDIT_ORGANISATION),
    "accounts:import_employees": needs(P.EDIT_ORGANISATION),
    "accounts:check_employees": needs(P.EDIT_ORGANISATION),
    "accounts:users": needs(P.MANAGE_USERS),
    "accounts:invite_user": needs(P.MANAGE_USERS),
    "accounts:user": needs(P.MANAGE_USERS),
    "accounts:remove_user": deed(P.MANAGE_USERS),
    "accounts:new_link": deed(P.MANAGE_USERS),
    "accounts:keys": needs(P.MANAGE_KEYS),
    "accounts:new_key": needs(P.MANAGE_KEYS),
    "accounts:revoke_key": deed(P.MANAGE_KEYS),
    "accounts:organisation": needs(P.EDIT_ORGANISATION),
    "accounts:audit": needs(P.SEE_AUDIT),
    "accounts:verify_audit": deed(P.SEE_AUDIT),
    "accounts:me": needs(None),
}

CALLS: Mapping[str, P] = {}

PUBLIC: Mapping[str, str] = {}


def _member(actor: Actor, unit: Unit) -> UUID:
    user = User.objects.create_user(f"member-{new_id()}@example.com")
    member = Membership.objects.create(
        user=user, organisation_id=actor.organisation.id, role=Role.VIEWER, scope=unit, created_at=NOW
    )
    return member.id


def _employee(actor: Actor, unit: Unit) -> UUID:
    person = Person(code=str(new_id()), name="Eva", unit_id=unit.id)
    return take_on_employee(actor=actor, person=person, now=NOW).id


def _key(actor: Actor, _unit: Unit) -> UUID:
    return issue_api_key(actor=actor, name="x", scopes={P.SEE_FIGURES}, now=NOW).id


def _upload(actor: Actor, _unit: Unit) -> UUID:
    return keep_upload(actor=actor, chunks=[b"code;name\n1;Eva\n"], now=NOW)


OBJECTS: Mapping[str, Thing] = {
    "unit_id": Thing(lambda _actor, unit: unit.id, belongs_to_a_unit=True),
    "member_id": Thing(_member, belongs_to_a_unit=True),
    "employee_id": Thing(_employee, belongs_to_a_unit=True),
    "key_id": Thing(_key, belongs_to_a_unit=True),
    "upload_id": Thing(_upload),
}
