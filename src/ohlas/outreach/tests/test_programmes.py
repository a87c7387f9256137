"""A programme's life, and how it comes to ask somebody."""

from datetime import timedelta

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.errors import NotHere
from ohlas.accounts.models import AuditEntry
from ohlas.customers.actions import HappenedIn, record_contact_event
from ohlas.customers.models import ContactKey
from ohlas.customers.rules import EventKind
from ohlas.lib.ids import new_id
from ohlas.outbox.relay import relay_once
from ohlas.outreach.actions.occasions import ask_by_hand
from ohlas.outreach.actions.programmes import (
    change_programme,
    end_programme,
    make_programme,
    pause_programme,
    set_policy,
    start_programme,
)
from ohlas.outreach.errors import BadProgramme, WrongState
from ohlas.outreach.models import Invitation, Occasion, Programme, Sender
from ohlas.outreach.tests.scene import NOW, a_contact, a_sender, a_survey

DELIVERY = {"occasion": {"kind": "event", "event": "delivery", "delay_hours": 0}}


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


def a_programme(actor: Actor, settings: object = DELIVERY) -> Programme:
    if not Sender.objects.exists():
        a_sender(actor)
    row = make_programme(
        actor=actor, name="After delivery", survey_id=a_survey(actor), settings=settings, now=NOW
    )
    start_programme(actor=actor, programme_id=row.id, now=NOW)
    return row


def happened(
    actor: Actor, kind: EventKind = EventKind.DELIVERY, client_id: str = "d-1", **details: str
) -> None:
    key = ContactKey.objects.get()
    record_contact_event(
        actor=actor,
        happened=HappenedIn(client_id, kind, key.source, key.key, NOW, details),
        now=NOW,
    )
    while relay_once(NOW, worker="t"):
        pass


def test_a_delivery_told_by_api_asks_its_person_at_once(actor: Actor, world: World) -> None:
    a_contact(actor)
    a_programme(actor)
    happened(actor, unit="praha")
    assert Invitation.objects.get().unit_id == world.prague.id
    happened(actor, unit="praha")
    assert Invitation.objects.count() == 1


def test_another_kind_of_event_asks_nobody(actor: Actor) -> None:
    a_contact(actor)
    a_programme(actor)
    happened(actor, EventKind.PURCHASE)
    assert not Occasion.objects.exists()


def test_a_delay_waits(actor: Actor) -> None:
    a_contact(actor)
    a_programme(actor, {"occasion": {"kind": "event", "event": "delivery", "delay_hours": 48}})
    happened(actor)
    assert Occasion.objects.get().due_at == NOW + timedelta(hours=48)
    assert not Invitation.objects.exists()


def test_ending_takes_back_what_has_not_left(actor: Actor) -> None:
    a_contact(actor)
    row = a_programme(actor)
    happened(actor)
    assert end_programme(actor=actor, programme_id=row.id, now=NOW) == 1
    assert Invitation.objects.get().state == "cancelled"
    with pytest.raises(WrongState):
        start_programme(actor=actor, programme_id=row.id, now=NOW)


def test_a_paused_programme_asks_nobody(actor: Actor) -> None:
    contact = a_contact(actor)
    row = a_programme(actor, {})
    pause_programme(actor=actor, programme_id=row.id, now=NOW)
    with pytest.raises(WrongState):
        ask_by_hand(actor=actor, programme_id=row.id, contact_ids=[contact.id], now=NOW)
    start_programme(actor=actor, programme_id=row.id, now=NOW)
    assert ask_by_hand(actor=actor, programme_id=row.id, contact_ids=[contact.id], now=NOW) == 1
    assert ask_by_hand(actor=actor, programme_id=row.id, contact_ids=[contact.id], now=NOW) == 0
    assert Invitation.objects.count() == 1


def test_wrong_changes_are_refused_with_their_place(actor: Actor) -> None:
    row = a_programme(actor)
    for changes, place in (({"priority": 12}, "priority"), ({"name": " "}, "name")):
        with pytest.raises(BadProgramme) as refused:
            change_programme(actor=actor, programme_id=row.id, changes=changes, now=NOW)
        assert refused.value.place == place
    with pytest.raises(BadProgramme):
        make_programme(actor=actor, name="After delivery", survey_id=row.survey_id, settings={}, now=NOW)
    with pytest.raises(NotHere):
        make_programme(actor=actor, name="x", survey_id=new_id(), settings={}, now=NOW)


def test_each_deed_stands_in_the_record(actor: Actor) -> None:
    row = a_programme(actor)
    set_policy(actor=actor, settings={"windows": [{"count": 1, "days": 60}]}, now=NOW)
    end_programme(actor=actor, programme_id=row.id, now=NOW)
    deeds = set(AuditEntry.objects.values_list("deed", flat=True))
    assert {"make_programme", "start_programme", "set_pacing", "end_programme"} <= deeds
