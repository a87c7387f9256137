"""Employees, members and keys."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from ohlas.accounts.models import ApiKey, Employee, Membership
from ohlas.accounts.queries.codes import by_code
from ohlas.accounts.rules import Role


@dataclass(frozen=True)
class EmployeeView:
    id: UUID
    unit_id: UUID | None
    code: str
    name: str
    email: str
    position: str
    valid_from: date | None = None
    valid_to: date | None = None

    def is_gone(self, today: date) -> bool:
        return self.valid_to is not None and self.valid_to <= today


def employee_by_code(organisation_id: UUID, code: str) -> EmployeeView | None:
    """The employee an import means by this code; letter case and spaces around do not matter."""
    found = by_code(Employee.objects.filter(organisation_id=organisation_id), code)
    return employee_view(found) if found else None


def employees_of(organisation_id: UUID) -> list[EmployeeView]:
    """Every employee, by name."""
    rows = Employee.objects.filter(organisation_id=organisation_id).order_by("name", "id")
    return [employee_view(row) for row in rows]


def employee_view(row: Employee) -> EmployeeView:
    return EmployeeView(
        row.id, row.unit_id, row.code, row.name, row.email, row.position, row.valid_from, row.valid_to
    )


@dataclass(frozen=True)
class EmployeePage:
    """One page of employees and how many there are in all."""

    rows: Sequence[EmployeeView]
    total: int


@dataclass(frozen=True)
class MemberView:
    """A user in this organisation; `has_accepted` is False while the invitation waits.

    Until then nothing is told of an account that was here before: no name, no sign-in.
    """

    id: UUID
    user_id: UUID
    name: str
    email: str
    role: Role
    scope_id: UUID | None
    scope_name: str
    has_signed_in: bool
    has_accepted: bool


@dataclass(frozen=True)
class KeyView:
    """An API key as it may be shown: never its secret."""

    id: UUID
    name: str
    prefix: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_at: datetime | None

    def is_open(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or self.expires_at > now)


def find_employees(
    organisation_id: UUID, scope: frozenset[UUID] | None, words: str, *, limit: int, offset: int = 0
) -> EmployeePage:
    """Employees within the scope whose name, code, e-mail or position contains every word, by name."""
    found = Employee.objects.filter(organisation_id=organisation_id)
    if scope is not None:
        found = found.filter(unit_id__in=scope)
    for word in words.split()[:5]:
        found = found.filter(
            Q(name__icontains=word)
            | Q(code__icontains=word)
            | Q(email__icontains=word)
            | Q(position__icontains=word)
        )
    page = found.order_by("name", "id")[offset : offset + limit]
    return EmployeePage([employee_view(row) for row in page], found.count())


def members_of(organisation_id: UUID, scope: frozenset[UUID] | None = None) -> list[MemberView]:
    """The organisation's users by name; with a scope, those bound to units within it."""
    members = Membership.objects.select_related("user", "scope").filter(organisation_id=organisation_id)
    if scope is not None:
        members = members.filter(scope_id__in=scope)
    return [member_view(member) for member in members.order_by("user__name", "user__email")]


def keys_of(organisation_id: UUID) -> list[KeyView]:
    """The organisation's API keys, newest first."""
    return [
        KeyView(
            key.id,
            key.name,
            key.prefix,
            tuple(key.scopes),
            key.created_at,
            key.expires_at,
            key.revoked_at,
            key.last_used_at,
        )
        for key in ApiKey.objects.filter(organisation_id=organisation_id).order_by("-created_at", "-id")
    ]


def member_view(member: Membership) -> MemberView:
    return MemberView(
        id=member.id,
        user_id=member.user_id,
        name=member.user.name if member.accepted_at else "",
        email=member.user.email,
        role=Role(member.role),
        scope_id=member.scope_id,
        scope_name=member.scope.name if member.scope else "",
        has_signed_in=member.accepted_at is not None and member.user.last_login is not None,
        has_accepted=member.accepted_at is not None,
    )
