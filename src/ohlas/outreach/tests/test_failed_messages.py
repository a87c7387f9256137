"""Messages that failed stand on a page with their reason; a person chooses, confirms, and each leaves once."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.models import AuditEntry
from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.actions.doubts import send_again_many
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.errors import SendFailed
from ohlas.outreach.models import Invitation, Message
from ohlas.outreach.rules import Carrier
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
