"""Filling the pages: what an actor sees, in words."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ohlas.accounts.access import PERMISSION_NAMES, ROLE_NAMES, UNIT_KIND_NAMES, Actor
from ohlas.accounts.actions import EmployeeReport
from ohlas.accounts.queries import (
    AuditFilter,
    AuditRow,
    EmployeeView,
    KeyView,
    MemberView,
    UnitView,
    audit_entries,
    find_employees,
    keys_of,
    members_of,
    names_in_record,
    units_of,
)
from ohlas.accounts.rules import Permission, UnitKind, Verdict, may_grant

if TYPE_CHECKING:
    from ohlas.accounts.forms import PlainForm

from ohlas.accounts.pages.shapes import (
    AuditLine,
    AuditListPage,
    EmployeePage,
    EmployeeRow,
    EmployeesPage,
    ImportPage,
    KeyRow,
    KeysPage,
    MemberRow,
    UnitPage,
    UnitRow,
    UnitsPage,
    UsersPage,
)

ON_A_PAGE = 50
DEEPEST_SHOWN = 6

DEEDS: Mapping[str, Promise] = {
    "found_organisation": gettext_lazy("organisation founded"),
    "change_organisation": gettext_lazy("settings changed"),
    "open_unit": gettext_lazy("unit opened"),
    "rename_unit": gettext_lazy("unit renamed"),
    "move_unit": gettext_lazy("unit moved"),
    "close_unit": gettext_lazy("unit closed"),
    "reopen_unit": gettext_lazy("unit opened again"),
    "import_employees": gettext_lazy("employees imported"),
    "take_on_employee": gettext_lazy("employee added"),
    "change_employee": gettext_lazy("employee changed"),
    "let_employee_go": gettext_lazy("employee let go"),
    "keep_employee": gettext_lazy("employee kept"),
    "invite_user": gettext_lazy("user invited"),
    "accept_invitation": gettext_lazy("invitation accepted"),
    "decline_invitation": gettext_lazy("invitation declined"),
    "invite_again": gettext_lazy("new link for a user"),
    "change_role": gettext_lazy("role changed"),
    "remove_member": gettext_lazy("user removed"),
    "issue_api_key": gettext_lazy("API key issued"),
    "revoke_api_key": gettext_lazy("API key revoked"),
}
"""Deeds of this room in words; others are shown by their name."""


def units_page(actor: Actor, today: date) -> UnitsPage:
    return UnitsPage(_tree(actor, today), actor.may(Permission.EDIT_ORGANISATION))


def unit_choices(
    actor: Actor, top: str, today: date, *, without: frozenset[UUID] = frozenset()
) -> list[tuple[str, str]]:
    """Open units the actor sees, indented as in the tree; `top` names the choice of none."""
    first = [("", top)] if actor.scope is None else []
    rows = [row for row in _tree(actor, today) if not row.is_closed and row.unit.id not in without]
    return first + [(str(row.unit.id), "\u2003" * row.depth + row.unit.name) for row in rows]


def unit_page(actor: Actor, unit: UnitView, today: date, **forms: "PlainForm") -> UnitPage:
    names = {known.id: known.name for known in units_of(actor.organisation.id)}
    above = names.get(unit.parent_id, "") if unit.parent_id else ""
    return UnitPage(unit, str(UNIT_KIND_NAMES[UnitKind(unit.kind)]), above, _is_closed(unit, today), **forms)


def employee_page(
    actor: Actor, employee: EmployeeView, today: date, form: "PlainForm", leaving: "PlainForm"
) -> EmployeePage:
    names = {unit.id: unit.name for unit in units_of(actor.organisation.id)}
    unit = names.get(employee.unit_id, "") if employee.unit_id else ""
    may_edit = actor.may(Permission.EDIT_ORGANISATION)
    return EmployeePage(
        employee,
        unit,
        employee.is_gone(today),
        form if may_edit else None,
        leaving if may_edit else None,
    )


def employees_page(actor: Actor, asked: str, offset: int, today: date) -> EmployeesPage:
    found = find_employees(actor.organisation.id, actor.scope, asked, limit=ON_A_PAGE, offset=offset)
    names = {unit.id: unit.name for unit in units_of(actor.organisation.id)}
    rows = [
        EmployeeRow(row, names.get(row.unit_id, "") if row.unit_id else "", row.is_gone(today))
        for row in found.rows
    ]
    words, earlier, later = _paging(offset, len(rows), found.total)
    return EmployeesPage(rows, words, asked, earlier, later, actor.may(Permission.EDIT_ORGANISATION))


def import_page(report: EmployeeReport, upload_id: UUID) -> ImportPage:
    names = {
        "code": _("Code"),
        "name": _("Name"),
        "surname": _("Surname"),
        "email": _("E-mail"),
        "unit": _("Unit"),
        "position": _("Position"),
    }
    return ImportPage(report, upload_id, [(names[meaning], heading) for meaning, heading in report.columns])


def users_page(actor: Actor) -> UsersPage:
    return UsersPage([member_row(actor, member) for member in members_of(actor.organisation.id, actor.scope)])


def member_row(actor: Actor, member: MemberView) -> MemberRow:
    may_change = may_grant(actor.permissions, member.role)
    return MemberRow(member, str(ROLE_NAMES[member.role]), may_change, member.user_id == actor.user_id)


def keys_page(actor: Actor, now: datetime) -> KeysPage:
    return KeysPage([_key_row(key, now) for key in keys_of(actor.organisation.id)])


def audit_page(
    actor: Actor, form: "PlainForm", wanted: AuditFilter, offset: int, verdict: Verdict | None
) -> AuditListPage:
    found = audit_entries(actor.organisation.id, wanted, limit=ON_A_PAGE, offset=offset)
    names = names_in_record(
        actor.organisation.id,
        {each for row in found.rows for each in (row.object_id, *map(str, row.details.values()))},
    )
    lines = [_audit_line(row, names) for row in found.rows]
    words, earlier, later = _paging(offset, len(lines), found.total)
    return AuditListPage(lines, form, words, earlier, later, wanted != AuditFilter(), verdict)


def _audit_line(row: AuditRow, names: Mapping[str, str]) -> AuditLine:
    return AuditLine(
        row=row,
        deed=str(DEEDS.get(row.deed, row.deed.replace("_", " "))),
        who=row.who or _doer(row),
        what=names.get(row.object_id, ""),
        details=[(key.replace("_", " "), _said(value, names)) for key, value in row.details.items() if value],
    )


def _said(value: object, names: Mapping[str, str]) -> str:
    parts = value if isinstance(value, list) else [value]
    return ", ".join(names.get(str(part), str(part)) for part in parts)


def _doer(row: AuditRow) -> str:
    return _("Ohlas itself") if row.actor_kind == "system" else f"…{str(row.actor_id)[-6:]}"


def _key_row(key: KeyView, now: datetime) -> KeyRow:
    rights = [str(PERMISSION_NAMES[right]) for right in Permission if right.value in key.scopes]
    state = _("open")
    if key.revoked_at is not None:
        state = _("revoked")
    elif not key.is_open(now):
        state = _("expired")
    return KeyRow(key, ", ".join(rights), state, key.is_open(now))


def _tree(actor: Actor, today: date) -> list[UnitRow]:
    """Units in reading order; in a scoped view a unit without a visible parent stands at the top."""
    units = [unit for unit in units_of(actor.organisation.id) if actor.sees_unit(unit.id)]
    seen = {unit.id for unit in units}
    below: dict[UUID | None, list[UnitView]] = defaultdict(list)
    for unit in units:
        below[unit.parent_id if unit.parent_id in seen else None].append(unit)
    rows: list[UnitRow] = []
    waiting = [(unit, 0) for unit in reversed(below[None])]
    while waiting:
        unit, depth = waiting.pop()
        shown = min(depth, DEEPEST_SHOWN)
        rows.append(UnitRow(unit, str(UNIT_KIND_NAMES[UnitKind(unit.kind)]), shown, _is_closed(unit, today)))
        waiting += [(child, depth + 1) for child in reversed(below[unit.id])]
    return rows


def _is_closed(unit: UnitView, today: date) -> bool:
    return unit.valid_to is not None and unit.valid_to <= today


def _paging(offset: int, shown: int, total: int) -> tuple[str, int | None, int | None]:
    words = ngettext("%(first)d–%(last)d of %(total)d", "%(first)d–%(last)d of %(total)d", total) % {
        "first": offset + 1 if shown else 0,
        "last": offset + shown,
        "total": total,
    }
    earlier = max(offset - ON_A_PAGE, 0) if offset else None
    return words, earlier, offset + shown if offset + shown < total else None
