"""Whatever a mail server answers, the right word is written; driven against a real one."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email import message_from_bytes
from threading import Thread

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.customers.actions import contact_for, withdraw_consent
from ohlas.customers.rules import Channel as Way
from ohlas.customers.rules import Purpose
from ohlas.outreach.actions.doubts import send_again
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.email.letter import Letter
from ohlas.outreach.channels.email.smtp import Server, SmtpWay
from ohlas.outreach.channels.email.tests.mailbox import TEAR, Mailbox, mail_server
from ohlas.outreach.errors import ProviderAway
from ohlas.outreach.models import Invitation, Message, Sender
from ohlas.outreach.rules import Carrier
from ohlas.outreach.tests.scene import NOW, a_contact, a_sender, a_survey, an_invitation


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def mailbox(actor: Actor) -> Iterator[Mailbox]:
    with mail_server() as box:
        a_sender(actor, host="127.0.0.1", port=box.port, security="none", from_address="sova@example.com")
        survey = a_survey(actor)
        for n in range(3):
            an_invitation(actor, a_contact(actor, f"p{n}@example.com"), survey)
        yield box


def _send(clock: Clock | None = None) -> int:
    return send_due(Carrier.EMAIL, Shift("w", clock or Clock()))


def _states() -> list[str]:
    return sorted(Message.objects.values_list("state", flat=True))


def test_one_connection_carries_all_of_them(mailbox: Mailbox) -> None:
    assert _send() == 3
    assert (mailbox.connections, len(mailbox.taken)) == (1, 3)
    (letter, *_) = mailbox.letters()
    assert letter["From"] == "Alice's <sova@example.com>" or "sova@example.com" in letter["From"]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("reply", ["421 closing", "450 busy", "451 try again", "452 full"])
@pytest.mark.parametrize("place", ["RCPT", "DATA"])
def test_a_refusal_for_now_is_tried_again_later(mailbox: Mailbox, reply: str, place: str) -> None:
    mailbox.decide = lambda a, n, w: reply if (a, n, w) == ("p1@example.com", 1, place) else None
    clock = Clock()
    assert _send(clock) == 2
    assert _states() == ["queued", "sent", "sent"]
    clock.now += timedelta(minutes=2)
    assert _send(clock) == 1
    assert sorted(to for to, _ in mailbox.taken) == ["p0@example.com", "p1@example.com", "p2@example.com"]


@pytest.mark.parametrize("reply", ["550 no such user", "552 mailbox full", "554 spam"])
@pytest.mark.parametrize("place", ["RCPT", "DATA"])
def test_a_refusal_for_good_bounces_once_and_others_still_leave(
    mailbox: Mailbox, reply: str, place: str
) -> None:
    mailbox.decide = lambda a, _, w: reply if (a, w) == ("p1@example.com", place) else None
    assert (_send(), _send()) == (2, 0)
    assert Message.objects.get(state="failed").error == reply
    assert Invitation.objects.get(state="bounced")
    assert mailbox.tries["p1@example.com"] == 1


def test_a_connection_torn_after_the_message_leaves_it_in_doubt_until_a_person_decides(
    mailbox: Mailbox, actor: Actor
) -> None:
    mailbox.decide = lambda a, n, w: TEAR if (a, n, w) == ("p1@example.com", 1, "DATA") else None
    assert (_send(), _send()) == (2, 0)
    doubtful = Message.objects.get(state="in_doubt")
    assert mailbox.tries["p1@example.com"] == 1
    send_again(actor=actor, message_id=doubtful.id, now=NOW)
    assert _send() == 1


def test_a_server_that_is_away_blames_no_message(mailbox: Mailbox) -> None:
    Sender.objects.update(settings={**Sender.objects.get().settings, "port": _unused_port()})
    clock = Clock()
    for _ in range(12):
        assert _send(clock) == 0
        clock.now += timedelta(hours=1)
    assert _states() == ["queued"] * 3
    assert set(Message.objects.values_list("attempts", flat=True)) == {0}
    Sender.objects.update(settings={**Sender.objects.get().settings, "port": mailbox.port})
    assert _send(clock) == 3


def test_a_sender_that_is_refused_bounces_nobody(mailbox: Mailbox) -> None:
    async def refuse(*_: object) -> str:
        return "550 who are you"

    mailbox.handle_MAIL = refuse  # type: ignore[attr-defined]
    assert _send() == 0
    assert _states() == ["queued"] * 3


@contextmanager
def _server_that_hangs(greets: bytes) -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        kept = []

        def accept() -> None:
            talk, _ = listening.accept()
            talk.sendall(greets)
            kept.append(talk)

        thread = Thread(target=accept, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        for talk in kept:
            talk.close()


@pytest.mark.parametrize("greets", [b"", b"220 hello\r\n"])
def test_a_server_that_hangs_is_left_after_its_time(greets: bytes) -> None:
    with _server_that_hangs(greets) as port, pytest.raises(ProviderAway):
        SmtpWay(Server("127.0.0.1", port, answer_s=0.2)).hand_over(_letter())


def test_lines_that_begin_with_a_dot_arrive_whole() -> None:
    with mail_server() as box:
        way = SmtpWay(Server("127.0.0.1", box.port))
        way.hand_over(_letter(text=".\n..\n.end\n"))
        way.close()
        body = message_from_bytes(box.taken[0][1]).get_payload(0).get_payload(decode=True).decode()
    assert body.replace("\r\n", "\n").rstrip("\n") == ".\n..\n.end"


def test_an_unsubscribe_outlives_an_import_of_the_same_person(mailbox: Mailbox, actor: Actor) -> None:
    invitation = Invitation.objects.select_related("contact").order_by("id")[0]
    gone = invitation.contact
    withdraw_consent(contact=gone, purpose=Purpose.SURVEYS, channel=Way.EMAIL, now=NOW, proof="one click")
    again = contact_for(organisation_id=actor.organisation.id, source="other", key="x", now=NOW)
    assert again != gone.id
    fresh = a_contact(actor, "p9@example.com")
    assert fresh.consents
    assert _send() == 2
    assert "p0@example.com" not in [to for to, _ in mailbox.taken]


def _letter(text: str = "x") -> Letter:
    return Letter(
        message_id="<1@example.com>",
        from_name="",
        from_address="a@example.com",
        return_path="a@example.com",
        reply_to="",
        to_name="",
        to_address="b@example.com",
        subject="x",
        text=text,
        html="<p>x</p>",
    )


def _unused_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
