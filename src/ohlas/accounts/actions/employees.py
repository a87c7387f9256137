"""Employees from a table: checked first, imported after; the same file again changes nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions.audit import write_audit
from ohlas.accounts.actions.words import tidy_code, tidy_name
from ohlas.accounts.errors import Refused
from ohlas.accounts.models import Employee, Organisation
from ohlas.accounts.queries import units_of
from ohlas.accounts.rules import REQUIRED, Permission, columns_of
from ohlas.lib.tables import BadRow, Limits, Row, TableError, inspect, nearest, rows

LIMITS = Limits(file_bytes=20 * 1024 * 1024, cells=2_000_000)
MOST_ROWS = 50_000
CHANGING = ["name", "email", "position", "unit_id"]


@dataclass(frozen=True)
class BadEmployee:
    """A row that was left out: its number below the headings, what was wrong, what it said."""

    number: int
    reason: str
    given: str


@dataclass(frozen=True)
class EmployeeReport:
    """What an import did, or would do."""

    new: int
    changed: int
    unchanged: int
    bad: tuple[BadEmployee, ...]
    columns: tuple[tuple[str, str], ...]
    """Meaning and the heading it was found under."""

    @property
    def good(self) -> int:
        return self.new + self.changed + self.unchanged


@dataclass(frozen=True)
class _Line:
    """A good row; `values` holds only what the file has columns for, so that the rest stays as it is."""

    number: int
    code: str
    values: dict[str, str | UUID | None]


def check_employees(*, actor: Actor, path: Path) -> EmployeeReport:
    """What importing this file would do; writes nothing.

    Errors: as `import_employees`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    return _compare(actor, path)[0]


def import_employees(*, actor: Actor, path: Path, now: datetime) -> EmployeeReport:
    """Takes in a CSV or Excel table with code, name, e-mail, unit code and position, matched by code.

    Rows with a fault are left out and reported; employees missing in the file stay as they are.

    Errors: `Refused` when the file is no table, is too long or lacks a column; `Forbidden`.
    """
    require(actor, Permission.EDIT_ORGANISATION)
    with transaction.atomic():
        Organisation.objects.select_for_update().get(id=actor.organisation.id)
        report, new, changed = _compare(actor, path)
        Employee.objects.bulk_create(new, batch_size=500)
        Employee.objects.bulk_update(changed, CHANGING, batch_size=200)
        if new or changed:
            details = {"new": len(new), "changed": len(changed), "bad": len(report.bad)}
            write_audit(actor, "import_employees", "organisation", actor.organisation.id, now, details)
    return report


def _compare(actor: Actor, path: Path) -> tuple[EmployeeReport, list[Employee], list[Employee]]:
    found = Employee.objects.filter(organisation_id=actor.organisation.id)
    known = {employee.code.casefold(): employee for employee in found}
    new: list[Employee] = []
    changed: list[Employee] = []
    bad: list[BadEmployee] = []
    unchanged = 0
    columns, lines = _read(actor, path)
    for line in lines:
        if isinstance(line, BadEmployee):
            bad.append(line)
            continue
        employee = known.get(line.code.casefold())
        if employee is None:
            new.append(Employee(organisation_id=actor.organisation.id, code=line.code, **line.values))
        elif not actor.sees_unit(employee.unit_id):
            bad.append(
                BadEmployee(line.number, _("Works in a part of the tree that you do not see."), line.code)
            )
        elif any(getattr(employee, field) != value for field, value in line.values.items()):
            for field, value in line.values.items():
                setattr(employee, field, value)
            changed.append(employee)
        else:
            unchanged += 1
    report = EmployeeReport(len(new), len(changed), unchanged, tuple(bad), columns)
    return report, new, changed


def _read(actor: Actor, path: Path) -> tuple[tuple[tuple[str, str], ...], Iterator[_Line | BadEmployee]]:
    try:
        info = inspect(path, limits=LIMITS)
        columns = columns_of(info.names)
        _refuse_lacking(columns, info.names)
        read = list(islice(rows(path, info, limits=LIMITS), MOST_ROWS + 1))
    except TableError as error:
        raise Refused(str(error), field="file") from None
    if len(read) > MOST_ROWS:
        raise Refused(_("More than %(most)d rows; split the file.") % {"most": MOST_ROWS}, field="file")
    named = tuple((meaning, info.names[position]) for meaning, position in columns.items())
    return named, _lines(actor, read, columns)


def _refuse_lacking(columns: dict[str, int], headings: tuple[str, ...]) -> None:
    lacking = [meaning for meaning in REQUIRED if meaning not in columns]
    if lacking:
        raise Refused(
            _(
                "No column for %(lacking)s was found; the headings are %(headings)s. Rename them and try again."
            )
            % {"lacking": ", ".join(lacking), "headings": ", ".join(headings)[:300]},
            field="file",
        )


def _lines(actor: Actor, read: list[Row | BadRow], columns: dict[str, int]) -> Iterator[_Line | BadEmployee]:
    units = {
        unit.code.casefold(): unit.id for unit in units_of(actor.organisation.id) if actor.sees_unit(unit.id)
    }
    seen: set[str] = set()
    for row in read:
        if isinstance(row, BadRow):
            yield BadEmployee(row.number, row.reason, row.raw[:80])
            continue
        cells = {meaning: row.values[position].strip() for meaning, position in columns.items()}
        if not any(cells.values()):
            continue
        try:
            line = _line(row.number, cells, units)
            _refuse_unfit(actor, line, seen)
        except Refused as fault:
            yield BadEmployee(row.number, str(fault), cells["code"][:80] or cells["name"][:80])
            continue
        seen.add(line.code.casefold())
        yield line


def _refuse_unfit(actor: Actor, line: _Line, seen: set[str]) -> None:
    if line.code.casefold() in seen:
        raise Refused(_("This code stands in an earlier row already."))
    if actor.scope is not None and line.values.get("unit_id") is None:
        raise Refused(_("Name a unit of your part of the tree."))


def _line(number: int, cells: dict[str, str], units: dict[str, UUID]) -> _Line:
    name = " ".join((cells["name"], cells.get("surname", "")))
    values: dict[str, str | UUID | None] = {"name": _tidy(tidy_name, name, _("name"))}
    if "email" in cells:
        values["email"] = _address(cells["email"])
    if "position" in cells:
        values["position"] = tidy_name(cells["position"]) if cells["position"] else ""
    if "unit" in cells:
        values["unit_id"] = _unit(cells["unit"], units)
    return _Line(number, _tidy(tidy_code, cells["code"], _("code")), values)


def _tidy(tidy: Callable[[str], str], text: str, meaning: str) -> str:
    try:
        return tidy(text)
    except Refused as fault:
        raise Refused(f"{meaning}: {fault}") from None


def _address(text: str) -> str:
    if not text:
        return ""
    try:
        validate_email(text)
        MaxLengthValidator(254)(text)
    except ValidationError:
        raise Refused(_("%(given)s is not an e-mail address.") % {"given": text[:60]}) from None
    return text.lower()


def _unit(code: str, units: dict[str, UUID]) -> UUID | None:
    if not code:
        return None
    if code.casefold() not in units:
        near = ", ".join(nearest(code, list(units)))
        hint = _("Nearest: %(near)s.") % {"near": near} if near else _("Open the unit first.")
        raise Refused(_("There is no unit with the code %(code)s.") % {"code": code[:60]} + " " + hint)
    return units[code.casefold()]
