"""The pages about contacts, and erasing one with all it said."""

import pytest
from django.urls import reverse

from ohlas.accounts.models import AuditEntry
from ohlas.customers.actions import contact_for
from ohlas.customers.models import Contact
from ohlas.customers.rules import ContactDetails
from ohlas.outbox.models import Event


@pytest.fixture
def eva(world):
    details = ContactDetails(name="<b>Eva</b>", email="eva@example.com")
    given = {"organisation_id": world.organisation.id, "now": world.now}
    return contact_for(**given, source="till", key="K-1", details=details)


def _url(name, **kwargs):
    return reverse(f"customers:{name}", kwargs={"slug": "sova", **kwargs})


def test_contacts_are_listed_and_searched(world, sign_in, eva):
    client = sign_in(world.alice)
    page = client.get(_url("contacts")).content.decode()
    assert "&lt;b&gt;Eva&lt;/b&gt;" in page
    assert "1–1 of 1" in page
    assert "K-1" in client.get(_url("contacts"), {"search": "eva@"}).content.decode()
    assert "Nobody found" in client.get(_url("contacts"), {"search": "adam"}).content.decode()
    assert client.get(_url("contacts"), {"from": "x"}).status_code == 200


def test_an_empty_list_says_where_contacts_come_from(world, sign_in):
    assert "No contacts yet" in sign_in(world.alice).get(_url("contacts")).content.decode()


def test_erasing_needs_the_box_ticked(world, sign_in, eva):
    client = sign_in(world.alice)
    assert "Erase this contact" in client.get(_url("contact", contact_id=eva)).content.decode()
    client.post(_url("erase", contact_id=eva))
    assert Contact.objects.count() == 1
    client.post(_url("erase", contact_id=eva), {"understood": "on"})
    assert Contact.objects.count() == 0
    assert AuditEntry.objects.get(deed="erase_contact").object_id == str(eva)
    assert Event.objects.get(name="customers.contact_erased").body == {"contact_id": str(eva)}


def test_a_unit_manager_sees_but_does_not_erase(world, sign_in, eva):
    client = sign_in(world.bob)
    assert "Erase this contact" not in client.get(_url("contact", contact_id=eva)).content.decode()
    assert client.post(_url("erase", contact_id=eva), {"understood": "on"}).status_code == 403
    assert Contact.objects.count() == 1
