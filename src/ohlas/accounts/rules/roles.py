"""Who may do what: one table of roles and permissions, and the closed choices of this room."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum


class Role(StrEnum):
    OWNER = "owner"
    CX_MANAGER = "cx_manager"
    UNIT_MANAGER = "unit_manager"
    AGENT = "agent"
    ANALYST = "analyst"
    FINANCE = "finance"
    INTERVIEWER = "interviewer"
    SHOPPER = "shopper"
    EMPLOYEE = "employee"
    VIEWER = "viewer"
    ADMIN = "admin"


class Permission(StrEnum):
    """A right to do one kind of thing; API keys are scoped by the same values."""

    SEE_FIGURES = "figures:read"
    SEE_ANSWERS = "answers:read"
    RECORD_ANSWERS = "answers:write"
    EXPORT = "exports:read"
    IMPORT = "imports:write"
    SEE_SURVEYS = "surveys:read"
    EDIT_SURVEYS = "surveys:write"
    RUN_KIOSKS = "kiosks:write"
    PUBLISH_IDEAS = "ideas:write"
    SEE_CONTACTS = "contacts:read"
    EDIT_CONTACTS = "contacts:write"
    SEE_PROGRAMMES = "programmes:read"
    RUN_PROGRAMMES = "programmes:write"
    SET_CHANNELS = "channels:write"
    SEE_ORGANISATION = "organisation:read"
    EDIT_ORGANISATION = "organisation:write"
    MANAGE_USERS = "users:write"
    MANAGE_KEYS = "keys:write"
    SEE_AUDIT = "audit:read"
    RUN_SYSTEM = "system:write"


class UnitKind(StrEnum):
    REGION = "region"
    BRANCH = "branch"
    DEPARTMENT = "department"
    COMPANY = "company"


class LineOfBusiness(StrEnum):
    SHOP = "shop"
    TELECOM = "telecom"
    BANK = "bank"
    CLINIC = "clinic"
    RESTAURANT = "restaurant"


_P = Permission
_READ = frozenset({_P.SEE_FIGURES, _P.SEE_SURVEYS})
_ANALYSIS = _READ | {_P.SEE_ANSWERS, _P.EXPORT, _P.SEE_ORGANISATION, _P.SEE_PROGRAMMES}
_ALL = frozenset(Permission)

PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.OWNER: _ALL,
    Role.CX_MANAGER: _ALL - {_P.MANAGE_KEYS, _P.RUN_SYSTEM},
    Role.UNIT_MANAGER: _READ
    | {_P.SEE_ANSWERS, _P.RECORD_ANSWERS, _P.SEE_ORGANISATION, _P.SEE_CONTACTS, _P.SEE_PROGRAMMES}
    | {_P.RUN_KIOSKS, _P.PUBLISH_IDEAS},
    Role.AGENT: frozenset(
        {_P.SEE_ANSWERS, _P.RECORD_ANSWERS, _P.SEE_CONTACTS, _P.EDIT_CONTACTS, _P.SEE_SURVEYS}
    ),
    Role.ANALYST: _ANALYSIS | {_P.IMPORT},
    Role.FINANCE: _READ | {_P.EXPORT},
    Role.INTERVIEWER: frozenset({_P.RECORD_ANSWERS, _P.SEE_SURVEYS}),
    Role.SHOPPER: frozenset({_P.RECORD_ANSWERS}),
    Role.EMPLOYEE: frozenset(),
    Role.VIEWER: frozenset({_P.SEE_FIGURES}),
    Role.ADMIN: frozenset(
        {
            _P.SEE_ORGANISATION,
            _P.EDIT_ORGANISATION,
            _P.MANAGE_USERS,
            _P.MANAGE_KEYS,
            _P.SEE_AUDIT,
            _P.RUN_SYSTEM,
            _P.IMPORT,
            _P.SEE_SURVEYS,
            _P.SEE_PROGRAMMES,
            _P.SET_CHANNELS,
        }
    ),
}
"""The one table: what each role may do. Scope (all units or one branch of the tree) is the membership's."""


def may_grant(own: AbstractSet[Permission], role: Role) -> bool:
    """Whether someone with these rights may give (or take away) this role: never more than they hold."""
    return Permission.MANAGE_USERS in own and PERMISSIONS[role] <= own


def _grantors(permission: Permission) -> tuple[Role, ...]:
    carriers = [role for role, rights in PERMISSIONS.items() if permission in rights]
    return tuple(
        grantor for grantor, own in PERMISSIONS.items() if any(may_grant(own, role) for role in carriers)
    )


GRANTORS: Mapping[Permission, tuple[Role, ...]] = {
    permission: _grantors(permission) for permission in Permission
}
"""Which roles can give somebody a role with this right."""

KEY_PREFIX = "ohl_"
"""Begins every API key, so that scanners of leaked secrets recognise one."""
KEY_PERMISSIONS = _ALL - {_P.MANAGE_USERS, _P.MANAGE_KEYS, _P.RUN_SYSTEM, _P.RUN_KIOSKS, _P.PUBLISH_IDEAS}
"""What a program may be allowed; a key that makes users, keys or kiosks would outlive its revocation, and what
the public reads under the organisation's name a person has read before."""
