"""What the isolation matrix needs to know of each route: one file per room, one line per route.

A new staff page: add `"room:name": needs(P.X)` to PAGES of its room; `deed(P.X)` when it only takes POST.
A new API call: add `"GET /path/{id}": P.X` to CALLS of its room.
A new kind of id in an address: add its keyword to OBJECTS, with a function that makes one in any organisation.
A page for everybody: add its name to PUBLIC, with the reason.
A new room: a file here, named in ROOMS.
"""

from collections.abc import Mapping

from tests.isolation_cases import (
    accounts,
    api,
    customers,
    exchange,
    feedback,
    insight,
    outreach,
    site,
    surveys,
)
from tests.isolation_cases.case import Case, P, Thing

ROOMS = (accounts, customers, surveys, outreach, feedback, insight, exchange, api, site)

PAGES: Mapping[str, Case] = {name: case for room in ROOMS for name, case in room.PAGES.items()}
"""Pages below /o/<slug>/: the right they ask for."""

CALLS: Mapping[str, P] = {name: right for room in ROOMS for name, right in room.CALLS.items()}
"""Calls below /api/v1/: the right their key needs."""

PUBLIC: Mapping[str, str] = {name: reason for room in ROOMS for name, reason in room.PUBLIC.items()}
"""Routes outside organisations, each with the reason."""

OBJECTS: Mapping[str, Thing] = {name: thing for room in ROOMS for name, thing in room.OBJECTS.items()}
"""The ids that addresses are made of."""

PUBLIC_FOLDERS: Mapping[str, str] = {
    "accounts/": "allauth's pages: about the signed-in person only, never about an organisation",
}

PLAIN: Mapping[str, str] = {"measure": "nps"}
"""Parts of API addresses that are no ids."""

__all__ = ["CALLS", "OBJECTS", "PAGES", "PLAIN", "PUBLIC", "PUBLIC_FOLDERS", "ROOMS", "Case", "Thing"]
