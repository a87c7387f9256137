"""Employees one by one: taken on, changed, let go. Whoever goes stays in the record and in every figure."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor, employee_for, require, unit_for
from ohlas.accounts.actions.audit import write_audit
from ohlas.accounts.actions.words import tidy_code, tidy_name
from ohlas.accounts.errors import Refused
from ohlas.accounts.models import Employee, Organisation
from ohlas.accounts.queries import EmployeeView, employee_by_code, employee_view
from ohlas.accounts.rules import Permission


@dataclass(frozen=True)
class Person:
    """What is written about an employee."""

    code: str
    name: str
    email: str = ""
    position: str = ""
    unit_id: UUID | None = None
    valid_from: date | None = None


def take_on_employee(*, actor: Actor, person: Person, now: datetime) -> EmployeeView:
    """Somebody customers may meet from now on.

    Errors: `Refused` naming the field; `NotHere` for a unit out of sight; `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    with transaction.atomic():
        values = _values(actor, person, None)
        employee = Employee.objects.create(organisation_id=actor.organisation.id, **values)
        write_audit(actor, "take_on_employee", "employee", employee.id, now)
    return employee_view(employee)


def change_employee(*, actor: Actor, employee_id: UUID, person: Person, now: datetime) -> EmployeeView:
    """Another name, code, unit or position; answers given before keep the unit they were given at.

    Errors: `Refused` naming the field; `NotHere`, `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    with transaction.atomic():
        employee = employee_for(actor, employee_id)
        values = _values(actor, person, employee)
        changed = [field for field, value in values.items() if getattr(employee, field) != value]
        for field in changed:
            setattr(employee, field, values[field])
        if changed:
            employee.save(update_fields=changed)
            write_audit(actor, "change_employee", "employee", employee.id, now, {"fields": changed})
    return employee_view(employee)


def let_employee_go(*, actor: Actor, employee_id: UUID, on: date | None, now: datetime) -> EmployeeView:
    """Works here no longer from the day `on`; None takes that back. Their answers stay.

    Errors: `Refused` for a day that is not after their first; `NotHere`, `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    with transaction.atomic():
        employee = employee_for(actor, employee_id)
        if on is not None and employee.valid_from is not None and on <= employee.valid_from:
            raise Refused(_("Nobody leaves before their first day is over."), field="on")
        employee.valid_to = on
        employee.save(update_fields=["valid_to"])
        details = {"on": on.isoformat()} if on else None
        deed = "let_employee_go" if on else "keep_employee"
        write_audit(actor, deed, "employee", employee.id, now, details)
    return employee_view(employee)


def _values(actor: Actor, person: Person, present: Employee | None) -> dict[str, object]:
    """The row's fields, tidied; the organisation is locked so that no code is given twice at once."""
    Organisation.objects.select_for_update().get(id=actor.organisation.id)
    code = tidy_code(person.code)
    other = employee_by_code(actor.organisation.id, code)
    if other is not None and (present is None or other.id != present.id):
        raise Refused(_("Another employee has this code."), field="code")
    if person.unit_id is not None:
        unit_for(actor, person.unit_id)
    elif actor.scope is not None:
        raise Refused(_("Name a unit of your part of the tree."), field="unit")
    leaves = present.valid_to if present else None
    if leaves is not None and person.valid_from is not None and person.valid_from >= leaves:
        raise Refused(_("Nobody leaves before their first day is over."), field="valid_from")
    return {
        "code": code,
        "name": tidy_name(person.name),
        "email": _email(person.email),
        "position": tidy_name(person.position, "position") if person.position.strip() else "",
        "unit_id": person.unit_id,
        "valid_from": person.valid_from,
    }


def _email(text: str) -> str:
    address = text.strip().lower()
    if not address:
        return ""
    try:
        validate_email(address)
        MaxLengthValidator(254)(address)
    except ValidationError:
        raise Refused(
            _("This is not an e-mail address; it looks like name@example.com."), field="email"
        ) from None
    return address
