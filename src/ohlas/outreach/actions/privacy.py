"""This room's part of a privacy request: whom we asked, when, and what they were sent."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from ohlas.outreach.models import CallTask, Hold, Incoming, Invitation, Message, Occasion, Touch


def export_outreach_of(organisation_id: UUID, contact_id: UUID) -> Mapping[str, object]:
    """All this room holds on the contact."""
    mine = {"organisation_id": organisation_id, "contact_id": contact_id}
    invitations = Invitation.objects.filter(**mine)
    return {
        "occasions": list(Occasion.objects.filter(**mine).values("key", "due_at", "reason", "decided_at")),
        "invitations": list(
            invitations.values(
                "carrier",
                "language",
                "state",
                "queued_at",
                "sent_at",
                "opened_at",
                "started_at",
                "answered_at",
            )
        ),
        "messages": list(
            Message.objects.filter(invitation__in=invitations).values("carrier", "number", "state", "sent_at")
        ),
        "touches": list(Touch.objects.filter(**mine).values("kind", "at")),
        "holds": list(Hold.objects.filter(**mine).values("reason", "until", "made_at", "lifted_at")),
        "replies": list(Incoming.objects.filter(**mine).values("received_at", "text", "outcome")),
        "calls": list(CallTask.objects.filter(**mine).values("attempts", "disposition", "note", "ended_at")),
    }


def forget_outreach_of(organisation_id: UUID, contact_id: UUID, now: datetime) -> int:  # noqa: ARG001 - a PrivacyPart
    """Removes it; how many rows."""
    mine = {"organisation_id": organisation_id, "contact_id": contact_id}
    kinds = (CallTask, Incoming, Invitation, Occasion, Touch, Hold)
    return sum(kind.objects.filter(**mine).delete()[0] for kind in kinds)
