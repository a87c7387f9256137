"""A table of people becomes one card per person, and can be taken back."""

from datetime import timedelta

import pytest
from django.db import transaction

from ohlas.accounts.access import system_actor
from ohlas.customers.actions import (
    PersonEdit,
    Taking,
    close_contact_import,
    contact_for,
    edit_contact,
    grant_consent,
    open_contact_import,
    take_events,
    undo_contact_import,
    withdraw_consent,
)
from ohlas.customers.models import Consent, Contact, ContactEvent, ContactIdentity, ContactKey
from ohlas.customers.queries import has_consent
from ohlas.customers.rules import (
    Channel,
    ConsentIn,
    ContactDetails,
    EventKind,
    EventRow,
    IdentityKind,
    PersonIn,
    Purpose,
)

E, T = IdentityKind.EMAIL, IdentityKind.PHONE
EVA = PersonIn(1, identities=((E, "eva@example.com"),), fields={"name": "Eva Nová"})
YES = ConsentIn(Purpose.SURVEYS, Channel.EMAIL, is_granted=True, text_version="v1")


class Importer:
    def __init__(self, world):
        self.world = world
        self.actor = system_actor(world.organisation.id)
        self.id = open_contact_import(organisation_id=world.organisation.id, now=world.now)

    def taking(self, **wishes):
        return Taking(self.actor.organisation, self.id, self.world.now, **wishes)

    def take(self, *people, **wishes):
        with transaction.atomic():
            return self.taking(**wishes).take(people)

    def undo(self):
        while undo_contact_import(actor=self.actor, import_id=self.id, now=self.world.now):
            pass


@pytest.fixture
def importer(world):
    return Importer(world)


@pytest.fixture
def again(world):
    return Importer(world)


def _known(world, **details):
    contact_id = contact_for(
        organisation_id=world.organisation.id,
        source="till",
        key="K",
        now=world.now - timedelta(days=9),
        details=ContactDetails(**details),
    )
    return Contact.objects.get(id=contact_id)


def _everything():
    names = [field.name for field in Contact._meta.local_concrete_fields]
    return (
        list(Contact.objects.order_by("id").values(*names)),
        list(ContactIdentity.objects.order_by("id").values("contact_id", "kind", "value")),
        list(ContactKey.objects.order_by("id").values("contact_id", "source", "key")),
        list(Consent.objects.order_by("id").values("id", "contact_id", "is_granted")),
    )


def test_three_rows_of_one_person_are_one_contact(importer):
    by_phone = PersonIn(2, identities=((T, "+420601123456"),), fields={"company": "Sova"})
    both = PersonIn(3, keys=(("shop", "7"),), identities=((E, "eva@example.com"), (T, "+420601123456")))
    taken = importer.take(EVA, by_phone, both)
    contact = Contact.objects.get(merged_into=None)
    assert (taken.new, taken.merged, taken.refused) == (1, 2, [])
    assert (contact.name, contact.company, contact.email) == ("Eva Nová", "Sova", "eva@example.com")
    assert (contact.identities.count(), contact.keys.count()) == (2, 1)


def test_they_are_one_though_they_came_in_different_portions(importer):
    importer.take(EVA, PersonIn(2, identities=((T, "+420601123456"),)))
    importer.take(PersonIn(3, identities=((E, "eva@example.com"), (T, "+420601123456"))))
    assert Contact.objects.get(merged_into=None).identities.count() == 2
    importer.undo()
    assert not Contact.objects.exists()


def test_contacts_that_were_here_are_never_joined_by_a_file(world, importer):
    _known(world, email="eva@example.com")
    other = contact_for(
        organisation_id=world.organisation.id,
        source="till",
        key="L",
        now=world.now,
        details=ContactDetails(phone="+420601123456"),
    )
    taken = importer.take(PersonIn(1, identities=((E, "eva@example.com"), (T, "+420601123456"))))
    assert [refused.given for refused in taken.refused] == ["+420601123456"]
    assert ContactIdentity.objects.get(kind="phone").contact_id == other


def test_a_newer_value_wins_and_an_empty_one_changes_nothing(world, importer):
    contact = _known(world, name="Eva Stará", email="eva@example.com", language="cs")
    importer.take(EVA)
    contact.refresh_from_db()
    assert (contact.name, contact.language) == ("Eva Nová", "cs")


def test_a_row_older_than_what_is_known_fills_gaps_only(world, importer):
    contact = _known(world, name="Eva Stará", email="eva@example.com")
    Contact.objects.update(changed_at=world.now)
    old = PersonIn(
        1,
        identities=EVA.identities,
        fields={"name": "Eva Nejstarší", "company": "Sova"},
        changed_at=world.now - timedelta(days=400),
    )
    importer.take(old)
    contact.refresh_from_db()
    assert (contact.name, contact.company) == ("Eva Stará", "Sova")


@pytest.mark.parametrize(("overwrites", "name"), [(False, "Evička"), (True, "Eva Nová")])
def test_what_staff_wrote_is_kept_unless_chosen(world, importer, overwrites, name):
    contact = _known(world, email="eva@example.com")
    edit_contact(actor=importer.actor, contact_id=contact.id, edit=PersonEdit(name="Evička"), now=world.now)
    importer.take(EVA, overwrites=overwrites)
    contact.refresh_from_db()
    assert contact.name == name


def test_the_same_rows_again_change_nothing(importer, again):
    rows = EVA, PersonIn(2, identities=EVA.identities, fields={"name": "Eva Nováková"}, consents=(YES,))
    importer.take(*rows)
    close_contact_import(import_id=importer.id)
    before = _everything()
    again.take(*rows)
    assert close_contact_import(import_id=again.id) == (0, 0)
    assert _everything()[1:] == before[1:]
    assert [row["name"] for row in _everything()[0]] == ["Eva Nováková"]


def test_a_yes_in_a_file_does_not_bring_back_who_said_no(world, importer):
    contact = _known(world, email="eva@example.com")
    withdraw_consent(
        contact=contact, purpose=Purpose.SURVEYS, channel=Channel.EMAIL, now=world.now, proof="link"
    )
    taken = importer.take(PersonIn(1, identities=EVA.identities, consents=(YES,)))
    assert len(taken.refused) == 1
    assert not has_consent(world.organisation.id, contact.id, Purpose.SURVEYS, Channel.EMAIL)


def test_who_was_erased_after_a_no_stays_out_too(world, importer):
    contact = _known(world, email="eva@example.com")
    withdraw_consent(
        contact=contact, purpose=Purpose.SURVEYS, channel=Channel.EMAIL, now=world.now, proof="link"
    )
    contact.delete()
    importer.take(PersonIn(1, identities=EVA.identities, consents=(YES,)))
    assert Contact.objects.get().consents == 0


def test_a_yes_is_kept_with_its_text_and_a_no_withdraws_it(world, importer, again):
    importer.take(PersonIn(1, identities=EVA.identities, consents=(YES,)))
    contact = Contact.objects.get()
    assert has_consent(world.organisation.id, contact.id, Purpose.SURVEYS, Channel.EMAIL)
    assert Consent.objects.get().text_version == "v1"
    no = ConsentIn(Purpose.SURVEYS, Channel.EMAIL, is_granted=False)
    again.take(PersonIn(1, identities=EVA.identities, consents=(no,)))
    assert not has_consent(world.organisation.id, contact.id, Purpose.SURVEYS, Channel.EMAIL)


def test_undo_restores_who_was_here_exactly(world, importer):
    contact = _known(world, name="Eva Stará", email="eva@example.com", language="cs")
    grant_consent(
        contact=contact,
        purpose=Purpose.OFFERS,
        channel=Channel.EMAIL,
        now=world.now,
        text_version="",
        proof="",
        by_person=True,
    )
    before = _everything()
    rich = PersonIn(
        2,
        keys=(("shop", "7"),),
        identities=(*EVA.identities, (T, "+420601123456")),
        fields={"name": "Eva N.", "company": "Sova"},
        attributes={"tier": "gold"},
        consents=(YES,),
    )
    importer.take(EVA, rich, PersonIn(3, identities=((E, "jan@example.com"),)))
    assert _everything() != before
    importer.undo()
    assert _everything() == before


def test_undo_keeps_what_staff_changed_since(world, importer):
    contact = _known(world, name="Eva Stará", email="eva@example.com")
    importer.take(PersonIn(1, identities=EVA.identities, fields={"name": "Eva N.", "company": "Sova"}))
    edit_contact(actor=importer.actor, contact_id=contact.id, edit=PersonEdit(name="Evička"), now=world.now)
    importer.undo()
    contact.refresh_from_db()
    assert (contact.name, contact.company) == ("Evička", "")


def test_a_trial_counts_alike_and_writes_nothing(importer):
    rows = EVA, PersonIn(2, identities=EVA.identities, fields={"name": "Eva N."}), PersonIn(3)
    trial = importer.take(*rows, is_trial=True)
    assert not Contact.objects.exists()
    taken = importer.take(*rows)
    counted = [(one.new, one.merged, one.unchanged, len(one.refused)) for one in (trial, taken)]
    assert counted == [(1, 1, 0, 1)] * 2


def test_an_event_comes_once_and_history_leads_to_its_contact(world, importer):
    def row(number, at, client_id="e1"):
        return EventRow(number, client_id, EventKind.PURCHASE, at, EVA)

    late = row(3, world.now + timedelta(days=9), "e2")
    rows = row(1, world.now), row(2, world.now), late, row(4, world.now - timedelta(days=1))
    taken = take_events(importer.taking(), rows)
    assert (taken.new, taken.known, [one.row for one in taken.refused]) == (1, 1, [3, 4])
    assert ContactEvent.objects.get().contact.email == "eva@example.com"
    importer.undo()
    assert not ContactEvent.objects.exists()
    assert not Contact.objects.exists()
