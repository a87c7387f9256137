"""What is in doubt: a person looks, and sends it again or lets it be."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.outreach.access import message_for
from ohlas.outreach.actions.inviting import DONE, note_progress
from ohlas.outreach.errors import WrongState
from ohlas.outreach.models import Message
from ohlas.outreach.rules import InvitationState, MessageState


def send_again(*, actor: Actor, message_id: UUID, now: datetime) -> UUID:
    """A fresh message in place of the doubtful or failed one, with an own address to answer at.

    Errors: `Forbidden`, `NotHere`, `WrongState`.
    """
    with transaction.atomic():
        old = message_for(actor, message_id)
        if (
            old.state not in {MessageState.IN_DOUBT, MessageState.FAILED, MessageState.BOUNCED}
            or old.settled_by
        ):
            raise WrongState("Only a message in doubt or one that failed can be sent again, and only once.")
        if old.invitation.state in DONE or old.invitation.expires_at <= now:
            raise WrongState("The invitation is over: answered, expired or taken back.")
        fresh = Message.objects.create(
            organisation_id=old.organisation_id,
            invitation_id=old.invitation_id,
            carrier=old.carrier,
            number=old.number,
            not_before=now,
            created_at=now,
        )
        Message.objects.filter(id=old.id).update(settled_by="sent again", settled_at=now)
        write_audit(actor, "send_again", "message", old.id, now)
    return fresh.id


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
