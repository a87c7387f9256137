"""What happened to a contact, told by another system: kept once, and said on for programmes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.rules import Permission
from ohlas.customers.actions.meeting import NOTHING_MORE, contact_for
from ohlas.customers.errors import BadContact
from ohlas.customers.events import ContactEventRecorded
from ohlas.customers.models import ContactEvent
from ohlas.customers.rules import ContactDetails, EventKind
from ohlas.outbox import emit

LATEST = timedelta(days=1)
"""A sender's clock may be a little ahead; an event of next week is a mistake."""
MOST_DETAILS = 20
LONGEST_NAME, LONGEST_DETAIL = 40, 200


@dataclass(frozen=True)
class HappenedIn:
    """An event as its sender tells it; the contact is named by a key of its source."""

    client_id: str
    kind: EventKind
    source: str
    key: str
    at: datetime
    details: Mapping[str, str] = field(default_factory=dict)
    person: ContactDetails = NOTHING_MORE


def record_contact_event(*, actor: Actor, happened: HappenedIn, now: datetime) -> tuple[UUID, bool]:
    """The event's id, and whether it was known already; the contact is met if need be.

    Errors: `Forbidden`, `BadKey`, `BadContact` also where the client id names another event.
    """
    require(actor, Permission.EDIT_CONTACTS)
    _check(happened, now)
    organisation_id = actor.organisation.id
    if known := _known(organisation_id, happened):
        return known, True
    try:
        with transaction.atomic():
            contact_id = contact_for(
                organisation_id=organisation_id,
                source=happened.source,
                key=happened.key,
                now=now,
                details=happened.person,
            )
            row = ContactEvent.objects.create(
                organisation_id=organisation_id,
                contact_id=contact_id,
                kind=happened.kind,
                at=happened.at,
                client_id=happened.client_id,
                details=dict(happened.details),
                received_at=now,
            )
            emit(ContactEventRecorded(row.id, contact_id, happened.at), organisation_id=organisation_id)
    except IntegrityError:  # the same event came by another way a moment before
        if known := _known(organisation_id, happened):
            return known, True
        raise
    return row.id, False


def _known(organisation_id: UUID, happened: HappenedIn) -> UUID | None:
    row = ContactEvent.objects.filter(organisation_id=organisation_id, client_id=happened.client_id).first()
    if row is None:
        return None
    if (row.kind, row.at) != (happened.kind, happened.at):
        raise BadContact(f"client_id “{happened.client_id}” names another event; send a fresh one.")
    return row.id


def _check(happened: HappenedIn, now: datetime) -> None:
    if not 1 <= len(happened.client_id) <= 120 or "\0" in happened.client_id:  # noqa: PLR2004 - the column's length
        raise BadContact("client_id: 1 to 120 characters are allowed.")
    if is_in_the_future(happened.at, now):
        raise BadContact(f"at: {happened.at.isoformat()} lies in the future; send the time it happened.")
    if not details_fit(happened.details):
        raise BadContact(
            f"details: up to {MOST_DETAILS} texts of up to {LONGEST_DETAIL} characters are allowed."
        )


def is_in_the_future(at: datetime, now: datetime) -> bool:
    """Whether an event cannot have happened yet, allowing for clocks that go ahead."""
    return at > now + LATEST


def details_fit(details: Mapping[str, str]) -> bool:
    """Whether the details are few and short enough to be kept."""
    return len(details) <= MOST_DETAILS and all(_fits(*pair) for pair in details.items())


def _fits(name: str, text: str) -> bool:
    return len(name) <= LONGEST_NAME and len(text) <= LONGEST_DETAIL and "\0" not in name + text
