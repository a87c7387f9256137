"""Messages over SMPP reach an SMSC on loopback in the right alphabet, parts and order, and at most once."""

import pytest

from ohlas.accounts.access import Actor
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.sms.listening import hear_texts
from ohlas.outreach.channels.sms.post import open_sms
from ohlas.outreach.channels.sms.tests.scene import NUMBER, a_phone, asked_by_text, clock, over_smpp
from ohlas.outreach.channels.sms.tests.smsc import Smsc
from ohlas.outreach.errors import ProviderAway, SendDelayed, SendDoubtful, SendFailed
from ohlas.outreach.models import Incoming, Message
from ohlas.outreach.queries.outgoing import sender_of
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.sms import decoded

LONG_CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy. " * 3


def _post(actor: Actor):
    sender = sender_of(actor.organisation.id, Carrier.SMS)
    assert sender is not None
    return open_sms(sender)


def _whole(smsc: Smsc) -> str:
    return "".join(decoded(one.body, one.coding) for one in smsc.taken)


@pytest.mark.parametrize(
    ("text", "coding", "parts"),
    [
        ("Hello", 0, 1),
        ("a" * 160, 0, 1),
        ("a" * 161, 0, 2),
        ("Price: 5 € [net] {x} ^ ~ | \\", 0, 1),
        ("a" * 152 + "€" + "b" * 20, 0, 2),
        (LONG_CZECH, 8, 2),
        ("Díky 😀" + "😀" * 33, 8, 2),
    ],
)
def test_the_network_gets_what_was_written(
    actor: Actor, smsc: Smsc, text: str, coding: int, parts: int
) -> None:
    over_smpp(actor, smsc.port)
    post = _post(actor)
    name = post.say(NUMBER, text, "x")
    post.close()
    assert [one.coding for one in smsc.taken] == [coding] * parts
    assert _whole(smsc) == text
    assert name == smsc.taken[-1].name
    assert {one.to for one in smsc.taken} == {"420601000001"}
    assert all(len(one.octets) <= (160 if coding == 0 else 140) for one in smsc.taken)
    assert [one.registered for one in smsc.taken] == [0] * (parts - 1) + [1]
    if parts > 1:
        assert [list(one.header) for one in smsc.taken] == [[5, 0, 3, 1, parts, n + 1] for n in range(parts)]
        assert all(one.esm_class & 0x40 for one in smsc.taken)


def test_an_invitation_leaves_once_with_segments_and_cost(actor: Actor, smsc: Smsc) -> None:
    over_smpp(actor, smsc.port)
    asked_by_text(actor, a_phone(actor))
    assert (send_due(Carrier.SMS, Shift("w", clock)), send_due(Carrier.SMS, Shift("w", clock))) == (1, 0)
    row = Message.objects.get()
    assert "https://o.example.com/s/" in _whole(smsc)
    assert "STOP" in _whole(smsc)
    assert (row.state, row.parts, row.cost) == ("sent", len(smsc.taken), pytest.approx(0.8 * len(smsc.taken)))
    assert row.provider_id == smsc.taken[-1].name


def test_without_accents_the_same_message_takes_fewer_segments(actor: Actor, smsc: Smsc) -> None:
    over_smpp(actor, smsc.port, plain=True)
    asked_by_text(actor, a_phone(actor))
    send_due(Carrier.SMS, Shift("w", clock))
    assert [one.coding for one in smsc.taken] == [0]
    assert "doporucite" in _whole(smsc)


@pytest.mark.parametrize(
    ("status", "state"), [(0x0B, "failed"), (0x58, "queued"), (0x14, "queued"), (0x45, "failed")]
)
def test_refusals_are_told_apart(actor: Actor, smsc: Smsc, status: int, state: str) -> None:
    over_smpp(actor, smsc.port, plain=True)
    asked_by_text(actor, a_phone(actor))
    smsc.refuse = [status]
    assert send_due(Carrier.SMS, Shift("w", clock)) == 0
    assert Message.objects.get().state == state


def test_a_line_torn_after_the_message_left_leaves_it_in_doubt(actor: Actor, smsc: Smsc) -> None:
    over_smpp(actor, smsc.port, plain=True)
    asked_by_text(actor, a_phone(actor))
    smsc.tear = 0
    send_due(Carrier.SMS, Shift("w", clock))
    smsc.tear = None
    send_due(Carrier.SMS, Shift("w", clock))
    assert (Message.objects.get().state, smsc.taken) == ("in_doubt", [])


def test_a_second_part_refused_is_in_doubt_and_not_repeated(actor: Actor, smsc: Smsc) -> None:
    over_smpp(actor, smsc.port)
    smsc.refuse = [0, 0x58]
    post = _post(actor)
    with pytest.raises(SendDoubtful, match="part 2 of 2"):
        post.say(NUMBER, LONG_CZECH, "x")
    post.close()


def test_a_wrong_password_or_an_absent_smsc_blames_no_message(actor: Actor, smsc: Smsc) -> None:
    row = over_smpp(actor, smsc.port)
    smsc.password = "another"
    with pytest.raises(ProviderAway):
        _post(actor)
    row.settings["port"] = 1
    row.save()
    with pytest.raises(ProviderAway):
        _post(actor)
    assert not issubclass(SendFailed, SendDelayed)


@pytest.mark.parametrize(
    ("status", "message", "invitation"),
    [("DELIVRD", "delivered", "delivered"), ("UNDELIV", "bounced", "bounced")],
)
def test_a_receipt_updates_message_and_invitation(
    actor: Actor, smsc: Smsc, status: str, message: str, invitation: str
) -> None:
    over_smpp(actor, smsc.port)
    asked = asked_by_text(actor, a_phone(actor))
    send_due(Carrier.SMS, Shift("w", clock))
    smsc.receipt(smsc.taken[-1].name, status)
    hear_texts.func()
    asked.refresh_from_db()
    assert (Message.objects.get().state, asked.state) == (message, invitation)
    assert smsc.acknowledged == [0]


def test_a_receipt_of_somebody_elses_message_changes_nothing(actor: Actor, smsc: Smsc) -> None:
    over_smpp(actor, smsc.port)
    asked_by_text(actor, a_phone(actor))
    send_due(Carrier.SMS, Shift("w", clock))
    smsc.receipt("unknown", "UNDELIV")
    hear_texts.func()
    assert (Message.objects.get().state, smsc.acknowledged) == ("sent", [0])


def test_a_reply_is_kept_before_it_is_acknowledged_and_parts_are_joined(actor: Actor, smsc: Smsc) -> None:
    over_smpp(actor, smsc.port)
    contact = a_phone(actor)
    for n, text in enumerate(("9 skvělý ", "personál"), start=1):
        header = bytes((5, 0, 3, 77, 2, n))
        smsc.deliver("420601000001", "Sova", header + text.encode("utf-16-be"), esm_class=0x40, coding=8)
    hear_texts.func()
    assert smsc.acknowledged == [0, 0]
    whole = Incoming.objects.get(part=1)
    assert (whole.text, whole.contact_id, whole.address) == ("9 skvělý personál", contact.id, NUMBER)


def test_the_same_reply_delivered_twice_is_one(actor: Actor, smsc: Smsc) -> None:
    over_smpp(actor, smsc.port)
    a_phone(actor)
    for _ in range(2):
        smsc.deliver("420601000001", "Sova", b"9 great")
    hear_texts.func()
    assert Incoming.objects.count() == 1
    assert smsc.acknowledged == [0, 0]
