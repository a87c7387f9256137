"""What became of one message: each outcome is written here and nowhere else."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction

from ohlas.outbox import emit
from ohlas.outreach.actions.inviting import DONE, note_left, note_progress
from ohlas.outreach.events import MessageFailed
from ohlas.outreach.models import Message
from ohlas.outreach.rules import InvitationState, MessageState
from ohlas.outreach.rules.programmes import read_programme
from ohlas.outreach.rules.sending import LEASE, Sent, delay_after
from ohlas.outreach.rules.tokens import key_hash

AWAY = timedelta(minutes=1)
"""A provider that is away is tried again after this; no message is blamed for it."""


def mark(message: Message, token: str, now: datetime) -> bool:
    """Committed before it leaves; False when it must not: taken over, taken back, or no longer wished."""
    mine = Message.objects.filter(id=message.id, state=MessageState.QUEUED, leased_by=message.leased_by)
    over = mine.exclude(invitation__state__in=DONE).filter(invitation__expires_at__gt=now)
    if over.exclude(invitation__programme__state="paused").update(
        state=MessageState.SENDING, key_hash=key_hash(token), lease_until=now + LEASE
    ):
        return True
    mine.filter(invitation__state__in=DONE).update(
        state=MessageState.CANCELLED, settled_at=now, lease_until=None
    )
    mine.filter(invitation__expires_at__lte=now).update(
        state=MessageState.CANCELLED, settled_at=now, lease_until=None
    )
    return False


def note_sent(message: Message, sent: Sent, now: datetime) -> None:
    """The provider has it."""
    Message.objects.filter(id=message.id, state__in=[MessageState.SENDING, MessageState.IN_DOUBT]).update(
        state=MessageState.SENT,
        sent_at=now,
        settled_at=None,
        lease_until=None,
        provider_id=sent.provider_id[:200],
        parts=sent.parts,
        cost=sent.cost,
        error="",
    )
    note_left(message.invitation_id, now, number=message.number, remind_at=_remind_at(message, now))


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
