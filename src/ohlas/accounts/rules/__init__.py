"""What the room decides without asking anybody: roles, the tree over time, addresses, the audit chain."""

from ohlas.accounts.rules.chain import Fault, Link, Verdict, chained, first_fault
from ohlas.accounts.rules.columns import REQUIRED, columns_of
from ohlas.accounts.rules.links import LINK_LIVES, LinkPurpose
from ohlas.accounts.rules.places import CircleInTree, PathSpan, Place, path_spans
from ohlas.accounts.rules.roles import (
    GRANTORS,
    KEY_PERMISSIONS,
    KEY_PREFIX,
    PERMISSIONS,
    LineOfBusiness,
    Permission,
    Role,
    UnitKind,
    may_grant,
)
from ohlas.accounts.rules.slugs import numbered, slug_of

__all__ = [
    "GRANTORS",
    "KEY_PERMISSIONS",
    "KEY_PREFIX",
    "LINK_LIVES",
    "PERMISSIONS",
    "REQUIRED",
    "CircleInTree",
    "Fault",
    "LineOfBusiness",
    "Link",
    "LinkPurpose",
    "PathSpan",
    "Permission",
    "Place",
    "Role",
    "UnitKind",
    "Verdict",
    "chained",
    "columns_of",
    "first_fault",
    "may_grant",
    "numbered",
    "path_spans",
    "slug_of",
]
