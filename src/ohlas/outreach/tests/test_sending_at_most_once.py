"""What a person receives leaves at most once, whatever happens around it."""

from datetime import timedelta

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.customers.actions import withdraw_consent
from ohlas.customers.rules import Channel as Way
from ohlas.customers.rules import Purpose
from ohlas.outreach.actions.carriers import register_channel
from ohlas.outreach.actions.doubts import let_be, send_again
from ohlas.outreach.actions.holding import hold_contact, lift_hold
from ohlas.outreach.actions.inviting import note_progress
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.errors import SendDelayed, SendDoubtful, SendFailed, WrongState
from ohlas.outreach.models import Invitation, Message, Touch
from ohlas.outreach.rules import Carrier, InvitationState
from ohlas.outreach.rules.sending import LEASE, MOST_DELAYS
from ohlas.outreach.tests.scene import NOW, Memory, a_contact, a_sender, a_survey, an_invitation

JANA = "jana@example.test"


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self):
        return self.now


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
def asked(actor: Actor, channel: Memory) -> Invitation:
    return an_invitation(actor, a_contact(actor), a_survey(actor))


def _send(clock: Clock | None = None) -> int:
    return send_due(Carrier.EMAIL, Shift("w1", clock or Clock()))


def test_a_message_leaves_once_and_its_invitation_is_sent(asked: Invitation, channel: Memory) -> None:
    assert (_send(), _send()) == (1, 0)
    (letter,) = channel.sent
    assert letter.address == JANA
    assert letter.greeting == "Vážená paní Nováková,"
    asked.refresh_from_db()
    assert (asked.state, asked.sent_at) == ("sent", NOW)
    assert Message.objects.get().provider_id == "id-1"
    assert Touch.objects.get().client_id == str(asked.id)


def test_the_token_is_kept_as_a_hash_only(asked: Invitation, channel: Memory) -> None:
    _send()
    token = channel.sent[0].token
    assert len(token) >= 22
    row = Message.objects.get()
    assert token not in {row.key_hash, row.provider_id}
    assert row.key_hash is not None
    assert len(row.key_hash) == 64


def test_a_refusal_for_now_waits_longer_each_time_and_then_bounces(
    asked: Invitation, channel: Memory
) -> None:
    channel.trouble[JANA] = SendDelayed("421 come again")
    clock, waits = Clock(), []
    for _ in range(MOST_DELAYS):
        assert _send(clock) == 0
        waits.append(Message.objects.get().not_before - clock.now)
        clock.now = Message.objects.get().not_before
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=9)]
    asked.refresh_from_db()
    assert (asked.state, Message.objects.get().state) == ("bounced", "failed")


def test_a_final_refusal_bounces_at_once(asked: Invitation, channel: Memory) -> None:
    channel.trouble[JANA] = SendFailed("550 no such user")
    _send()
    row = Message.objects.get()
    asked.refresh_from_db()
    assert (row.state, row.error, asked.state) == ("failed", "550 no such user", "bounced")


def test_what_was_marked_and_never_reported_is_in_doubt_and_not_sent_again(
    asked: Invitation, channel: Memory
) -> None:
    class Killed(BaseException):
        pass

    channel.trouble[JANA] = Killed()  # type: ignore[assignment]
    with pytest.raises(Killed):
        _send()
    clock = Clock()
    clock.now += LEASE / 2
    assert _send(clock) == 0
    assert Message.objects.get().state == "sending"
    clock.now += LEASE
    channel.trouble.clear()
    assert _send(clock) == 0
    assert Message.objects.get().state == "in_doubt"
    assert channel.sent == []


def test_a_doubtful_message_is_sent_again_by_a_person_only_and_only_once(
    asked: Invitation, channel: Memory, actor: Actor
) -> None:
    channel.trouble[JANA] = SendDoubtful("torn after DATA")
    _send()
    channel.trouble.clear()
    assert _send() == 0
    doubtful = Message.objects.get()
    send_again(actor=actor, message_id=doubtful.id, now=NOW)
    assert _send() == 1
    with pytest.raises(WrongState):
        send_again(actor=actor, message_id=doubtful.id, now=NOW)


def test_letting_a_doubtful_message_be_counts_it_as_sent(
    asked: Invitation, channel: Memory, actor: Actor
) -> None:
    channel.trouble[JANA] = SendDoubtful("torn after DATA")
    _send()
    let_be(actor=actor, message_id=Message.objects.get().id, now=NOW)
    asked.refresh_from_db()
    assert asked.state == "sent"


def test_nothing_leaves_to_whoever_withdrew_meanwhile(asked: Invitation, channel: Memory) -> None:
    withdraw_consent(
        contact=asked.contact, purpose=Purpose.SURVEYS, channel=Way.EMAIL, now=NOW, proof="phone call"
    )
    assert (_send(), channel.sent) == (0, [])
    assert Message.objects.get().error == "not_agreed"


def test_a_held_contact_is_sent_nothing_until_it_is_lifted(
    asked: Invitation, channel: Memory, actor: Actor
) -> None:
    hold_contact(actor=actor, contact_id=asked.contact_id, reason="complaint", until=None, now=NOW)
    assert _send() == 0
    asked.refresh_from_db()
    assert asked.state == "cancelled"
    assert lift_hold(actor=actor, contact_id=asked.contact_id, reason="complaint", now=NOW)
    assert not lift_hold(actor=actor, contact_id=asked.contact_id, reason="complaint", now=NOW)


def test_who_answered_is_sent_nothing_more(asked: Invitation, channel: Memory) -> None:
    assert note_progress(asked.id, InvitationState.COMPLETE, NOW)
    assert _send() == 0
    assert Message.objects.get().state == "cancelled"


def test_a_report_that_comes_late_changes_nothing(asked: Invitation) -> None:
    assert note_progress(asked.id, InvitationState.COMPLETE, NOW)
    assert not note_progress(asked.id, InvitationState.OPENED, NOW)
    asked.refresh_from_db()
    assert asked.state == "complete"


def test_a_paused_sender_sends_nothing(asked: Invitation, channel: Memory) -> None:
    from ohlas.outreach.models import Sender

    Sender.objects.update(paused_at=NOW)
    assert _send() == 0
