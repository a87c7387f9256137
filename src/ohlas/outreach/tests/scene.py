"""A small scene for this room: a contact who agreed, a survey, a sender, and a channel that only remembers."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from ohlas.accounts.access import Actor
from ohlas.customers.actions import add_identity, contact_for, grant_consent
from ohlas.customers.models import Contact
from ohlas.customers.rules import Channel as Way
from ohlas.customers.rules import IdentityKind, Purpose
from ohlas.outreach.actions.inviting import Asking, invite
from ohlas.outreach.models import Invitation, Sender
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sending import Check, Outgoing, SenderView, Sent
from ohlas.surveys.models import Survey, SurveyVersion

NOW = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)


@dataclass
class Memory:
    """A channel that remembers what it sent; `trouble` is raised for the addresses it names."""

    carrier: Carrier = Carrier.EMAIL
    sent: list[Outgoing] = field(default_factory=list)
    trouble: dict[str, Exception] = field(default_factory=dict)

    def open_post(self, _: SenderView) -> "Memory":
        return self

    def send(self, message: Outgoing) -> Sent:
        if message.address in self.trouble:
            raise self.trouble[message.address]
        self.sent.append(message)
        return Sent(f"id-{len(self.sent)}")

    def close(self) -> None:
        pass

    def checks(self, _: SenderView | None, __: datetime) -> list[Check]:
        return []


def a_survey(actor: Actor, name: str = "Po nákupu") -> UUID:
    survey = Survey.objects.create(
        organisation_id=actor.organisation.id, name=name, state="running", created_at=NOW
    )
    SurveyVersion.objects.create(
        organisation_id=actor.organisation.id,
        survey=survey,
        number=1,
        definition={
            "schema": 2,
            "languages": ["cs", "en"],
            "default_language": "cs",
            "questions": [{"id": "nps", "type": "nps"}, {"id": "why", "type": "text"}],
        },
        published_at=NOW,
    )
    return survey.id


def a_contact(actor: Actor, email: str = "jana@example.test", *, agreed: bool = True) -> Contact:
    contact_id = contact_for(organisation_id=actor.organisation.id, source="eshop", key=email, now=NOW)
    Contact.objects.filter(id=contact_id).update(name="Jana Nováková", language="cs")
    contact = Contact.objects.get(id=contact_id)
    add_identity(actor=actor, contact_id=contact.id, kind=IdentityKind.EMAIL, given=email, now=NOW)
    if agreed:
        grant_consent(
            contact=contact,
            purpose=Purpose.SURVEYS,
            channel=Way.EMAIL,
            now=NOW,
            text_version="1",
            proof="form",
            by_person=True,
        )
    return contact


def a_sender(actor: Actor, carrier: Carrier = Carrier.EMAIL, **settings: object) -> Sender:
    return Sender.objects.create(
        organisation_id=actor.organisation.id,
        carrier=carrier,
        settings=settings,
        changed_at=NOW,
        tested_at=NOW,
    )


def an_invitation(actor: Actor, contact: Contact, survey_id: UUID) -> Invitation:
    return invite(
        organisation_id=actor.organisation.id,
        asking=Asking(
            survey_id=survey_id,
            contact_id=contact.id,
            carrier=Carrier.EMAIL,
            language="cs",
            expires_at=NOW + timedelta(days=3650),
            not_before=NOW,
        ),
        now=NOW,
    )
