"""Calling people: put on the list, claimed by one interviewer, settled by how the call went."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.errors import NotHere
from ohlas.accounts.rules import Permission
from ohlas.outbox import emit
from ohlas.outreach.actions.inviting import DONE, note_progress
from ohlas.outreach.errors import WrongState
from ohlas.outreach.events import MessageFailed
from ohlas.outreach.models import CallTask, Message
from ohlas.outreach.queries.calls import (
    CallView,
    call_settings,
    call_view,
    callable_now,
    calls_of,
    waits_until,
    why_not_called,
)
from ohlas.outreach.rules import Carrier, InvitationState
from ohlas.outreach.rules.calls import (
    CLAIM,
    ENDINGS,
    LATEST_CALLBACK,
    LONGEST_NOTE,
    Disposition,
)

AT_ONCE = 20
"""Candidates looked at together; who may not be called now is put off, and the next ones are looked at."""
MOST_ROUNDS = 50


def list_call(message_id: UUID, now: datetime) -> None:
    """The message's person is to be called; a reminder brings them back on the list unless they have answered."""
    message = Message.objects.select_related("invitation").get(id=message_id)
    row, is_new = CallTask.objects.get_or_create(
        invitation=message.invitation,
        defaults={
            "organisation_id": message.organisation_id,
            "contact_id": message.invitation.contact_id,
            "call_at": now,
        },
    )
    if not is_new and message.invitation.state not in DONE:
        CallTask.objects.filter(id=row.id, ended_at__isnull=False).update(
            ended_at=None, disposition="", call_at=now, attempts=0
        )


def claim_next(*, actor: Actor, now: datetime) -> UUID | None:
    """The next person, for this interviewer alone; the one they hold already first. None: nobody may be called now.

    Errors: `Forbidden`.
    """
    require(actor, Permission.RECORD_ANSWERS)
    held = calls_of(actor).filter(ended_at=None, claimed_by=actor.id, claimed_until__gt=now).first()
    if held is not None:
        return held.id
    for _ in range(MOST_ROUNDS):
        rows = callable_now(actor, now).select_related(
            "contact", "invitation__programme", "invitation__organisation"
        )
        candidates = list(rows[:AT_ONCE])
        if not candidates:
            return None
        for task in candidates:
            if _may_be_called(task, now) and _claim(task, actor, now):
                return task.id
    return None


def _may_be_called(task: CallTask, now: datetime) -> bool:
    """Who may not is put off or taken off the list, so that nobody looks at them again today."""
    why = why_not_called(task, now)
    if why:
        CallTask.objects.filter(id=task.id, ended_at=None).update(ended_at=now, disposition=why)
        return False
    later = waits_until(task, now)
    if later > now:
        CallTask.objects.filter(id=task.id, call_at=task.call_at).update(call_at=later)
        return False
    return True


def _claim(task: CallTask, actor: Actor, now: datetime) -> bool:
    """One conditional update: of two interviewers at the same moment one gets the person."""
    free = CallTask.objects.filter(id=task.id, ended_at=None, call_at__lte=now)
    is_ours = free.filter(Q(claimed_until=None) | Q(claimed_until__lte=now)).update(
        claimed_by=actor.id, claimed_until=now + CLAIM
    )
    if is_ours:
        write_audit(actor, "claim_call", "call_task", task.id, now)
    return bool(is_ours)


def claimed_call(*, actor: Actor, call_id: UUID, now: datetime) -> CallView:
    """The person on the line, for whoever claimed them and nobody else; the claim begins anew.

    Errors: `Forbidden`, `NotHere` for an unknown call, `WrongState` when the claim has passed on.
    """
    task = _mine(actor, call_id, now)
    CallTask.objects.filter(id=task.id, claimed_by=actor.id).update(claimed_until=now + CLAIM)
    return call_view(task, now)


def release_call(*, actor: Actor, call_id: UUID, now: datetime) -> None:
    """Nobody was called: the person is free for the next interviewer. Errors: as `claimed_call`."""
    task = _mine(actor, call_id, now)
    with transaction.atomic():
        CallTask.objects.filter(id=task.id, claimed_by=actor.id).update(claimed_by=None, claimed_until=None)
        write_audit(actor, "release_call", "call_task", task.id, now)


def settle_call(
    *,
    actor: Actor,
    call_id: UUID,
    how: Disposition,
    now: datetime,
    call_at: datetime | None = None,
    note: str = "",
) -> bool:
    """How the call went; True when the person will be called again.

    Errors: as `claimed_call`; `WrongState` for a call-back without a time that lies ahead.
    """
    if how is Disposition.CALL_BACK and (call_at is None or not now < call_at <= now + LATEST_CALLBACK):
        raise WrongState("A call-back needs a time between now and 60 days ahead.")
    task = _mine(actor, call_id, now)
    ending, settings = ENDINGS[how], call_settings(task.organisation_id)
    again = call_at if how is Disposition.CALL_BACK and call_at else now + settings.wait_after(how)
    is_over = ending.is_final or task.attempts + 1 >= settings.attempts or again >= task.invitation.expires_at
    with transaction.atomic():
        mine = CallTask.objects.filter(id=task.id, claimed_by=actor.id, claimed_until__gt=now, ended_at=None)
        if not mine.update(
            attempts=F("attempts") + 1,
            disposition=how,
            note=note.replace("\0", "")[:LONGEST_NOTE],
            call_at=again,
            is_promised=how is Disposition.CALL_BACK and not is_over,
            claimed_by=None,
            claimed_until=None,
            ended_at=now if is_over else None,
        ):
            raise WrongState("The claim has passed on to somebody else.")
        if is_over:
            _tell(task, ending.state, now)
        write_audit(actor, "settle_call", "call_task", task.id, now, {"disposition": how.value})
    return not is_over


def _tell(task: CallTask, state: InvitationState, now: datetime) -> None:
    """The invitation follows; a number that leads nowhere may be followed by another channel."""
    note_progress(task.invitation_id, state, now)
    if state is not InvitationState.BOUNCED:
        return
    message = Message.objects.filter(invitation_id=task.invitation_id, carrier=Carrier.PHONE).last()
    if message is not None:
        emit(
            MessageFailed(message.id, task.invitation_id, now), organisation_id=task.organisation_id, now=now
        )


def _mine(actor: Actor, call_id: UUID, now: datetime) -> CallTask:
    require(actor, Permission.RECORD_ANSWERS)
    rows = calls_of(actor).select_related(
        "contact",
        "invitation__survey",
        "invitation__unit",
        "invitation__organisation",
        "invitation__programme",
    )
    task = rows.filter(id=call_id).first()
    if task is None:
        raise NotHere
    if task.ended_at is not None or task.claimed_by != actor.id or (task.claimed_until or now) <= now:
        raise WrongState("The claim on this person has passed on. Take the next one.")
    return task
