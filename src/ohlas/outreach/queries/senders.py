"""Reads about ways out: how each stands, what waits for it, and what a person must decide on."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from ohlas.accounts.access import Actor
from ohlas.lib.sealing import SealBroken, opened
from ohlas.outreach.models import Message, Sender
from ohlas.outreach.queries.readiness import stands_of
from ohlas.outreach.rules import Carrier, MessageState
from ohlas.outreach.rules.readiness import is_ready
from ohlas.outreach.rules.sending import Check

SHOWN = 200


@dataclass(frozen=True)
class SenderState:
    """A way out as its page shows it; of secrets only the names."""

    carrier: Carrier
    settings: Mapping[str, object]
    secrets: frozenset[str]
    checks: tuple[Check, ...]
    is_ready: bool
    is_paused: bool
    waiting: int
    organisation_id: UUID


@dataclass(frozen=True)
class Doubt:
    """A message that may or may not have left, or one that failed and can be sent again."""

    id: UUID
    name: str
    carrier: Carrier
    programme: str
    at: datetime | None
    why: str
    is_in_doubt: bool


def sender_states(organisation_id: UUID, now: datetime) -> dict[Carrier, SenderState]:
    """Every way out of the organisation."""
    due = Message.objects.filter(
        organisation_id=organisation_id, state=MessageState.QUEUED, not_before__lte=now
    )
    waiting = dict(due.values_list("carrier").annotate(n=Count("id")))
    rows = Sender.objects.filter(organisation_id=organisation_id)
    return {Carrier(row.carrier): _state(row, waiting.get(row.carrier, 0)) for row in rows}


def all_sender_states() -> list[SenderState]:
    """Every way out of the installation, for its doctor."""
    return [_state(row, 0) for row in Sender.objects.order_by("organisation_id", "carrier")]


def doubts_of(actor: Actor) -> tuple[list[Doubt], int]:
    """The newest messages in doubt, of units the actor sees; and how many there are."""
    rows = Message.objects.filter(
        organisation_id=actor.organisation.id, state=MessageState.IN_DOUBT, settled_by=""
    )
    if actor.scope is not None:
        rows = rows.filter(invitation__unit_id__in=actor.scope)
    shown = rows.select_related("invitation__contact", "invitation__programme").order_by("-created_at", "id")
    return [_doubt(row) for row in shown[:SHOWN]], rows.count()


def _state(row: Sender, waiting: int) -> SenderState:
    checks = stands_of(row)
    try:
        secrets = frozenset(json.loads(opened(row.sealed))) if row.sealed else frozenset()
    except SealBroken:
        secrets = frozenset()
    return SenderState(
        carrier=Carrier(row.carrier),
        settings=row.settings,
        secrets=secrets,
        checks=checks,
        is_ready=is_ready(checks),
        is_paused=row.paused_at is not None,
        waiting=waiting,
        organisation_id=row.organisation_id,
    )


def _doubt(row: Message) -> Doubt:
    invitation = row.invitation
    return Doubt(
        id=row.id,
        name=invitation.contact.name,
        carrier=Carrier(row.carrier),
        programme=invitation.programme.name if invitation.programme else "",
        at=row.settled_at or row.created_at,
        why=row.error,
        is_in_doubt=row.state == MessageState.IN_DOUBT,
    )
