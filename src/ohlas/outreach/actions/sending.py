"""Sending what is due: claim, mark, hand over, write down. What a person receives leaves at most once.

A message is marked `sending` and committed before its provider sees it. Whoever dies between the mark and the
report leaves it `sending` with a lease that runs out: then it is in doubt, and only a person sends it again.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.lib.database import database_now
from ohlas.outbox import emit
from ohlas.outreach.actions.carriers import channel_of
from ohlas.outreach.actions.inviting import DONE, note_progress
from ohlas.outreach.errors import BadAddress, BadMessage, SendDelayed, SendDoubtful, SendFailed
from ohlas.outreach.events import MessageFailed
from ohlas.outreach.models import Invitation, Message
from ohlas.outreach.queries.outgoing import letter_for, sender_of, waiting_organisations
from ohlas.outreach.rules import Carrier, InvitationState, MessageState
from ohlas.outreach.rules.sending import AT_ONCE, LEASE, Outgoing, Post, Sent, delay_after
from ohlas.outreach.rules.tokens import key_hash, new_token

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Shift:
    """Who sends, by which clock, and for how long: `goes_on` is asked before each message."""

    worker: str
    clock: Clock = database_now
    goes_on: Callable[[], bool] = lambda: True


def send_due(carrier: Carrier, shift: Shift) -> int:
    """Sends what is due on this channel, organisation by organisation; how many messages left.

    Errors: whatever the database raises; a provider's trouble is written on the message.
    """
    doubt_the_lost(shift.clock())
    left = 0
    for organisation_id in waiting_organisations(carrier, shift.clock()):
        if shift.goes_on():
            left += _send_for(organisation_id, carrier, shift)
    return left


def doubt_the_lost(now: datetime) -> int:
    """What was marked and never reported is in doubt from now on; how many."""
    lost = Message.objects.filter(state=MessageState.SENDING, lease_until__lt=now)
    return lost.update(
        state=MessageState.IN_DOUBT, lease_until=None, error="The sender ended before it could report."
    )


def _send_for(organisation_id: UUID, carrier: Carrier, shift: Shift) -> int:
    channel, sender = channel_of(carrier), sender_of(organisation_id, carrier)
    if channel is None or sender is None:
        return 0
    claimed = _claim(organisation_id, carrier, shift.worker, shift.clock())
    if not claimed:
        return 0
    try:
        post = channel.open_post(sender)
    except SendDelayed as late:
        for message in claimed:
            _delay(message, str(late), shift.clock())
        return 0
    try:
        return _send_all(claimed, post, sender.per_second, shift)
    finally:
        post.close()


def _send_all(claimed: Iterable[Message], post: Post, per_second: float | None, shift: Shift) -> int:
    left, pause = 0, 1 / per_second if per_second else 0.0
    for message in claimed:
        begun = time.monotonic()
        if not shift.goes_on():
            _give_back(message)
            continue
        left += _send_one(message, post, shift.clock)
        if pause:
            time.sleep(max(0.0, pause - (time.monotonic() - begun)))
    return left


def _send_one(message: Message, post: Post, clock: Clock) -> bool:
    letter = _mark(message, new_token(), clock())
    if letter is None:
        return False
    try:
        sent = post.send(letter)
    except SendDelayed as late:
        _delay(message, str(late), clock())
    except (SendFailed, BadAddress, BadMessage) as final:
        _fail(message, str(final), clock(), is_bounce=not isinstance(final, BadMessage))
    except SendDoubtful as doubt:
        _settle(message, MessageState.IN_DOUBT, clock(), error=str(doubt))
    else:
        _note_sent(message, sent, clock())
        return True
    return False


def _claim(organisation_id: UUID, carrier: Carrier, worker: str, now: datetime) -> list[Message]:
    """Messages of ours for the time of a lease; other senders pass them by."""
    with transaction.atomic():
        waiting = Message.objects.select_for_update(skip_locked=True).filter(
            organisation_id=organisation_id, carrier=carrier, state=MessageState.QUEUED, not_before__lte=now
        )
        free = waiting.exclude(lease_until__gte=now).order_by("not_before", "id")[:AT_ONCE]
        rows = list(free)
        ids = [row.id for row in rows]
        Message.objects.filter(id__in=ids).update(lease_until=now + LEASE, leased_by=worker[:80])
    for row in rows:
        row.leased_by = worker[:80]
    return rows


def _mark(message: Message, token: str, now: datetime) -> Outgoing | None:
    """Committed before it leaves; None when it must not leave: taken over, taken back, or no longer wished."""
    with transaction.atomic():
        held = Message.objects.select_for_update(of=("self",)).select_related("invitation")
        row = held.filter(id=message.id, state=MessageState.QUEUED, leased_by=message.leased_by).first()
        if row is None:
            return None
        if row.invitation.state in DONE or row.invitation.expires_at <= now:
            _settle(row, MessageState.CANCELLED, now)
            return None
        letter = letter_for(row, token, now)
        if isinstance(letter, str):
            _fail(row, letter, now, is_bounce=True)
            return None
        Message.objects.filter(id=row.id).update(
            state=MessageState.SENDING, key_hash=key_hash(token), lease_until=now + LEASE
        )
    return letter


def _note_sent(message: Message, sent: Sent, now: datetime) -> None:
    with transaction.atomic():
        Message.objects.filter(id=message.id, state__in=[MessageState.SENDING, MessageState.IN_DOUBT]).update(
            state=MessageState.SENT,
            sent_at=now,
            lease_until=None,
            provider_id=sent.provider_id[:200],
            parts=sent.parts,
            cost=sent.cost,
            error="",
        )
        if message.number:
            Invitation.objects.filter(id=message.invitation_id, reminders__lt=message.number).update(
                reminders=message.number
            )
        note_progress(message.invitation_id, InvitationState.SENT, now)


def _delay(message: Message, why: str, now: datetime) -> None:
    """Back into the queue for later; after many times it counts as failed."""
    wait = delay_after(message.attempts + 1)
    if wait is None:
        _fail(message, why, now, is_bounce=True)
        return
    Message.objects.filter(id=message.id).update(
        state=MessageState.QUEUED,
        attempts=message.attempts + 1,
        not_before=now + wait,
        lease_until=None,
        key_hash=None,
        error=why[:300],
    )


def _fail(message: Message, why: str, now: datetime, *, is_bounce: bool) -> None:
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


def _settle(message: Message, state: MessageState, now: datetime, *, error: str = "") -> None:
    Message.objects.filter(id=message.id).update(
        state=state, settled_at=now, lease_until=None, error=error[:300]
    )


def _give_back(message: Message) -> None:
    Message.objects.filter(id=message.id, state=MessageState.QUEUED).update(lease_until=None)
