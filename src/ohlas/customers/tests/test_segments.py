"""A segment counts exactly the contacts its condition describes, and says what it cannot read."""

from datetime import UTC, datetime, timedelta

import pytest

from ohlas.accounts.access import system_actor
from ohlas.customers.actions import (
    HappenedIn,
    PersonEdit,
    contact_for,
    declare_contact_attribute,
    edit_contact,
    grant_consent,
    record_contact_event,
    save_segment,
    withdraw_consent,
)
from ohlas.customers.errors import BadCondition, BadContact
from ohlas.customers.models import Contact
from ohlas.customers.queries import count_of, segments_of
from ohlas.customers.rules import AttributeKind, Channel, ContactDetails, EventKind, Purpose

PEOPLE = (
    ("Eva", "cs", {"tier": "gold", "spent": "1200,50", "joined": "2026-01-05", "vip": "ano"}),
    ("Jan", "cs", {"tier": "silver", "spent": "80", "joined": "2026-10-05", "vip": "ne"}),
    ("Ola", "pl", {"tier": "gold"}),
    ("Ivo", "", {}),
)


@pytest.fixture
def people(world):
    actor = system_actor(world.organisation.id)
    for key, kind in (
        ("tier", AttributeKind.CHOICE),
        ("spent", AttributeKind.NUMBER),
        ("joined", AttributeKind.DATE),
        ("vip", AttributeKind.BOOLEAN),
    ):
        declare_contact_attribute(actor=actor, key=key, title="", kind=kind, now=world.now)
    found = {}
    for name, language, attributes in PEOPLE:
        details = ContactDetails(name=name, email=f"{name.lower()}@example.com", language=language)
        found[name] = contact_for(
            organisation_id=world.organisation.id, source="till", key=name, now=world.now, details=details
        )
        edit_contact(
            actor=actor, contact_id=found[name], edit=PersonEdit(attributes=attributes), now=world.now
        )
    contact_for(organisation_id=world.elsewhere.id, source="till", key="x", now=world.now)
    return found


def _count(world, condition):
    return count_of(world.organisation.id, condition, world.now)


def _field(field, op, value=None):
    return {"field": field, "op": op} | ({} if value is None else {"value": value})


@pytest.mark.parametrize(
    ("condition", "n"),
    [
        ({"all": []}, 4),
        ({"any": []}, 0),
        (_field("language", "is", "cs"), 2),
        (_field("language", "is not", "cs"), 2),
        (_field("language", "is unknown"), 1),
        (_field("name", "contains", "v"), 2),
        (_field("a_tier", "is", "gold"), 2),
        (_field("a_tier", "is not", "gold"), 2),
        (_field("a_tier", "in", ["gold", "silver"]), 3),
        (_field("a_tier", "is unknown"), 1),
        (_field("a_spent", "at least", 1200.5), 1),
        (_field("a_spent", "at most", "1 000"), 1),
        (_field("a_joined", "at least", "2026-01-06"), 1),
        (_field("a_vip", "is", "yes"), 1),
        ({"not": _field("a_vip", "is", "yes")}, 3),
        ({"all": [_field("a_tier", "is", "gold"), {"any": [_field("language", "is", "pl")]}]}, 1),
    ],
)
def test_each_condition_chooses_whom_it_says(world, people, condition, n):
    assert _count(world, condition) == n


def test_events_are_counted_within_their_days(world, people):
    actor = system_actor(world.organisation.id)
    for number, (name, days) in enumerate((("Eva", 5), ("Eva", 6), ("Jan", 40))):
        happened = HappenedIn(
            f"order-{number}", EventKind.PURCHASE, "till", name, world.now - timedelta(days=days)
        )
        record_contact_event(actor=actor, happened=happened, now=world.now)
    bought = {"event": "purchase"}
    assert _count(world, bought) == 2
    assert _count(world, bought | {"within_days": 30}) == 1
    assert _count(world, bought | {"at_least": 2}) == 1
    assert _count(world, {"not": bought | {"within_days": 30}}) == 3
    assert _count(world, {"event": "visit"}) == 0


def test_consent_is_a_condition_until_it_is_withdrawn(world, people):
    eva = Contact.objects.get(id=people["Eva"])
    given = {"contact": eva, "purpose": Purpose.SURVEYS, "channel": Channel.EMAIL, "now": world.now}
    asked = {"consent": "surveys", "channel": "email"}
    grant_consent(**given, text_version="v1", proof="form", by_person=True)
    assert (_count(world, asked), _count(world, {"not": asked})) == (1, 3)
    assert _count(world, {"consent": "surveys", "channel": "sms"}) == 0
    withdraw_consent(**given, proof="link")
    assert _count(world, asked) == 0


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        (_field("languge", "is", "cs"), "did you mean language"),
        (_field("a_teir", "is", "gold"), "did you mean a_tier"),
        (_field("a_tier", "at least", "gold"), "condition.op"),
        (_field("a_spent", "is", "many"), "a number such as"),
        (_field("a_joined", "is", "5. 1."), "a day such as"),
        (_field("a_tier", "is"), "1 to 200 values"),
        ({"event": "purchace"}, "did you mean purchase"),
        ({"event": "purchase", "within_days": 0}, "whole number"),
        ({"all": [{"any": [{"field": "nam"}]}]}, "condition.all.0.any.0.field"),
        ({"all": {}}, "a list"),
        ({"fild": "name"}, "did you mean field"),
        ([], "an object"),
        ({"all": [{"all": []}] * 60}, "50 parts at most"),
        (_field("language", "is", {"a": 1}), "a text"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(world, people, condition, said):
    with pytest.raises(BadCondition, match=said):
        _count(world, condition)


def test_a_deep_tree_is_refused_not_followed(world, db):
    tree = {"all": []}
    for _ in range(5_00):
        tree = {"not": tree}
    with pytest.raises(BadCondition, match="6 levels"):
        _count(world, tree)


def test_a_segment_is_saved_under_one_name(world, people):
    actor = system_actor(world.organisation.id)
    save_segment(actor=actor, name=" Gold  people ", condition=_field("a_tier", "is", "gold"), now=world.now)
    assert [one.name for one in segments_of(world.organisation.id)] == ["Gold people"]
    with pytest.raises(BadContact, match="already"):
        save_segment(actor=actor, name="Gold people", condition={"all": []}, now=world.now)


def test_an_attribute_declared_late_is_filled_in(world, people):
    actor = system_actor(world.organisation.id)
    edit = PersonEdit(attributes={"shoe": "38"})
    edit_contact(actor=actor, contact_id=people["Eva"], edit=edit, now=world.now)
    declare_contact_attribute(actor=actor, key="shoe", title="", kind=AttributeKind.NUMBER, now=world.now)
    assert _count(world, _field("a_shoe", "at least", 37)) == 1
    with pytest.raises(BadContact, match="a number"):
        edit_contact(
            actor=actor, contact_id=people["Eva"], edit=PersonEdit(attributes={"shoe": "big"}), now=world.now
        )


def test_places_for_attributes_run_out_with_a_sentence(world, db):
    actor = system_actor(world.organisation.id)
    for n in range(4):
        declare_contact_attribute(
            actor=actor, key=f"n{n}", title="", kind=AttributeKind.NUMBER, now=world.now
        )
    with pytest.raises(BadContact, match="All 4 places"):
        declare_contact_attribute(actor=actor, key="n9", title="", kind=AttributeKind.DATE, now=world.now)


def test_an_event_of_next_week_is_a_mistake(world, people):
    happened = HappenedIn("o", EventKind.VISIT, "till", "Eva", datetime(2027, 1, 1, tzinfo=UTC))
    with pytest.raises(BadContact, match="future"):
        record_contact_event(actor=system_actor(world.organisation.id), happened=happened, now=world.now)
