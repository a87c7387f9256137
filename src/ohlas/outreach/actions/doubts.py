"""What is in doubt or failed: a person looks, and sends it again or lets it be."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.outreach.access import message_for
from ohlas.outreach.actions.inviting import DONE, note_progress
from ohlas.outreach.errors import WrongState
from ohlas.outreach.models import Message
from ohlas.outreach.rules import InvitationState, MessageState

FAILED = (MessageState.FAILED, MessageState.BOUNCED)
OVER = frozenset({MessageState.IN_DOUBT, *FAILED})
ON_ITS_WAY = (MessageState.QUEUED, MessageState.SENDING)


def send_again(*, actor: Actor, message_id: UUID, now: datetime) -> UUID:
    """A fresh message in place of the doubtful or failed one, with an own address to answer at.

    Errors: `Forbidden`, `NotHere`, `WrongState`.
    """
    with transaction.atomic():
        old = message_for(actor, message_id)
        if old.state not in OVER or old.settled_by:
            raise WrongState("Only a message in doubt or one that failed can be sent again, and only once.")
        if old.invitation.state in DONE or old.invitation.expires_at <= now:
            raise WrongState("The invitation is over: answered, expired or taken back.")
        # Two presses at once: the second finds it claimed, or another message of the invitation on its way.
        claimed = Message.objects.filter(id=old.id, settled_by="").update(
            settled_by="sent again", settled_at=now
        )
        if (
            not claimed
            or Message.objects.filter(invitation_id=old.invitation_id, state__in=ON_ITS_WAY).exists()
        ):
            raise WrongState("Another message to this person is on its way already.")
        fresh = _fresh(old, now)
        write_audit(actor, "send_again", "message", old.id, now)
    return fresh.id


def send_again_many(*, actor: Actor, message_ids: Sequence[UUID], now: datetime) -> tuple[int, int]:
    """As `send_again` for each: how many are on their way, and how many could not be, being over or sent already.

    Errors: `Forbidden`.
    """
    done = 0
    for message_id in dict.fromkeys(message_ids):
        try:
            send_again(actor=actor, message_id=message_id, now=now)
        except (WrongState, NotHere):
            continue
        done += 1
    return done, len(set(message_ids)) - done


def drop_failed(*, actor: Actor, message_ids: Sequence[UUID], now: datetime) -> int:
    """These failed messages stay unsent and leave the list; how many did.

    Errors: `Forbidden`.
    """
    done = 0
    for message_id in dict.fromkeys(message_ids):
        with transaction.atomic():
            try:
                row = message_for(actor, message_id)
            except NotHere:
                continue
            failed = Message.objects.filter(id=row.id, state__in=FAILED, settled_by="")
            if failed.update(settled_by="left unsent"):
                write_audit(actor, "leave_unsent", "message", row.id, now)
                done += 1
    return done


def let_be(*, actor: Actor, message_id: UUID, now: datetime) -> None:
    """The doubtful message counts as sent: off the list, nothing is sent.

    Errors: `Forbidden`, `NotHere`, `WrongState`.
    """
    with transaction.atomic():
        old = message_for(actor, message_id)
        if old.state != MessageState.IN_DOUBT or old.settled_by:
            raise WrongState("Only a message in doubt can be let be.")
        Message.objects.filter(id=old.id).update(settled_by="taken for sent", settled_at=now)
        note_progress(old.invitation_id, InvitationState.SENT, now)
        write_audit(actor, "let_message_be", "message", old.id, now)


def _fresh(old: Message, now: datetime) -> Message:
    try:
        with transaction.atomic():
            return Message.objects.create(
                organisation_id=old.organisation_id,
                invitation_id=old.invitation_id,
                carrier=old.carrier,
                number=old.number,
                not_before=now,
                created_at=now,
            )
    except IntegrityError as taken:
        raise WrongState("Another message to this person is on its way already.") from taken
