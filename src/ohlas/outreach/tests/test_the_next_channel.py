"""After a bounce the programme's next channel that reaches the person is tried, once each."""

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.customers.actions import add_identity, grant_consent
from ohlas.customers.rules import Channel as Way
from ohlas.customers.rules import IdentityKind, Purpose
from ohlas.lib.ids import new_id
from ohlas.outbox import Delivered
from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.actions.reminding import try_next_channel
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.errors import SendFailed
from ohlas.outreach.events import MessageFailed
from ohlas.outreach.models import Invitation, Message, Programme
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.programmes import ProgrammeSettings, Step, write_programme
from ohlas.outreach.tests.scene import NOW, Memory, a_contact, a_sender, a_survey, an_invitation


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def bounced(actor: Actor) -> Invitation:
    contact, survey = a_contact(actor), a_survey(actor)
    add_identity(actor=actor, contact_id=contact.id, kind=IdentityKind.PHONE, given="+420601123456", now=NOW)
    settings = ProgrammeSettings(steps=(Step(Carrier.EMAIL), Step(Carrier.SMS)))
    programme = Programme.objects.create(
        organisation_id=actor.organisation.id,
        survey_id=survey,
        name="x",
        state="running",
        created_at=NOW,
        settings=write_programme(settings),
    )
    register_channel(Memory(trouble={"jana@example.test": SendFailed("550 gone")}))
    a_sender(actor)
    an_invitation(actor, contact, survey)
    Invitation.objects.update(programme=programme)
    assert send_due(Carrier.EMAIL, Shift("w", lambda: NOW)) == 0
    return Invitation.objects.select_related("contact").get()


def _hear(actor: Actor, invitation: Invitation) -> None:
    event = MessageFailed(Message.objects.order_by("id")[0].id, invitation.id, NOW)
    try_next_channel(Delivered(event, new_id(), actor.organisation.id, NOW), NOW)


def test_it_is_tried_once_with_consent(actor: Actor, bounced: Invitation) -> None:
    grant_consent(
        contact=bounced.contact,
        purpose=Purpose.SURVEYS,
        channel=Way.SMS,
        now=NOW,
        text_version="1",
        proof="form",
        by_person=True,
    )
    _hear(actor, bounced)
    _hear(actor, bounced)
    assert sorted(Message.objects.values_list("carrier", "state")) == [("email", "failed"), ("sms", "queued")]
    bounced.refresh_from_db()
    assert bounced.carrier == "sms"


def test_without_consent_for_it_nothing_is_tried(actor: Actor, bounced: Invitation) -> None:
    _hear(actor, bounced)
    assert Message.objects.count() == 1


def test_an_ended_programme_tries_nothing(actor: Actor, bounced: Invitation) -> None:
    Programme.objects.update(state="ended")
    _hear(actor, bounced)
    assert Message.objects.count() == 1


def test_the_last_step_is_a_person_on_the_phone(actor: Actor, bounced: Invitation) -> None:
    steps = (Step(Carrier.EMAIL), Step(Carrier.SMS), Step(Carrier.PHONE))
    Programme.objects.update(settings=write_programme(ProgrammeSettings(steps=steps)))
    grant_consent(
        contact=bounced.contact,
        purpose=Purpose.SURVEYS,
        channel=Way.PHONE,
        now=NOW,
        text_version="1",
        proof="form",
        by_person=True,
    )
    _hear(actor, bounced)
    message = Message.objects.get(carrier="phone")
    assert message.state == "queued"
    bounced.refresh_from_db()
    assert bounced.carrier == "phone"
    assert send_due(Carrier.SMS, Shift("w", lambda: NOW)) == 0
