"""Segments are built, counted and saved by a plain form; a contact's vocative is set by hand."""

import re

import pytest
from django.urls import reverse

from ohlas.customers.actions import contact_for
from ohlas.customers.models import Contact, Segment
from ohlas.customers.rules import ContactDetails


@pytest.fixture
def eva(world):
    details = ContactDetails(name="Eva Malá", email="eva@example.com", language="cs")
    return contact_for(
        organisation_id=world.organisation.id, source="till", key="1", now=world.now, details=details
    )


def _url(name, **kwargs):
    return reverse(f"customers:{name}", kwargs={"slug": "sova", **kwargs})


LINE = {"joined": "all", "c0-field": "language", "c0-op": "is", "c0-value": "cs"}


def test_a_segment_is_counted_then_saved_changed_and_removed(world, sign_in, eva):
    client = sign_in(world.alice)
    assert "1 contact now" in client.post(_url("new_segment"), LINE | {"count": "1"}).content.decode()
    assert Segment.objects.count() == 0
    saved = client.post(_url("new_segment"), LINE | {"name": "Czech", "save": "1"})
    assert saved.status_code == 302
    row = Segment.objects.get()
    assert row.condition == {"all": [{"field": "language", "op": "is", "value": "cs"}]}
    assert "Czech" in client.get(_url("segments")).content.decode()
    page = client.get(_url("segment", segment_id=row.id)).content.decode()
    assert 'value="cs"' in page
    client.post(_url("segment", segment_id=row.id), LINE | {"c0-value": "pl", "name": "Polish", "save": "1"})
    assert Segment.objects.get().name == "Polish"
    client.post(_url("delete_segment", segment_id=row.id))
    assert Segment.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"c0-field": "event:purchase", "c0-value": "soon"}, "whole number"),
        ({"c0-value": ""}, "1 to 200 values"),
        ({"name": ""}, "1 to 80 characters"),
    ],
)
def test_a_fault_is_said_on_the_page(world, sign_in, eva, change, said):
    answer = sign_in(world.alice).post(_url("new_segment"), LINE | {"name": "x", "save": "1"} | change)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Segment.objects.count() == 0


def test_everybody_is_chosen_by_saying_so_and_never_by_an_empty_form(world, sign_in, eva):
    client = sign_in(world.alice)
    empty = {"joined": "any", "name": "All", "save": "1"}
    assert "this segment is everybody, 1 contact now" in client.get(_url("new_segment")).content.decode()
    refused = client.post(_url("new_segment"), empty)
    assert refused.status_code == 422
    assert "tick that everybody is meant" in refused.content.decode()
    assert Segment.objects.count() == 0
    assert client.post(_url("new_segment"), empty | {"everybody": "on"}).status_code == 302
    row = Segment.objects.get()
    assert row.condition == {"all": []}
    assert "everybody</span>" in client.get(_url("segments")).content.decode()
    again = client.get(_url("segment", segment_id=row.id)).content.decode()
    assert re.search(r'name="everybody"[^>]* checked', again)
    counted = client.post(_url("new_segment"), LINE | {"count": "1"}).content.decode()
    assert "everybody" not in counted


def test_a_vocative_set_by_hand_is_no_guess(world, sign_in, eva):
    client = sign_in(world.alice)
    page = client.get(_url("contact", contact_id=eva)).content.decode()
    assert "Vážená paní Malá," in page
    assert "guessed from the name" in page
    form = {"name": "Eva Malá", "language": "cs", "vocative": "Evičko", "gender": "f", "address": "informal"}
    assert client.post(_url("edit", contact_id=eva), form).status_code == 302
    assert not Contact.objects.get(id=eva).is_guess
    page = client.get(_url("contact", contact_id=eva)).content.decode()
    assert "Ahoj Evičko," in page
    assert "guessed from the name" not in page
    assert client.post(_url("edit", contact_id=eva), form | {"zone": "Mars"}).status_code == 422


def test_lines_of_one_group_are_a_condition_within(world, sign_in, eva):
    client = sign_in(world.alice)
    inner = {
        "c1-field": "name",
        "c1-op": "contains",
        "c1-value": "Malá",
        "c1-group": "A",
        "c2-field": "consent:surveys",
        "c2-value": "email",
        "c2-group": "A",
    }
    client.post(_url("new_segment"), LINE | inner | {"name": "Two levels", "save": "1"})
    row = Segment.objects.get()
    assert row.condition == {
        "all": [
            {"field": "language", "op": "is", "value": "cs"},
            {
                "any": [
                    {"field": "name", "op": "contains", "value": "Malá"},
                    {"consent": "surveys", "channel": "email"},
                ]
            },
        ]
    }
    page = client.get(_url("segment", segment_id=row.id)).content.decode()
    assert page.count('value="A" selected') == 2
    assert "1 contact now" in page


def test_a_condition_too_deep_for_the_form_is_counted_and_never_overwritten(world, sign_in, eva):
    deep = {"all": [{"not": {"field": "language", "op": "is", "value": "pl"}}]}
    row = Segment.objects.create(
        organisation=world.organisation, name="Deep", condition=deep, created_at=world.now
    )
    client = sign_in(world.alice)
    assert "1 contact now" in client.get(_url("segment", segment_id=row.id)).content.decode()
    answer = client.post(_url("segment", segment_id=row.id), LINE | {"name": "Flat", "save": "1"})
    assert answer.status_code == 422
    row.refresh_from_db()
    assert (row.name, row.condition) == ("Deep", deep)
