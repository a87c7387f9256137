"""A source's key names one contact for ever, however many ask at once."""

import pytest

from ohlas.customers.actions import contact_for, contacts_for
from ohlas.customers.errors import BadKey
from ohlas.customers.models import Contact, ContactKey
from ohlas.customers.queries import contact_page, contacts_of
from ohlas.customers.rules import ContactDetails
from ohlas.lib.ids import new_id


def _meet(world, key="K-1", source="till", organisation=None, **details):
    home = organisation or world.organisation
    given = ContactDetails(**details)
    return contact_for(organisation_id=home.id, source=source, key=key, now=world.now, details=given)


def test_the_same_key_is_the_same_contact(world):
    first = _meet(world, name="Eva")
    assert _meet(world, key=" K-1 ") == first
    assert _meet(world, source="e-shop") != first
    assert _meet(world, organisation=world.elsewhere) != first
    assert Contact.objects.count() == 3


@pytest.mark.parametrize(("source", "key"), [("", "K"), ("till", " "), ("till", "x" * 201), ("t", "a\0")])
def test_a_key_that_names_nobody_is_refused(world, source, key):
    assert _meet(world, key="K" * 200)
    with pytest.raises(BadKey):
        _meet(world, source=source, key=key)
    assert Contact.objects.count() == 1


def test_many_keys_are_met_at_once_and_again(world):
    known = _meet(world, key="A")
    batch = new_id()
    details = {key: ContactDetails(name=f"Jméno {key}") for key in ("A", "B", "C")}
    given = {"organisation_id": world.organisation.id, "source": "till", "details": details, "now": world.now}
    first = contacts_for(**given, batch_id=batch)
    assert first["A"] == known
    assert contacts_for(**given, batch_id=new_id()) == first
    assert set(Contact.objects.filter(batch_id=batch).values_list("name", flat=True)) == {
        "Jméno B",
        "Jméno C",
    }


def test_details_too_long_for_a_card_are_cut(world):
    contact = Contact.objects.get(id=_meet(world, name="x" * 500, phone="1" * 99, language="z" * 20))
    assert (len(contact.name), len(contact.phone), len(contact.language)) == (160, 32, 8)


def test_somebody_met_by_another_meanwhile_is_the_same_person(world, monkeypatch):
    from ohlas.customers.actions import meeting

    met = _meet(world)
    answers = iter([None, met])
    monkeypatch.setattr(meeting, "contact_of", lambda *_: next(answers))
    assert _meet(world) == met
    assert Contact.objects.count() == ContactKey.objects.count() == 1


def test_contacts_are_found_by_name_mail_and_key_at_home_only(world):
    eva = _meet(world, key="K-7", name="Eva Nová", email="eva@example.com")
    _meet(world, key="K-8", name="Jan")
    _meet(world, key="K-7", organisation=world.elsewhere)
    for search in ("nová", "EVA@", "k-7"):
        assert [one.id for one in contact_page(world.organisation.id, search=search).contacts] == [eva]
    assert contact_page(world.organisation.id).total == 2
    assert contacts_of(world.organisation.id, "till", ["K-7", "K-9"]) == {"K-7": eva}
