"""Polls of networks are entered, corrected and taken out again."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction

from ohlas.accounts.access import Actor, require
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.lib.ids import new_id
from ohlas.outreach.access import poll_for
from ohlas.outreach.models import Poll
from ohlas.outreach.rules.polls import PollResult, checked_poll


def record_poll(*, actor: Actor, poll: PollResult, now: datetime) -> UUID:
    """Keeps what a network's poll brought. Errors: `Forbidden`, `BadPoll`."""
    require(actor, Permission.RUN_PROGRAMMES)
    row = Poll(id=new_id(), organisation_id=actor.organisation.id, created_at=now)
    return _keep(actor, row, poll, now, "record_poll")


def change_poll(*, actor: Actor, poll_id: UUID, poll: PollResult, now: datetime) -> UUID:
    """Its counts or words anew. Errors: as `record_poll`, and `NotHere`."""
    return _keep(actor, poll_for(actor, poll_id, Permission.RUN_PROGRAMMES), poll, now, "change_poll")


def remove_poll(*, actor: Actor, poll_id: UUID, now: datetime) -> None:
    """Takes it out. Errors: `Forbidden`, `NotHere`."""
    row = poll_for(actor, poll_id, Permission.RUN_PROGRAMMES)
    with transaction.atomic():
        write_audit(actor, "remove_poll", "poll", row.id, now)
        row.delete()


def _keep(actor: Actor, row: Poll, poll: PollResult, now: datetime, deed: str) -> UUID:
    checked_poll(poll, now.astimezone(ZoneInfo(actor.organisation.zone)).date())
    row.network, row.question, row.address = poll.network, poll.question, poll.address
    row.asked_on, row.ended_on = poll.asked_on, poll.ended_on
    row.choices = [{"text": choice.text, "votes": choice.votes} for choice in poll.choices]
    with transaction.atomic():
        row.save()
        write_audit(actor, deed, "poll", row.id, now)
    return row.id
