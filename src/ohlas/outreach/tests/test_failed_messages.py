"""Messages that failed stand on a page with their reason; a person chooses, confirms, and each leaves once."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.models import AuditEntry
from ohlas.customers.models import Contact
from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.actions.doubts import send_again_many
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.errors import SendFailed
from ohlas.outreach.models import Hold, Invitation, Message
from ohlas.outreach.queries.words import why_not_left
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.troubles import Trouble, trouble
from ohlas.outreach.tests.scene import NOW, Memory, a_contact, a_sender, a_survey, an_invitation

LIST = "/o/sova/channels/failed/"
LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def channel(actor: Actor) -> Memory:
    memory = Memory()
    register_channel(memory)
    a_sender(actor)
    return memory


@pytest.fixture
def failed(actor: Actor, channel: Memory) -> list[Message]:
    survey_id = a_survey(actor)
    for name in ("jana", "petr"):
        address = f"{name}@example.test"
        channel.trouble[address] = SendFailed("552 mailbox full")
        an_invitation(actor, a_contact(actor, address), survey_id)
    send_due(Carrier.EMAIL, Shift("w1", lambda: NOW))
    channel.trouble.clear()
    return list(Message.objects.order_by("id"))


@pytest.fixture
def client(world: World) -> Client:
    return world.signed_in(world.alice)


def test_the_reason_stands_on_the_page(client: Client, failed: list[Message]) -> None:
    said = client.get(LIST).content.decode()
    assert said.count("552 mailbox full") == 2
    assert "2 messages were not sent" in client.get("/o/sova/channels/").content.decode()


def test_what_held_a_message_back_is_kept_as_a_word_and_said_as_a_sentence(
    client: Client, actor: Actor, channel: Memory
) -> None:
    survey_id = a_survey(actor)
    held, silent = (a_contact(actor, f"{name}@example.test") for name in ("jana", "petr"))
    for contact in (held, silent):
        an_invitation(actor, contact, survey_id)
    Hold.objects.create(
        organisation_id=actor.organisation.id, contact_id=held.id, reason="complaint", made_at=NOW
    )
    Contact.objects.filter(id=silent.id).update(consents=0)
    send_due(Carrier.EMAIL, Shift("w1", lambda: NOW))
    assert set(Message.objects.values_list("error", flat=True)) == {"left_alone", "not_agreed"}
    said = client.get(LIST).content.decode()
    assert "The person is to be left alone for now." in said
    assert "has not agreed to be asked on this channel" in said
    assert "left_alone" not in said
    one = Message.objects.get(error="left_alone").invitation_id
    assert "left alone for now" in client.get(f"/o/sova/invitations/{one}/").content.decode()


def test_each_word_of_ours_has_a_sentence_and_a_providers_words_stay() -> None:
    said = {why_not_left(trouble(one, "x@y.cz")) for one in Trouble}
    assert len(said) == len(Trouble)
    assert not any("|" in one for one in said)
    assert "“x@y.cz” is not an address" in why_not_left(trouble(Trouble.BAD_MAIL, "x@y.cz"))
    assert why_not_left("552 | mailbox full") == "552 | mailbox full"


def test_one_is_chosen_confirmed_and_leaves_once_however_often_it_is_pressed(
    client: Client, failed: list[Message], channel: Memory
) -> None:
    chosen = {"message": [str(failed[0].id)]}
    question = client.get(LIST, chosen).content.decode()
    assert "Send 1 message again" in question
    assert Message.objects.count() == 2
    for _ in range(2):
        assert client.post(f"{LIST}send/", chosen).status_code == 302
    assert send_due(Carrier.EMAIL, Shift("w1", lambda: LATER + timedelta(days=365))) == 1
    assert len(channel.sent) == 1
    assert AuditEntry.objects.filter(deed="send_again").count() == 1
    assert client.get(LIST).content.decode().count("552 mailbox full") == 1


def test_what_is_over_cannot_be_chosen(client: Client, failed: list[Message], actor: Actor) -> None:
    Invitation.objects.update(state="complete")
    said = client.get(LIST).content.decode()
    assert "Nothing to send" in said
    assert "checkbox" not in said
    ids = [row.id for row in failed]
    assert send_again_many(actor=actor, message_ids=ids, now=LATER) == (0, 2)


def test_a_person_with_another_message_on_its_way_gets_no_second(failed: list[Message], actor: Actor) -> None:
    old = failed[0]
    Message.objects.create(
        organisation_id=old.organisation_id,
        invitation_id=old.invitation_id,
        carrier=Carrier.SMS,
        not_before=NOW,
        created_at=NOW,
    )
    assert send_again_many(actor=actor, message_ids=[old.id], now=LATER) == (0, 1)
    old.refresh_from_db()
    assert old.settled_by == ""


def test_left_unsent_they_are_off_the_list(client: Client, failed: list[Message], channel: Memory) -> None:
    client.post(f"{LIST}leave/", {"message": [str(row.id) for row in failed] + ["nonsense"]})
    assert "Nothing failed" in client.get(LIST).content.decode()
    assert send_due(Carrier.EMAIL, Shift("w1", lambda: LATER)) == 0


def test_a_message_of_others_is_not_there(world: World, failed: list[Message]) -> None:
    mallory = world.signed_in(world.mallory)
    assert mallory.post(f"{LIST}send/", {"message": [str(failed[0].id)]}).status_code == 404
    assert Message.objects.count() == 2
