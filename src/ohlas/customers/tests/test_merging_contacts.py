"""Two cards of one person become one, and two again."""

import pytest

from ohlas.accounts.access import system_actor
from ohlas.customers.access import contact_for_actor
from ohlas.customers.actions import (
    contact_for,
    erase_contact,
    export_person,
    grant_consent,
    merge_contacts,
    undo_merge,
    withdraw_consent,
)
from ohlas.customers.errors import BadContact
from ohlas.customers.models import Contact, ContactIdentity
from ohlas.customers.queries import contact_page, count_of, has_consent
from ohlas.customers.rules import Channel, ContactDetails, Purpose


@pytest.fixture
def pair(world):
    def met(key, **details):
        return contact_for(
            organisation_id=world.organisation.id,
            source="till",
            key=key,
            now=world.now,
            details=ContactDetails(**details),
        )

    return met("A", name="Eva", email="eva@example.com"), met("B", name="E. Nová", phone="+420601123456")


def _merged(world, pair):
    return merge_contacts(
        actor=system_actor(world.organisation.id), kept_id=pair[0], gone_id=pair[1], now=world.now
    )


def _agree(world, contact_id):
    grant_consent(
        contact=Contact.objects.get(id=contact_id),
        purpose=Purpose.SURVEYS,
        channel=Channel.EMAIL,
        now=world.now,
        text_version="v1",
        proof="form",
        by_person=True,
    )


def test_the_kept_card_wins_and_its_gaps_are_filled(world, pair):
    _merged(world, pair)
    kept = Contact.objects.get(id=pair[0])
    assert (kept.name, kept.phone, kept.keys.count()) == ("Eva", "+420601123456", 2)
    assert contact_page(world.organisation.id).total == 1
    assert count_of(world.organisation.id, {"all": []}, world.now) == 1


def test_the_other_card_leads_to_the_kept_one(world, pair):
    _merged(world, pair)
    actor = system_actor(world.organisation.id)
    assert contact_for_actor(actor, pair[1]).id == pair[0]
    with pytest.raises(BadContact):
        _merged(world, pair)


def test_a_no_of_either_holds(world, pair):
    _agree(world, pair[0])
    other = Contact.objects.get(id=pair[1])
    withdraw_consent(
        contact=other, purpose=Purpose.SURVEYS, channel=Channel.EMAIL, now=world.now, proof="phone"
    )
    _merged(world, pair)
    assert not has_consent(world.organisation.id, pair[0], Purpose.SURVEYS, Channel.EMAIL)


def test_a_merge_undone_leaves_two_cards_as_they_were(world, pair):
    _agree(world, pair[1])
    names = [field.name for field in Contact._meta.local_concrete_fields]
    before = list(Contact.objects.order_by("id").values(*names))
    owners = list(ContactIdentity.objects.order_by("id").values_list("contact_id", "value"))
    merge_id = _merged(world, pair)
    assert has_consent(world.organisation.id, pair[0], Purpose.SURVEYS, Channel.EMAIL)
    actor = system_actor(world.organisation.id)
    undo_merge(actor=actor, merge_id=merge_id, now=world.now)
    assert list(Contact.objects.order_by("id").values(*names)) == before
    assert list(ContactIdentity.objects.order_by("id").values_list("contact_id", "value")) == owners
    with pytest.raises(BadContact):
        undo_merge(actor=actor, merge_id=merge_id, now=world.now)


def test_export_and_erasure_reach_every_card(world, pair):
    _merged(world, pair)
    actor = system_actor(world.organisation.id)
    exported = export_person(actor=actor, contact_id=pair[1], now=world.now)
    assert len(exported["cards"]) == 2
    erase_contact(actor=actor, contact_id=pair[0], now=world.now)
    assert not Contact.objects.exists()
