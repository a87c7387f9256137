"""How messages fared lately, for whoever watches the ways out."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from ohlas.outreach.models import Message
from ohlas.outreach.rules import Carrier, MessageState

LEFT = (MessageState.SENT, MessageState.DELIVERED, MessageState.BOUNCED, MessageState.FAILED)


@dataclass(frozen=True)
class Outcome:
    """Of `left` messages, `lost` bounced or were refused; `doubtful` ones wait for a person."""

    carrier: Carrier
    left: int
    lost: int
    doubtful: int


def outcomes_of(organisation_id: UUID, since: datetime) -> tuple[Outcome, ...]:
    """By carrier, of messages made since then."""
    rows = Message.objects.filter(organisation_id=organisation_id, created_at__gte=since)
    lost = Q(state__in=[MessageState.BOUNCED, MessageState.FAILED])
    counted = rows.values("carrier").annotate(
        left=Count("id", filter=Q(state__in=LEFT)),
        lost=Count("id", filter=lost),
        doubtful=Count("id", filter=Q(state=MessageState.IN_DOUBT, settled_by="")),
    )
    return tuple(
        Outcome(Carrier(one["carrier"]), one["left"], one["lost"], one["doubtful"])
        for one in counted.order_by("carrier")
    )
