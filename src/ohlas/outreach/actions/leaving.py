"""A person who was asked wants to be asked no more on this channel, and may think again."""

from datetime import datetime

from django.db import transaction

from ohlas.customers.actions import grant_consent, withdraw_consent
from ohlas.customers.queries.contacts import speaking_for
from ohlas.customers.queries.people import consents_of, has_consent
from ohlas.customers.rules import Purpose
from ohlas.outreach.actions.inviting import note_progress
from ohlas.outreach.models import Invitation
from ohlas.outreach.queries.invited import Invited
from ohlas.outreach.rules import InvitationState


def leave(asked: Invited, now: datetime, *, proof: str) -> bool:
    """No more surveys on the invitation's channel; False where nothing was agreed any more.

    The address goes on the list that outlives erasure and import; this invitation counts as refused.
    """
    channel = asked.channel
    if channel is None:
        return False
    with transaction.atomic():
        row = Invitation.objects.select_related("contact").get(id=asked.invitation_id)
        contact = speaking_for(row.contact)
        had = has_consent(asked.organisation_id, contact.id, Purpose.SURVEYS, channel)
        if had:
            withdraw_consent(contact=contact, purpose=Purpose.SURVEYS, channel=channel, now=now, proof=proof)
        note_progress(asked.invitation_id, InvitationState.REFUSED, now)
    return had


def stay(asked: Invited, now: datetime, *, proof: str) -> bool:
    """Takes `leave` back, by the person's own word; False where the card agrees already or is gone."""
    channel = asked.channel
    if channel is None:
        return False
    with transaction.atomic():
        row = Invitation.objects.select_related("contact").get(id=asked.invitation_id)
        contact = speaking_for(row.contact)
        if has_consent(asked.organisation_id, contact.id, Purpose.SURVEYS, channel):
            return False
        before = [c for c in consents_of(contact.id) if (c.purpose, c.channel) == (Purpose.SURVEYS, channel)]
        return grant_consent(
            contact=contact,
            purpose=Purpose.SURVEYS,
            channel=channel,
            now=now,
            text_version=before[0].text_version if before else "",
            proof=proof,
            by_person=True,
        )


def is_asked(asked: Invited) -> bool:
    """Whether the person is still asked on the invitation's channel."""
    row = Invitation.objects.select_related("contact").filter(id=asked.invitation_id).first()
    if row is None or asked.channel is None:
        return False
    return has_consent(asked.organisation_id, speaking_for(row.contact).id, Purpose.SURVEYS, asked.channel)
