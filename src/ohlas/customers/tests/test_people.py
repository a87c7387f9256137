"""One spelling per address, a ledger of consent, and a no that outlives erasure."""

import pytest

from ohlas.accounts.access import system_actor
from ohlas.customers.actions import (
    PersonEdit,
    add_identity,
    contact_for,
    edit_contact,
    erase_contact,
    export_contact,
    grant_consent,
    withdraw_consent,
)
from ohlas.customers.errors import BadContact, BadIdentity
from ohlas.customers.models import Consent, Contact, ContactIdentity, Suppression
from ohlas.customers.queries import consents_of, has_consent, person_view
from ohlas.customers.rules import Channel, ContactDetails, IdentityKind, Purpose, identity_value

P, C = Purpose.SURVEYS, Channel.EMAIL


def _contact(world, key="K", **details):
    contact_id = contact_for(
        organisation_id=world.organisation.id,
        source="till",
        key=key,
        now=world.now,
        details=ContactDetails(**details),
    )
    return Contact.objects.get(id=contact_id)


@pytest.mark.parametrize(
    ("kind", "given", "value"),
    [
        ("email", " Eva@Example.COM ", "eva@example.com"),
        ("email", "mailto:eva+shop@example.co.uk", "eva+shop@example.co.uk"),
        ("email", "žofie@příklad.cz", "žofie@příklad.cz"),
        ("phone", "601 123 456", "+420601123456"),
        ("phone", "00420601123456", "+420601123456"),
        ("phone", "tel:+48 22 123-45-67", "+48221234567"),
        ("app", " user-7 ", "user-7"),
    ],
)
def test_an_identity_has_one_spelling(kind, given, value):
    assert identity_value(IdentityKind(kind), given, "CZ") == value


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("email", "eva"),
        ("email", "eva@example"),
        ("email", "eva@example.com\nBcc: all@example.com"),
        ("email", "eva@example.com, jan@example.com"),
        ("email", "a..b@example.com"),
        ("email", "x" * 250 + "@example.com"),
        ("phone", "12"),
        ("phone", "call me"),
        ("phone", "9" * 5000),
        ("app", "a\0b"),
    ],
)
def test_what_is_no_identity_is_refused(kind, given):
    with pytest.raises(BadIdentity):
        identity_value(IdentityKind(kind), given, "CZ")


def test_an_address_belongs_to_one_contact(world):
    eva, jan = _contact(world, "1", name="Eva", email="Eva@example.com"), _contact(world, "2", name="Jan")
    actor = system_actor(world.organisation.id)
    given = {"actor": actor, "now": world.now}
    with pytest.raises(BadIdentity, match="another contact"):
        add_identity(**given, contact_id=jan.id, kind=IdentityKind.EMAIL, given="EVA@EXAMPLE.COM")
    phone = add_identity(**given, contact_id=jan.id, kind=IdentityKind.PHONE, given="601 123 456")
    assert add_identity(**given, contact_id=jan.id, kind=IdentityKind.PHONE, given=phone) == phone
    jan.refresh_from_db()
    assert jan.phone == "+420601123456"
    assert ContactIdentity.objects.filter(contact=eva).get().value == "eva@example.com"


def test_gender_and_vocative_are_guessed_until_a_person_sets_them(world):
    actor = system_actor(world.organisation.id)
    eva = _contact(world, name="Nikola Kim", language="cs")

    def edit(**fields):
        edit_contact(actor=actor, contact_id=eva.id, edit=PersonEdit(**fields), now=world.now)
        eva.refresh_from_db()
        return person_view(eva, "cs")

    assert edit(name="Jana Nováková").is_guess
    assert person_view(eva, "cs").greeting.text == "Vážená paní Nováková,"
    assert not edit(gender="m", vocative="Johne").is_guess
    assert edit(name="Eva Malá").greeting.text == "Vážený pane Johne,"
    assert edit(address="informal").greeting.text == "Ahoj Johne,"


@pytest.mark.parametrize(
    "fields", [{"gender": "x"}, {"zone": "Mars/Base"}, {"language": "xx"}, {"vocative": "Eva\nBcc: a@b.cz"}]
)
def test_a_card_takes_only_what_can_be_used(world, fields):
    eva = _contact(world)
    with pytest.raises(BadContact):
        edit_contact(
            actor=system_actor(world.organisation.id),
            contact_id=eva.id,
            edit=PersonEdit(**fields),
            now=world.now,
        )


def test_consent_is_a_ledger_with_text_time_and_proof(world):
    eva = _contact(world, email="eva@example.com")
    given = {"contact": eva, "purpose": P, "channel": C, "now": world.now}
    assert grant_consent(**given, text_version="2026-01", proof="web form", by_person=True)
    assert has_consent(world.organisation.id, eva.id, P, C)
    withdraw_consent(**given, proof="link in a mail")
    assert not has_consent(world.organisation.id, eva.id, P, C)
    assert [one.is_granted for one in consents_of(eva.id)] == [False]
    assert list(Consent.objects.order_by("id").values_list("is_granted", "text_version")) == [
        (True, "2026-01"),
        (False, ""),
    ]


def test_a_no_outlives_erasure_and_only_the_person_takes_it_back(world):
    eva = _contact(world, email="eva@example.com", phone="+420601123456")
    withdraw_consent(contact=eva, purpose=P, channel=C, now=world.now, proof="link")
    erase_contact(actor=system_actor(world.organisation.id), contact_id=eva.id, now=world.now)
    assert "eva" not in str(list(Suppression.objects.values()))
    again = _contact(world, email="EVA@example.com")
    given = {
        "contact": again,
        "purpose": P,
        "channel": C,
        "now": world.now,
        "text_version": "v",
        "proof": "x",
    }
    assert not grant_consent(**given, by_person=False)
    assert not has_consent(world.organisation.id, again.id, P, C)
    assert grant_consent(**given, by_person=True)
    assert has_consent(world.organisation.id, again.id, P, C)


def test_all_that_is_held_is_exported_and_gone_after(world):
    eva = _contact(world, email="eva@example.com")
    grant_consent(
        contact=eva, purpose=P, channel=C, now=world.now, text_version="v", proof="x", by_person=True
    )
    held = export_contact(world.organisation.id, eva.id)
    assert held["identities"] == [{"kind": "email", "value": "eva@example.com"}]
    assert held["consents"][0]["proof"] == "x"
    erase_contact(actor=system_actor(world.organisation.id), contact_id=eva.id, now=world.now)
    assert not any(export_contact(world.organisation.id, eva.id).values())
