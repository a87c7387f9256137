"""Bounces and complaints, from a mailbox and from a provider."""

import json
from datetime import timedelta

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.customers.queries.people import has_consent
from ohlas.customers.rules import Channel, Purpose
from ohlas.outbox.models import Event
from ohlas.outreach.actions.reminding import expire_due, remind_due
from ohlas.outreach.actions.senders import renew_hook
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.email.inbox import take_in
from ohlas.outreach.channels.email.tests.mailbox import mail_server
from ohlas.outreach.models import Invitation, Message, Programme, Sender
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.programmes import ProgrammeSettings, Reminders, write_programme
from ohlas.outreach.tests.scene import NOW, a_contact, a_sender, a_survey, an_invitation

BOUNCE = """From: MAILER-DAEMON@mx.example.com
To: sova@example.com
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.com

Final-Recipient: rfc822; jana@example.test
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 no such user
--b
Content-Type: text/rfc822-headers

Message-ID: <{id}@example.com>
Subject: x
--b--
"""
COMPLAINT = """From: fbl@example.net
To: sova@example.com
Subject: complaint
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

Spam.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: x/1
--b
Content-Type: message/rfc822

Message-ID: <{id}@example.com>
Subject: x

body
--b--
"""


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def sent(actor: Actor) -> Message:
    with mail_server() as box:
        a_sender(actor, host="127.0.0.1", port=box.port, security="none", from_address="sova@example.com")
        an_invitation(actor, a_contact(actor), a_survey(actor))
        assert send_due(Carrier.EMAIL, Shift("w", lambda: NOW)) == 1
    return Message.objects.select_related("invitation").get()


def _come(actor: Actor, text: str) -> bool:
    return take_in(actor.organisation.id, text.replace("\n", "\r\n").encode(), NOW)


def test_a_bounce_in_the_mailbox_marks_the_message_once(actor: Actor, sent: Message) -> None:
    text = BOUNCE.format(action="failed", status="5.1.1", id=sent.id)
    assert _come(actor, text)
    assert _come(actor, text)
    sent.refresh_from_db()
    assert (sent.state, sent.error) == ("bounced", "5.1.1 smtp; 550 no such user")
    assert Invitation.objects.get().state == "bounced"
    assert Event.objects.filter(name="outreach.message_failed").count() == 1


@pytest.mark.parametrize(("action", "status"), [("delayed", "4.4.1"), ("failed", "4.2.2")])
def test_a_delay_is_no_bounce(actor: Actor, sent: Message, action: str, status: str) -> None:
    assert not _come(actor, BOUNCE.format(action=action, status=status, id=sent.id))
    sent.refresh_from_db()
    assert sent.state == "sent"


def test_a_report_about_a_message_of_others_changes_nothing(
    actor: Actor, sent: Message, world: World
) -> None:
    text = BOUNCE.format(action="failed", status="5.1.1", id=sent.id).encode()
    assert not take_in(
        world.elsewhere.id if hasattr(world, "elsewhere") else actor.user_id or sent.id, text, NOW
    )
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize("junk", ["", "Subject: hello\n\nI am on holiday", "\x00\xff", BOUNCE])
def test_other_mail_is_passed_over(actor: Actor, sent: Message, junk: str) -> None:
    assert not _come(actor, junk)


def test_a_complaint_withdraws_consent_for_good(actor: Actor, sent: Message) -> None:
    assert _come(actor, COMPLAINT.format(id=sent.id))
    contact_id = sent.invitation.contact_id
    for purpose in Purpose:
        assert not has_consent(actor.organisation.id, contact_id, purpose, Channel.EMAIL)
    assert Invitation.objects.get().state == "refused"


def test_a_provider_reports_at_its_secret_address(actor: Actor, sent: Message, client) -> None:
    Sender.objects.update(settings={"provider": "postmark", "from_address": "sova@example.com"})
    Message.objects.update(provider_id="abc-1")
    token = renew_hook(actor=actor, carrier=Carrier.EMAIL, now=NOW)
    told = {
        "RecordType": "Bounce",
        "MessageID": "abc-1",
        "Type": "HardBounce",
        "TypeCode": 1,
        "Email": "jana@example.test",
        "BouncedAt": "2026-11-20T10:00:00Z",
        "Details": "550 no such user",
        "Description": "gone",
        "ID": 1,
    }
    body = json.dumps(told)
    assert client.post("/hooks/mail/guessed/", body, content_type="application/json").status_code == 404
    path = f"/hooks/mail/{token}/"
    assert client.post(path, "{", content_type="application/json").status_code == 400
    assert client.post(path, body, content_type="application/json").status_code == 200
    sent.refresh_from_db()
    assert sent.state == "bounced"


@pytest.fixture
def reminded(actor: Actor, sent: Message) -> Invitation:
    programme = Programme.objects.create(
        organisation_id=actor.organisation.id,
        survey_id=sent.invitation.survey_id,
        name="x",
        state="running",
        created_at=NOW,
        settings=write_programme(ProgrammeSettings(reminders=Reminders(most=1, after_days=4))),
    )
    Invitation.objects.update(programme=programme, remind_at=NOW + timedelta(days=4))
    return Invitation.objects.get()


def test_a_reminder_waits_for_a_loud_hour_and_comes_once(reminded: Invitation) -> None:
    night = NOW.replace(hour=23) + timedelta(days=4)
    assert remind_due(NOW) == 0
    assert (remind_due(night), remind_due(night)) == (1, 0)
    reminder = Message.objects.get(number=1)
    # 9 o'clock in Prague is 8 in UTC; the 24th is a Tuesday.
    assert (reminder.not_before.day, reminder.not_before.hour) == (25, 8)


@pytest.mark.parametrize("state", ["complete", "partial", "refused", "expired", "cancelled", "bounced"])
def test_who_is_done_is_not_reminded(reminded: Invitation, state: str) -> None:
    Invitation.objects.update(state=state)
    assert remind_due(NOW + timedelta(days=5)) == 0


def test_a_paused_programme_reminds_nobody(reminded: Invitation) -> None:
    Programme.objects.update(state="paused")
    assert remind_due(NOW + timedelta(days=5)) == 0


def test_an_invitation_ends_when_its_time_is_over(reminded: Invitation) -> None:
    Invitation.objects.update(expires_at=NOW)
    assert (expire_due(NOW), expire_due(NOW)) == (1, 0)
    assert Invitation.objects.get().state == "expired"
