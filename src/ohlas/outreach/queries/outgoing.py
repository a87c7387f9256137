"""What a channel needs to send: the sender's settings, and the letter's facts as they stand at this moment."""

import json
from datetime import datetime
from uuid import UUID

from ohlas.customers.queries.people import greeting_of, has_consent, values_of
from ohlas.customers.rules import Channel, Purpose
from ohlas.lib.config import config
from ohlas.lib.sealing import opened
from ohlas.outreach.models import Hold, Message, Sender
from ohlas.outreach.rules import Carrier, MessageState
from ohlas.outreach.rules.sending import Outgoing, SenderView

CONSENT_OF = {Carrier.EMAIL: Channel.EMAIL, Carrier.SMS: Channel.SMS, Carrier.PHONE: Channel.PHONE}
"""What a person must have agreed to for each carrier that goes to them."""


def waiting_organisations(carrier: Carrier, now: datetime) -> list[UUID]:
    """Who has something to send now, and is not paused."""
    waiting = Message.objects.filter(carrier=carrier, state=MessageState.QUEUED, not_before__lte=now)
    ids = set(waiting.values_list("organisation_id", flat=True).distinct())
    open_ones = Sender.objects.filter(carrier=carrier, organisation_id__in=ids, paused_at=None)
    return list(open_ones.values_list("organisation_id", flat=True))


def sender_of(organisation_id: UUID, carrier: Carrier) -> SenderView | None:
    """The way out, secrets opened; None where none is set up."""
    row = Sender.objects.filter(organisation_id=organisation_id, carrier=carrier).first()
    if row is None:
        return None
    rate = row.settings.get("per_second")
    return SenderView(
        organisation_id=organisation_id,
        carrier=carrier,
        settings=row.settings,
        secrets=json.loads(opened(row.sealed)) if row.sealed else {},
        per_second=float(rate) if rate else None,
    )


def letter_for(row: Message, token: str, now: datetime) -> Outgoing | str:
    """The message as its channel gets it, or a sentence why it must not leave."""
    invitation = row.invitation
    carrier = Carrier(row.carrier)
    contact, organisation = invitation.contact, invitation.organisation
    asked = CONSENT_OF[carrier]
    if not has_consent(row.organisation_id, contact.id, Purpose.SURVEYS, asked):
        return "The person has not agreed to be asked on this channel, or asked to be left alone."
    if _is_held(row.organisation_id, contact.id, now):
        return "The person is to be left alone for now."
    values = values_of(contact.id, asked)
    if not values:
        return "No address of the person is known for this channel."
    default = organisation.languages[0] if organisation.languages else "en"
    return Outgoing(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=organisation.name,
        programme_id=invitation.programme_id,
        survey_id=invitation.survey_id,
        contact_id=contact.id,
        carrier=carrier,
        number=row.number,
        language=invitation.language,
        address=values[0],
        name=contact.name,
        greeting=greeting_of(contact, default).text,
        link=f"{config().public_url}/s/{token}",
        token=token,
        facts={
            "unit": invitation.unit.name if invitation.unit else "",
            "employee": invitation.employee.name if invitation.employee else "",
            **{key: str(value) for key, value in invitation.attributes.items()},
        },
    )


def _is_held(organisation_id: UUID, contact_id: UUID, now: datetime) -> bool:
    holds = Hold.objects.filter(organisation_id=organisation_id, contact_id=contact_id, lifted_at=None)
    return holds.exclude(until__lte=now).exists()
