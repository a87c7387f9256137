"""Leaving a person alone for a while: upper rooms ask for it, nobody is asked why."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from ohlas.accounts.access import Actor
from ohlas.accounts.actions import write_audit
from ohlas.outreach.actions.inviting import cancel_messages
from ohlas.outreach.models import Hold, Invitation


def hold_contact(
    *, actor: Actor, contact_id: UUID, reason: str, until: datetime | None, now: datetime
) -> UUID:
    """From now on the contact is asked nothing until then; what waits to leave is taken back.

    `until` None holds until `lift_hold`. Holding for the same reason again moves its end.
    """
    organisation_id = actor.organisation.id
    with transaction.atomic():
        row, _ = Hold.objects.update_or_create(
            organisation_id=organisation_id,
            contact_id=contact_id,
            reason=reason[:60],
            lifted_at=None,
            defaults={"until": until},
            create_defaults={"until": until, "made_at": now},
        )
        for invitation in Invitation.objects.filter(
            organisation_id=organisation_id, contact_id=contact_id, state="queued"
        ):
            cancel_messages(invitation, now)
            Invitation.objects.filter(id=invitation.id).update(state="cancelled", ended_at=now)
        write_audit(actor, "hold_contact", "contact", contact_id, now, {"reason": reason[:60]})
    return row.id


def hold_unless_lifted(
    *, actor: Actor, contact_id: UUID, reason: str, since: datetime, until: datetime, now: datetime
) -> bool:
    """As `hold_contact`, by a rule: once for what was told at `since`, also where a person has lifted it again."""
    known = Hold.objects.filter(
        organisation_id=actor.organisation.id, contact_id=contact_id, reason=reason[:60], made_at__gte=since
    )
    if known.exists():
        return False
    same = Hold.objects.filter(
        organisation_id=actor.organisation.id, contact_id=contact_id, reason=reason[:60], lifted_at=None
    )
    if same.filter(until=None).exists() or same.filter(until__gte=until).exists():
        return False
    hold_contact(actor=actor, contact_id=contact_id, reason=reason, until=until, now=now)
    return True


def lift_hold(*, actor: Actor, contact_id: UUID, reason: str, now: datetime) -> bool:
    """The contact may be asked again, as far as this reason goes."""
    with transaction.atomic():
        rows = Hold.objects.filter(
            organisation_id=actor.organisation.id, contact_id=contact_id, reason=reason[:60], lifted_at=None
        )
        lifted = rows.update(lifted_at=now) > 0
        if lifted:
            write_audit(actor, "lift_hold", "contact", contact_id, now, {"reason": reason[:60]})
    return lifted
