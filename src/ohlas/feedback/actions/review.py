"""Answers left out of all figures, and taken back in. They stay in the record; the facts follow by event, once."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.feedback.access import responses_for
from ohlas.feedback.events import ResponseChanged
from ohlas.feedback.models import Response
from ohlas.outbox import emit


def leave_out(*, actor: Actor, responses: Collection[UUID], now: datetime) -> int:
    """Leaves these answers out of every figure; how many were in before.

    Those out of sight, and those to anonymous surveys, which nobody sees one by one, are not touched.
    Errors: `Forbidden`.
    """
    return _set(actor, responses, now, left_out_at=now)


def take_back_in(*, actor: Actor, responses: Collection[UUID], now: datetime) -> int:
    """Lets these answers count again; how many were left out before.

    Errors: `Forbidden`.
    """
    return _set(actor, responses, now, left_out_at=None)


def _set(actor: Actor, responses: Collection[UUID], now: datetime, *, left_out_at: datetime | None) -> int:
    deed = "take_answer_back_in" if left_out_at is None else "leave_answer_out"
    with transaction.atomic():
        seen = responses_for(actor, Permission.EDIT_SURVEYS).filter(
            id__in=list(responses), left_out_at__isnull=left_out_at is not None
        )
        # The lock decides between two people who press at once: only one of them finds the row as it was.
        ids = list(seen.select_for_update().order_by("id").values_list("id", flat=True))
        Response.objects.filter(id__in=ids).update(left_out_at=left_out_at)
        for response_id in ids:
            write_audit(actor, deed, "response", response_id, now)
            emit(ResponseChanged(response_id), organisation_id=actor.organisation.id, now=now)
    return len(ids)
