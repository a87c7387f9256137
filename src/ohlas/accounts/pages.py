"""What each of this room's templates may use."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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
    units_of,
)
from ohlas.accounts.rules import Permission, UnitKind, Verdict, may_grant

if TYPE_CHECKING:
    from ohlas.accounts.forms import PlainForm

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
    "invite_user": gettext_lazy("user invited"),
    "invite_again": gettext_lazy("new link for a user"),
    "change_role": gettext_lazy("role changed"),
    "remove_member": gettext_lazy("user removed"),
    "issue_api_key": gettext_lazy("API key issued"),
    "revoke_api_key": gettext_lazy("API key revoked"),
}
"""Deeds of this room in words; others are shown by their name."""


@dataclass(frozen=True)
class UnitRow:
    """A unit in the tree; `depth` begins at 0."""

    unit: UnitView
    kind: str
    depth: int
    is_closed: bool


@dataclass(frozen=True)
class UnitsPage:
    """`accounts/units.html`: the tree in reading order."""

    rows: Sequence[UnitRow]
    may_edit: bool


@dataclass(frozen=True)
class FormPage:
    """`accounts/form.html` and the like: one form, and what its button says."""

    form: "PlainForm"
    button: str


@dataclass(frozen=True)
class UnitPage:
    """`accounts/unit.html`: one unit and its forms; None where the actor may only look."""

    unit: UnitView
    kind: str
    above: str
    is_closed: bool
    rename: "PlainForm | None" = None
    move: "PlainForm | None" = None
    close: "PlainForm | None" = None


@dataclass(frozen=True)
class EmployeeRow:
    employee: EmployeeView
    unit: str


@dataclass(frozen=True)
class EmployeesPage:
    """`accounts/employees.html`: a page of the list; `earlier` and `later` are offsets or None."""

    rows: Sequence[EmployeeRow]
    words: str
    asked: str
    earlier: int | None
    later: int | None
    may_edit: bool


@dataclass(frozen=True)
class ImportPage:
    """`accounts/employees_check.html`: what the import would do."""

    report: EmployeeReport
    upload_id: UUID
    columns: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class MemberRow:
    member: MemberView
    role: str
    may_change: bool
    is_self: bool


@dataclass(frozen=True)
class UsersPage:
    """`accounts/users.html`."""

    rows: Sequence[MemberRow]


@dataclass(frozen=True)
class UserPage:
    """`accounts/user.html`: one member; `form` is None where the actor may only look."""

    row: MemberRow
    form: "PlainForm | None"


@dataclass(frozen=True)
class LinkPage:
    """`accounts/link.html`: a one-time link, shown once; None when the person signs in here already."""

    email: str
    address: str | None
    expires_at: datetime | None
    was_mailed: bool = False


@dataclass(frozen=True)
class KeyRow:
    key: KeyView
    rights: str
    state: str
    is_open: bool


@dataclass(frozen=True)
class KeysPage:
    """`accounts/keys.html`."""

    rows: Sequence[KeyRow]


@dataclass(frozen=True)
class SecretPage:
    """`accounts/key_issued.html`: the secret, shown once."""

    name: str
    secret: str
    limit: int


@dataclass(frozen=True)
class AuditLine:
    row: AuditRow
    deed: str
    who: str


@dataclass(frozen=True)
class AuditListPage:
    """`accounts/audit.html`: a page of the record, and the verdict when it was asked for."""

    lines: Sequence[AuditLine]
    form: "PlainForm"
    words: str
    earlier: int | None
    later: int | None
    is_filtered: bool
    verdict: Verdict | None = None


@dataclass(frozen=True)
class MePage:
    """`accounts/me.html`: the user's own account."""

    name: str
    email: str
    role: str
    scope: Sequence[str]
    has_password: bool


@dataclass(frozen=True)
class StartLinkPage:
    """`accounts/start.html`: the door of a one-time link."""

    was_refused: bool = False


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


def employees_page(actor: Actor, asked: str, offset: int) -> EmployeesPage:
    found = find_employees(actor.organisation.id, actor.scope, asked, limit=ON_A_PAGE, offset=offset)
    names = {unit.id: unit.name for unit in units_of(actor.organisation.id)}
    rows = [EmployeeRow(row, names.get(row.unit_id, "") if row.unit_id else "") for row in found.rows]
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
    lines = [
        AuditLine(row, str(DEEDS.get(row.deed, row.deed.replace("_", " "))), row.who or _doer(row))
        for row in found.rows
    ]
    words, earlier, later = _paging(offset, len(lines), found.total)
    return AuditListPage(lines, form, words, earlier, later, wanted != AuditFilter(), verdict)


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
