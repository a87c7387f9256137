"""Messages that did not leave or did not arrive, and which of them can be sent again."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.outreach.models import Message
from ohlas.outreach.rules import Carrier, InvitationState, MessageState

if TYPE_CHECKING:
    from django.db.models import QuerySet

SHOWN = 100
OPEN = frozenset({InvitationState.QUEUED, InvitationState.BOUNCED})
"""Of other invitations something else arrived, or they are over."""


@dataclass(frozen=True)
class Failure:
    """A message that failed; `can_leave` while its invitation waits for nothing else."""

    id: UUID
    invitation_id: UUID
    name: str
    carrier: Carrier
    programme: str
    number: int
    at: datetime | None
    why: str
    can_leave: bool
    invitation_state: InvitationState


def failures_of(actor: Actor, now: datetime, only: Collection[UUID] = ()) -> tuple[list[Failure], int]:
    """The newest failed messages nobody has decided on, of units the actor sees; and how many there are."""
    rows = _rows(actor)
    if only:
        rows = rows.filter(id__in=list(only))
    shown = rows.select_related("invitation__contact", "invitation__programme").order_by("-created_at", "id")
    found = list(shown[:SHOWN])
    busy = set(
        Message.objects.filter(
            invitation_id__in=[row.invitation_id for row in found],
            state__in=[MessageState.QUEUED, MessageState.SENDING],
        ).values_list("invitation_id", flat=True)
    )
    return [_failure(row, busy, now) for row in found], rows.count()


def failures_count(actor: Actor) -> int:
    return _rows(actor).count()


def _rows(actor: Actor) -> "QuerySet[Message]":
    rows = Message.objects.filter(
        organisation_id=actor.organisation.id,
        state__in=[MessageState.FAILED, MessageState.BOUNCED],
        settled_by="",
    )
    return rows if actor.scope is None else rows.filter(invitation__unit_id__in=actor.scope)


def _failure(row: Message, busy: set[UUID], now: datetime) -> Failure:
    invitation = row.invitation
    state = InvitationState(invitation.state)
    is_open = state in OPEN and invitation.expires_at > now and invitation.carrier == row.carrier
    return Failure(
        id=row.id,
        invitation_id=invitation.id,
        name=invitation.contact.name,
        carrier=Carrier(row.carrier),
        programme=invitation.programme.name if invitation.programme else "",
        number=row.number,
        at=row.settled_at or row.created_at,
        why=row.error,
        can_leave=is_open and invitation.id not in busy,
        invitation_state=state,
    )
