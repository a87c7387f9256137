"""Invitations as staff look at them: a list by state, and one with everything that was sent for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from ohlas.outreach.models import Invitation, Message


@dataclass(frozen=True, slots=True)
class InvitationWanted:
    """Which invitations to list; what is None or empty is open, `scope` None is every unit."""

    state: str = ""
    carrier: str = ""
    programme_id: UUID | None = None
    contact_id: UUID | None = None
    scope: frozenset[UUID] | None = None


@dataclass(frozen=True, slots=True)
class MessageView:
    """One message of an invitation, as far as staff may know: the address to answer at is not kept."""

    number: int
    carrier: str
    state: str
    not_before: datetime
    sent_at: datetime | None
    settled_at: datetime | None
    error: str


def invitations_of(organisation_id: UUID, wanted: InvitationWanted) -> QuerySet[Invitation]:
    """Newest first."""
    rows = _scoped(organisation_id, wanted)
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    return rows.select_related("programme", "contact", "unit").order_by("-queued_at", "-id")


def states_of(organisation_id: UUID, wanted: InvitationWanted) -> Mapping[str, int]:
    """How many stand where, whatever state is asked for."""
    rows = _scoped(organisation_id, wanted).order_by().values_list("state").annotate(n=Count("id"))
    return dict(rows)


def messages_of(invitation_id: UUID) -> tuple[MessageView, ...]:
    columns = ("number", "carrier", "state", "not_before", "sent_at", "settled_at", "error")
    rows = Message.objects.filter(invitation_id=invitation_id).order_by("created_at", "number", "id")
    return tuple(MessageView(*row) for row in rows.values_list(*columns))


def _scoped(organisation_id: UUID, wanted: InvitationWanted) -> QuerySet[Invitation]:
    rows = Invitation.objects.filter(organisation_id=organisation_id)
    if wanted.scope is not None:
        rows = rows.filter(unit_id__in=wanted.scope)
    if wanted.carrier:
        rows = rows.filter(carrier=wanted.carrier)
    if wanted.programme_id:
        rows = rows.filter(programme_id=wanted.programme_id)
    if wanted.contact_id:
        rows = rows.filter(contact_id=wanted.contact_id)
    return rows
