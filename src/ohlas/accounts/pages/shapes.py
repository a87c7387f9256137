"""What each of this room's templates may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ohlas.accounts.actions import EmployeeReport
from ohlas.accounts.queries import (
    AuditRow,
    EmployeeView,
    KeyView,
    MemberView,
    UnitView,
)
from ohlas.accounts.rules import Verdict

if TYPE_CHECKING:
    from ohlas.accounts.forms import PlainForm


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
    is_gone: bool = False


@dataclass(frozen=True)
class EmployeePage:
    """`accounts/employee.html`: one employee; the forms are None for those who may only look."""

    employee: EmployeeView
    unit: str
    is_gone: bool
    form: "PlainForm | None"
    leaving: "PlainForm | None"


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
    what: str = ""
    details: Sequence[tuple[str, str]] = ()


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
