"""A programme's own words for its messages."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.accounts.rules import Permission
from ohlas.outreach.access import programme_for
from ohlas.outreach.errors import BadMessage
from ohlas.outreach.models import MessageText
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.texting import places_of
from ohlas.outreach.rules.words import KINDS, checked_body, checked_subject


def write_wording(
    *,
    actor: Actor,
    programme_id: UUID,
    carrier: Carrier,
    kind: str,
    language: str,
    subject: str,
    body: str,
    now: datetime,
) -> None:
    """These words from now on; both empty brings ours back.

    Errors: `Forbidden`, `NotHere`, `BadMessage` naming the place.
    """
    if kind not in KINDS:
        raise BadMessage(f"“{kind[:20]}” is no kind of message; {' and '.join(KINDS)} are.")
    subject, body = checked_subject(subject), checked_body(body, places_of(carrier))
    if carrier is Carrier.EMAIL and bool(subject) != bool(body):
        raise BadMessage("A mail needs both a subject and a text; leave both empty for our wording.")
    with transaction.atomic():
        row = programme_for(actor, programme_id, Permission.RUN_PROGRAMMES)
        place: dict[str, Any] = {"programme": row, "carrier": carrier, "kind": kind, "language": language[:8]}
        if body:
            MessageText.objects.update_or_create(
                **place,
                defaults={"subject": subject, "body": body, "organisation_id": row.organisation_id},
            )
        else:
            MessageText.objects.filter(**place).delete()
        details = {"carrier": carrier.value, "kind": kind, "language": language[:8]}
        write_audit(actor, "write_wording", "programme", row.id, now, details)
