"""What became of one message: each outcome is written here and nowhere else."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from ohlas.lib.asking import change_rows
from ohlas.outbox import emit
from ohlas.outreach.actions.inviting import note_left, note_progress
from ohlas.outreach.events import MessageFailed
from ohlas.outreach.models import Message
from ohlas.outreach.rules import InvitationState, MessageState
from ohlas.outreach.rules.programmes import read_programme
from ohlas.outreach.rules.sending import LEASE, Outgoing, Sent, delay_after
from ohlas.outreach.rules.tokens import key_hash

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

WRITTEN = ("state", "sent_at", "settled_at", "lease_until", "provider_id", "parts", "cost", "error")
AWAY = timedelta(minutes=1)
"""A provider that is away is tried again after this; no message is blamed for it."""


def mark(ready: Sequence[tuple[Message, Outgoing]], now: datetime) -> list[tuple[Message, Outgoing]]:
    """To be committed before they leave; those that may: not taken over, taken back or expired meanwhile."""
    if not ready:
        return []
    for message, _ in ready:
        if message.invitation.expires_at <= now:
            Message.objects.filter(id=message.id, state=MessageState.QUEUED).update(
                state=MessageState.CANCELLED, settled_at=now, lease_until=None
            )
    ids = [message.id for message, _ in ready]
    mine = Message.objects.filter(id__in=ids, leased_by=ready[0][0].leased_by)
    marked = mine.filter(state=MessageState.QUEUED).update(
        state=MessageState.SENDING, lease_until=now + LEASE
    )
    taken = list(ready)
    if marked < len(ready):
        left = set(mine.filter(state=MessageState.SENDING).values_list("id", flat=True))
        taken = [one for one in ready if one[0].id in left]
    for message, letter in taken:
        message.key_hash = key_hash(letter.token)
        change_rows(_named, Message, "key_hash", id=message.id, key_hash=message.key_hash)
    return taken


def _named(id: "UUID") -> "QuerySet[Message]":  # noqa: A002 - the column's name
    return Message.objects.filter(id=id)


def note_sent(pairs: Sequence[tuple[Message, Sent]], now: datetime) -> None:
    """The provider has them."""
    if not pairs:
        return
    states = [MessageState.SENDING, MessageState.IN_DOUBT]
    known = Message.objects.filter(id__in=[message.id for message, _ in pairs], state__in=states)
    waiting = set(known.values_list("id", flat=True))
    written: list[Message] = []
    left: dict[tuple[int, datetime | None], list[UUID]] = {}
    for message, sent in pairs:
        if message.id in waiting:
            message.provider_id, message.parts, message.cost = sent.provider_id[:200], sent.parts, sent.cost
            message.state, message.sent_at, message.settled_at = MessageState.SENT, now, None
            message.lease_until, message.error = None, ""
            written.append(message)
        left.setdefault((message.number, _remind_at(message, now)), []).append(message.invitation_id)
    Message.objects.bulk_create(
        written, update_conflicts=True, unique_fields=["id"], update_fields=list(WRITTEN)
    )
    for (number, remind_at), invitation_ids in left.items():
        note_left(invitation_ids, now, number=number, remind_at=remind_at)


def delay(message: Message, why: str, now: datetime) -> None:
    """Back into the queue for later; after many times it counts as failed."""
    wait = delay_after(message.attempts + 1)
    if wait is None:
        fail(message, why, now, is_bounce=True)
        return
    Message.objects.filter(id=message.id).update(
        state=MessageState.QUEUED,
        attempts=message.attempts + 1,
        not_before=now + wait,
        lease_until=None,
        key_hash=None,
        error=why[:300],
    )


def note_away(messages: Sequence[Message], why: str, now: datetime) -> None:
    """Back into the queue, as if they had not been tried."""
    states = [MessageState.QUEUED, MessageState.SENDING]
    Message.objects.filter(id__in=[one.id for one in messages], state__in=states).update(
        state=MessageState.QUEUED, not_before=now + AWAY, lease_until=None, key_hash=None, error=why[:300]
    )


def give_back(messages: Sequence[Message]) -> None:
    """Free for any sender again, as what surely has not left."""
    if messages:
        states = [MessageState.QUEUED, MessageState.SENDING]
        Message.objects.filter(id__in=[one.id for one in messages], state__in=states).update(
            state=MessageState.QUEUED, lease_until=None, key_hash=None
        )


def fail(message: Message, why: str, now: datetime, *, is_bounce: bool) -> None:
    """For good. The invitation is bounced, and whoever listens may try the next channel."""
    with transaction.atomic():
        _settle(message, MessageState.FAILED, now, error=why)
        if is_bounce:
            note_progress(message.invitation_id, InvitationState.BOUNCED, now)
        emit(
            MessageFailed(message.id, message.invitation_id, now),
            organisation_id=message.organisation_id,
            now=now,
        )


def doubt(message: Message, why: str, now: datetime) -> None:
    """Nobody knows whether it left: a person decides."""
    _settle(message, MessageState.IN_DOUBT, now, error=why)


def _settle(message: Message, state: MessageState, now: datetime, *, error: str = "") -> None:
    Message.objects.filter(id=message.id).update(
        state=state, settled_at=now, lease_until=None, error=error[:300]
    )


def _remind_at(message: Message, now: datetime) -> datetime | None:
    """When the next reminder falls due, as far as the programme wants one."""
    programme = message.invitation.programme
    if programme is None:
        return None
    wish = read_programme(programme.settings).reminders
    return now + timedelta(days=wish.after_days) if message.number < wish.most else None
