"""The form behind a message: one link per invitation, its circumstances, and how far the person has come."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from ohlas.accounts.models import Employee
from ohlas.feedback.actions import invitations, settle_drafts
from ohlas.feedback.actions.invitations import link_invited
from ohlas.feedback.models import Link, Response
from ohlas.feedback.sources.email.tests.scene import another_message, hear, mailed, send
from ohlas.outreach.models import Message
from ohlas.outreach.rules import Carrier


def opened(one) -> str:
    answer = Client().get(one.form)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_answer_carries_what_the_invitation_knew(world, clock):
    eva = Employee.objects.create(organisation=world.organisation, unit=world.prague, code="eva", name="Eva")
    one = mailed(world, unit_id=world.prague.id, employee_id=eva.id, attributes={"order": "7"}, weight=2.5)
    assert send(one, opened(one), nps=9).status_code == 303
    given = Response.objects.get()
    assert (given.channel, given.unit_id, given.employee_id) == ("email", world.prague.id, eva.id)
    assert (given.attributes["order"], given.weight, given.language) == ("7", 2.5, "cs")
    assert given.contact_id == one.row.contact_id


def test_every_message_of_an_invitation_opens_the_same_answer(world, clock):
    one = mailed(world)
    other = another_message(world, one)
    send(one, opened(one), nps=9)
    assert Client().get(other.form).status_code == 404
    assert Link.objects.count() == Response.objects.count() == 1


def test_the_channel_is_that_of_the_message_in_hand(world, clock):
    one = mailed(world)
    opened(one)
    other = another_message(world, one, Carrier.SMS)
    send(other, opened(other), nps=3)
    assert Response.objects.get().channel == "sms"


def test_unknown_used_and_expired_look_alike(world, clock):
    used, old = mailed(world, "a@example.test"), mailed(world, "b@example.test")
    send(used, opened(used), nps=9)
    clock(days=15)
    pages = [Client().get(f"/s/{key}") for key in (used.token, old.token, "unknown")]
    assert {page.status_code for page in pages} == {404}
    texts = {page.content.split(b"<body")[1] for page in pages}
    assert len(texts) == 1


def test_the_invitation_learns_how_far_the_person_came(world, clock):
    one = mailed(world)
    page = opened(one)
    assert one.row.state == "queued", "opening alone is no sign of a person"
    Client().post(f"{one.form}/save", {"seen": "nps why", "q:nps": "4", "version": ""})
    assert one.row.state == "started"
    clock(minutes=31)
    settle_drafts(timezone.now())
    hear(timezone.now())
    assert (one.row.state, one.row.last_question) == ("partial", "nps")
    send(one, page, nps=4, why="Slow")
    hear(timezone.now())
    assert one.row.state == "complete"
    assert one.row.answered_at == timezone.now()


def test_who_has_answered_is_sent_nothing_more(world, clock):
    one = mailed(world)
    Message.objects.create(
        organisation=world.organisation,
        invitation=one.row,
        carrier="email",
        number=1,
        not_before=world.now + timedelta(days=3),
        created_at=world.now,
    )
    send(one, opened(one), nps=9)
    hear(timezone.now())
    assert Message.objects.get(number=1).state == "cancelled"


def test_whoever_opens_at_the_same_moment_gets_the_first_ones_link(world, clock, monkeypatch):
    one = mailed(world)
    first = link_invited(one.token)
    found, unseen = invitations._row, [None]  # the second one looks before the first has written
    monkeypatch.setattr(invitations, "_row", lambda name: unseen.pop() if unseen else found(name))
    second = link_invited(one.token)
    assert not unseen
    assert getattr(first, "id", None) == getattr(second, "id", "")
    assert Link.objects.count() == 1
