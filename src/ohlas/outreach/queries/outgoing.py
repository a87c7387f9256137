"""What a channel needs to send: the sender's settings, and letters as they stand at this moment, many at once."""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from ohlas.customers.queries.contacts import speaking_for
from ohlas.customers.queries.people import greeted_in, left_alone, values_by_contact
from ohlas.customers.rules import Channel, Purpose, consent_bit
from ohlas.lib.config import config
from ohlas.lib.sealing import opened
from ohlas.outreach.models import Hold, Message, Sender
from ohlas.outreach.queries.readiness import stands_of
from ohlas.outreach.rules import Carrier, MessageState, ProgrammeState
from ohlas.outreach.rules.readiness import is_ready
from ohlas.outreach.rules.sending import Outgoing, SenderView
from ohlas.outreach.rules.tokens import new_token
from ohlas.outreach.rules.troubles import Trouble

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from ohlas.customers.models import Contact

CONSENT_OF = {Carrier.EMAIL: Channel.EMAIL, Carrier.SMS: Channel.SMS, Carrier.PHONE: Channel.PHONE}
"""What a person must have agreed to for each carrier that goes to them."""


def waiting_messages(now: datetime) -> "QuerySet[Message]":
    """What is due and may leave as far as its programme goes; a paused programme keeps its messages back."""
    due = Message.objects.filter(state=MessageState.QUEUED, not_before__lte=now)
    return due.exclude(invitation__programme__state=ProgrammeState.PAUSED)


def waiting_organisations(carrier: Carrier, now: datetime) -> list[UUID]:
    """Who has something to send now by a sender that is ready and not paused."""
    ids = set(
        waiting_messages(now).filter(carrier=carrier).values_list("organisation_id", flat=True).distinct()
    )
    open_ones = Sender.objects.filter(carrier=carrier, organisation_id__in=ids, paused_at=None)
    return [one.organisation_id for one in open_ones if is_ready(stands_of(one))]


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


def senders_with(carrier: Carrier, setting: str) -> list[UUID]:
    """Organisations whose sender has this setting."""
    rows = Sender.objects.filter(carrier=carrier).values_list("organisation_id", "settings")
    return [organisation_id for organisation_id, settings in rows if settings.get(setting)]


def letters_for(rows: Sequence[Message], now: datetime) -> list[Outgoing | str]:
    """Each message as its channel gets it, or the `Trouble` that keeps it; all of one organisation and carrier.

    Messages come with invitation, contact, organisation, survey, unit and employee read.
    """
    if not rows:
        return []
    organisation_id, asked = rows[0].organisation_id, CONSENT_OF[Carrier(rows[0].carrier)]
    people = [speaking_for(row.invitation.contact) for row in rows]
    values = values_by_contact({one.id for one in people}, asked)
    silent = left_alone(
        organisation_id, {value for some in values.values() for value in some}, Purpose.SURVEYS, asked
    )
    held = _held(
        organisation_id, {one.id for one in people} | {row.invitation.contact_id for row in rows}, now
    )
    letters: list[Outgoing | str] = []
    for row, person in zip(rows, people, strict=True):
        mine = values.get(person.id, [])
        if not person.consents & consent_bit(Purpose.SURVEYS, asked) or any(one in silent for one in mine):
            letters.append(Trouble.NOT_AGREED.value)
        elif person.id in held or row.invitation.contact_id in held:
            letters.append(Trouble.LEFT_ALONE.value)
        elif not mine:
            letters.append(Trouble.NO_ADDRESS.value)
        else:
            letters.append(_letter(row, person, mine[0]))
    return letters


def _letter(row: Message, person: "Contact", address: str) -> Outgoing:
    invitation, token = row.invitation, new_token()
    return Outgoing(
        id=row.id,
        organisation_id=row.organisation_id,
        organisation=invitation.organisation.name,
        programme_id=invitation.programme_id,
        survey_id=invitation.survey_id,
        contact_id=person.id,
        carrier=Carrier(row.carrier),
        number=row.number,
        language=invitation.language,
        address=address,
        name=person.name,
        greeting=greeted_in(person, invitation.language),
        link=f"{config().public_url}/s/{token}",
        token=token,
        facts={
            "unit": invitation.unit.name if invitation.unit else "",
            "employee": invitation.employee.name if invitation.employee else "",
            "survey": invitation.survey.name,
            **{key: str(value) for key, value in invitation.attributes.items()},
        },
    )


def _held(organisation_id: UUID, contact_ids: Collection[UUID], now: datetime) -> set[UUID]:
    holds = Hold.objects.filter(organisation_id=organisation_id, contact_id__in=contact_ids, lifted_at=None)
    return set(holds.exclude(until__lte=now).values_list("contact_id", flat=True))
