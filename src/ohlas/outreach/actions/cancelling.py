"""Taking an invitation back: what has not left stays here; who holds a message may still answer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.outreach.access import invitation_for
from ohlas.outreach.actions.inviting import note_progress
from ohlas.outreach.errors import WrongState
from ohlas.outreach.rules import InvitationState


def cancel_invitation(*, actor: Actor, invitation_id: UUID, now: datetime) -> None:
    """Nothing more of it is sent.

    Errors: `Forbidden`, `NotHere`; `WrongState` when the person has begun or it is over.
    """
    with transaction.atomic():
        row = invitation_for(actor, invitation_id, Permission.RUN_PROGRAMMES)
        if not note_progress(row.id, InvitationState.CANCELLED, now):
            raise WrongState(
                "The person has begun to answer, or the invitation is over: nothing is left to cancel."
            )
        write_audit(actor, "cancel_invitation", "invitation", row.id, now)
