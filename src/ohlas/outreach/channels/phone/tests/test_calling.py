"""Each person is called by one interviewer at a time, when they may be called, and not too often."""

from datetime import timedelta

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, actor_for, system_actor
from ohlas.accounts.models import AuditEntry, Membership, User
from ohlas.accounts.rules import Role
from ohlas.customers.actions import withdraw_consent
from ohlas.customers.models import Contact
from ohlas.customers.rules import Channel, Purpose
from ohlas.outreach.actions.calling import claim_next, claimed_call, release_call, settle_call
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.phone import register
from ohlas.outreach.channels.sms.tests.scene import a_phone, asked_by_text, clock
from ohlas.outreach.errors import WrongState
from ohlas.outreach.models import CallTask, Invitation
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.calls import CLAIM, ENDINGS, Disposition
from ohlas.outreach.tests.scene import NOW, a_sender, a_survey

D = Disposition


def interviewer(world: World, name: str) -> Actor:
    user = User.objects.create_user(f"{name}@example.com", None, name=name)
    Membership.objects.create(
        user=user, organisation=world.organisation, role=Role.INTERVIEWER, created_at=NOW, accepted_at=NOW
    )
    actor = actor_for(user, world.organisation.slug)
    assert actor is not None
    return actor


def people(world: World, count: int = 1) -> list[Contact]:
    """So many people on the list of calls."""
    register()
    actor = system_actor(world.organisation.id)
    a_sender(actor, Carrier.PHONE)
    survey = a_survey(actor)
    contacts = [a_phone(actor, f"+420601000{n:03}", way=Channel.PHONE) for n in range(count)]
    for contact in contacts:
        asked_by_text(actor, contact, survey, carrier=Carrier.PHONE)
    send_due(Carrier.PHONE, Shift("w", clock))
    CallTask.objects.update(call_at=NOW)
    return contacts


@pytest.fixture
def eva(world: World) -> Actor:
    return interviewer(world, "eva")


def test_a_message_by_phone_becomes_a_call_and_nothing_is_sent(world: World, eva: Actor) -> None:
    people(world)
    assert CallTask.objects.count() == 1
    assert Invitation.objects.get().state == "sent"


def test_who_is_claimed_is_hidden_from_everybody_else(world: World, eva: Actor) -> None:
    people(world)
    call = claim_next(actor=eva, now=NOW)
    assert call is not None
    assert claim_next(actor=eva, now=NOW) == call
    petr = interviewer(world, "petr")
    assert claim_next(actor=petr, now=NOW) is None
    with pytest.raises(WrongState):
        claimed_call(actor=petr, call_id=call, now=NOW)
    assert claimed_call(actor=eva, call_id=call, now=NOW).number == "+420601000000"
    assert claim_next(actor=petr, now=NOW + CLAIM + timedelta(seconds=1)) == call
    with pytest.raises(WrongState):
        claimed_call(actor=eva, call_id=call, now=NOW + CLAIM + timedelta(seconds=1))


def test_nobody_is_called_in_quiet_hours_by_their_own_clock(world: World, eva: Actor) -> None:
    (contact,) = people(world)
    Contact.objects.filter(id=contact.id).update(zone="Asia/Tokyo")  # 19:00 there
    late = NOW + timedelta(hours=2)
    assert claim_next(actor=eva, now=late) is None
    assert CallTask.objects.get().call_at > late
    Contact.objects.filter(id=contact.id).update(zone="Europe/Prague")
    CallTask.objects.update(call_at=NOW)
    assert claim_next(actor=eva, now=late) is not None


def test_a_promised_call_back_comes_first_and_not_before_its_time(world: World, eva: Actor) -> None:
    people(world, 3)
    call = claim_next(actor=eva, now=NOW)
    assert call is not None
    promised = NOW + timedelta(minutes=30)
    assert settle_call(actor=eva, call_id=call, how=D.CALL_BACK, now=NOW, call_at=promised, note="at work")
    others = claim_next(actor=eva, now=NOW)
    assert others not in {None, call}
    assert others is not None
    release_call(actor=eva, call_id=others, now=NOW)
    assert claim_next(actor=eva, now=promised) == call


def test_a_call_back_needs_a_time_ahead(world: World, eva: Actor) -> None:
    people(world)
    call = claim_next(actor=eva, now=NOW)
    assert call is not None
    for when in (None, NOW, NOW + timedelta(days=90)):
        with pytest.raises(WrongState):
            settle_call(actor=eva, call_id=call, how=D.CALL_BACK, now=NOW, call_at=when)


def test_after_so_many_attempts_it_ends(world: World, eva: Actor) -> None:
    people(world)
    now, tries = NOW, 0
    while (call := claim_next(actor=eva, now=now)) is not None:
        settle_call(actor=eva, call_id=call, how=D.NO_ANSWER, now=now)
        tries += 1
        now = max(now, CallTask.objects.get().call_at)
        CallTask.objects.update(is_promised=True)  # whatever the hour
    assert (tries, Invitation.objects.get().state) == (5, "expired")


@pytest.mark.parametrize(
    ("how", "state"),
    [(D.REFUSED, "refused"), (D.WRONG_NUMBER, "bounced"), (D.LANGUAGE, "expired"), (D.COMPLETE, "complete")],
)
def test_final_endings_settle_the_invitation(world: World, eva: Actor, how: Disposition, state: str) -> None:
    people(world)
    call = claim_next(actor=eva, now=NOW)
    assert call is not None
    assert not settle_call(actor=eva, call_id=call, how=how, now=NOW)
    assert (CallTask.objects.get().ended_at, Invitation.objects.get().state) == (NOW, state)
    assert claim_next(actor=eva, now=NOW + timedelta(days=1)) is None
    assert list(AuditEntry.objects.filter(object_kind="call_task").values_list("deed", flat=True)) == [
        "claim_call",
        "settle_call",
    ]


def test_who_withdrew_meanwhile_is_not_called(world: World, eva: Actor) -> None:
    (contact,) = people(world)
    withdraw_consent(contact=contact, purpose=Purpose.SURVEYS, channel=Channel.PHONE, now=NOW, proof="letter")
    assert claim_next(actor=eva, now=NOW) is None
    assert CallTask.objects.get().disposition == "no_consent"


def test_every_disposition_has_its_ending() -> None:
    assert set(ENDINGS) == set(Disposition)
