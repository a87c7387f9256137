"""Staff find each invitation with its history, and take one back before it is answered."""

from datetime import timedelta

import pytest

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import AuditEntry
from ohlas.outreach.actions.inviting import note_progress
from ohlas.outreach.models import Invitation, Message
from ohlas.outreach.rules import InvitationState
from ohlas.outreach.tests.scene import NOW, a_contact, a_survey, an_invitation

LIST = "/o/sova/invitations/"


@pytest.fixture
def asked(world):
    actor = system_actor(world.organisation.id)
    contact, survey = a_contact(actor), a_survey(actor)
    return lambda: an_invitation(actor, contact, survey)


def test_an_empty_list_says_why(world):
    assert "Nobody was asked yet" in world.signed_in(world.alice).get(LIST).content.decode()


def test_the_list_can_be_narrowed_to_a_state(world, asked):
    asked()
    sent = asked()
    note_progress(sent.id, InvitationState.SENT, NOW)
    page = world.signed_in(world.alice).get(f"{LIST}?state=sent").content.decode()
    assert str(sent.id) in page
    assert page.count("Jana Nováková") == 1
    assert "waits to be sent (1)" in page


def test_one_shows_its_steps_and_messages(world, asked):
    one = asked()
    note_progress(one.id, InvitationState.SENT, NOW)
    note_progress(one.id, InvitationState.OPENED, NOW + timedelta(hours=1))
    page = world.signed_in(world.alice).get(f"{LIST}{one.id}/").content.decode()
    assert "Opened" in page
    assert "E-mail" in page


def test_cancelling_takes_back_what_has_not_left(world, asked):
    one = asked()
    client = world.signed_in(world.alice)
    assert client.post(f"{LIST}{one.id}/cancel/").status_code == 302
    assert Invitation.objects.get(id=one.id).state == "cancelled"
    assert Message.objects.get(invitation=one).state == "cancelled"
    assert AuditEntry.objects.filter(deed="cancel_invitation", object_id=str(one.id)).exists()


def test_who_has_answered_cannot_be_cancelled(world, asked):
    one = asked()
    note_progress(one.id, InvitationState.COMPLETE, NOW)
    client = world.signed_in(world.alice)
    page = client.post(f"{LIST}{one.id}/cancel/", follow=True).content.decode()
    assert Invitation.objects.get(id=one.id).state == "complete"
    assert "nothing is left to cancel" in page
    assert "Cancel the invitation" not in page


def test_odd_addresses_show_the_whole_list(world, asked):
    asked()
    page = world.signed_in(world.alice).get(f"{LIST}?state=owl&from=٣&programme=x&carrier=1")
    assert page.status_code == 200
    assert "Jana" in page.content.decode()
