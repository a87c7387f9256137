"""Contacts with people that are not ours: offers and newsletters told by others, counted in the same budget."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ohlas.accounts.access import Actor, require
from ohlas.accounts.rules import Permission
from ohlas.customers.queries import contact_of
from ohlas.outreach.errors import BadProgramme
from ohlas.outreach.models import Touch
from ohlas.outreach.rules import TouchKind

LONGEST_ID = 120
AHEAD = timedelta(days=1)
"""Clocks of others may be a little fast; next month's newsletter is not a contact yet."""


@dataclass(frozen=True, slots=True)
class Told:
    """One contact with a person another system names; `client_id` is that system's own id of it."""

    client_id: str
    kind: TouchKind
    source: str
    key: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """How many were new, and the client ids whose person nobody knows."""

    new: int
    unknown: tuple[str, ...]


def record_touches(*, actor: Actor, told: Sequence[Told], now: datetime) -> Taken:
    """Counts them in the budgets of the people; what was told before under the same id changes nothing.

    Errors: `Forbidden`; `BadProgramme` for a wrong id, a survey (those are counted when sent) or a day to come.
    """
    require(actor, Permission.EDIT_CONTACTS)
    for n, one in enumerate(told):
        _judge(n, one, now)
    organisation_id = actor.organisation.id
    before = Touch.objects.filter(organisation_id=organisation_id, client_id__in=[_own(one) for one in told])
    known = set(before.values_list("client_id", flat=True))
    rows, unknown = [], []
    for one in told:
        contact_id = _contact(organisation_id, one)
        if contact_id is None:
            unknown.append(one.client_id)
        elif _own(one) not in known:
            known.add(_own(one))
            rows.append(
                Touch(
                    organisation_id=organisation_id,
                    contact_id=contact_id,
                    kind=one.kind,
                    at=one.at,
                    client_id=_own(one),
                )
            )
    Touch.objects.bulk_create(rows, ignore_conflicts=True)
    return Taken(len(rows), tuple(unknown))


def _own(one: Told) -> str:
    """Apart from invitations, which are kept by their own id in the same column."""
    return f"told {one.client_id}"


def _contact(organisation_id: UUID, one: Told) -> UUID | None:
    return contact_of(organisation_id, one.source, one.key)


def _judge(n: int, one: Told, now: datetime) -> None:
    if not 1 <= len(_own(one)) - len("told ") <= LONGEST_ID - len("told ") or "\0" in one.client_id:
        allowed = f"1 to {LONGEST_ID - len('told ')} characters are allowed"
        raise BadProgramme(f"touches[{n}].client_id", one.client_id[:40], allowed)
    if one.kind is TouchKind.SURVEY:
        raise BadProgramme(f"touches[{n}].kind", "survey", "offer or newsletter is allowed")
    if one.at > now + AHEAD:
        raise BadProgramme(f"touches[{n}].at", one.at.isoformat(), "a moment that has been is allowed")
