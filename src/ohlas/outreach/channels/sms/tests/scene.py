"""What tests of text messages share: a contact with a number who agreed, and an invitation that is due."""

import json
from datetime import datetime, timedelta

from ohlas.accounts.access import Actor
from ohlas.customers.actions import add_identity, contact_for, grant_consent
from ohlas.customers.models import Contact
from ohlas.customers.rules import Channel, IdentityKind, Purpose
from ohlas.lib.sealing import sealed
from ohlas.outreach.actions.inviting import Asking, invite
from ohlas.outreach.models import Invitation, Sender
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.tokens import key_hash
from ohlas.outreach.tests.scene import NOW, a_survey

NUMBER = "+420601000001"
HOOK = "a-hook-of-a-test"


def a_phone(
    actor: Actor, number: str = NUMBER, language: str = "cs", *, way: Channel = Channel.SMS
) -> Contact:
    contact_id = contact_for(organisation_id=actor.organisation.id, source="eshop", key=number, now=NOW)
    Contact.objects.filter(id=contact_id).update(name="Jana Nováková", language=language)
    contact = Contact.objects.get(id=contact_id)
    add_identity(actor=actor, contact_id=contact.id, kind=IdentityKind.PHONE, given=number, now=NOW)
    grant_consent(
        contact=contact,
        purpose=Purpose.SURVEYS,
        channel=way,
        now=NOW,
        text_version="1",
        proof="form",
        by_person=True,
    )
    return contact


def asked_by_text(
    actor: Actor, contact: Contact, survey_id=None, *, carrier: Carrier = Carrier.SMS, language: str = "cs"
) -> Invitation:
    return invite(
        organisation_id=actor.organisation.id,
        asking=Asking(
            survey_id=survey_id or a_survey(actor),
            contact_id=contact.id,
            carrier=carrier,
            language=language,
            expires_at=NOW + timedelta(days=3650),
            not_before=NOW,
        ),
        now=NOW,
    )


def sms_sender(actor: Actor, secret: str = "secret", **settings: object) -> Sender:  # noqa: S107 - of the simulator
    return Sender.objects.create(
        organisation_id=actor.organisation.id,
        carrier=Carrier.SMS,
        settings={"from": "Sova", "price": 0.8, "currency": "CZK", **settings},
        sealed=sealed(json.dumps({"secret": secret})),
        hook_hash=key_hash(HOOK),
        changed_at=NOW,
        tested_at=NOW,
    )


def over_smpp(actor: Actor, port: int, **settings: object) -> Sender:
    return sms_sender(actor, way="smpp", host="127.0.0.1", port=port, user="ohlas", **settings)


def clock() -> datetime:
    return NOW
