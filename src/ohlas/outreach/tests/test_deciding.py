"""What falls due is decided once: asked, waiting, or given up with its reason."""

from datetime import UTC, date, datetime, timedelta

import pytest
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.outreach.actions.deciding import decide_due
from ohlas.outreach.models import Invitation, Message, Occasion, Programme, Touch
from ohlas.outreach.tests.scene import NOW, a_contact, a_survey


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


def programme(actor: Actor, name: str = "Quarterly", priority: int = 5, **settings: object) -> Programme:
    settings = {"occasion": {"kind": "rhythm", "starts_on": "2026-11-20"}, **settings}
    return Programme.objects.create(
        organisation_id=actor.organisation.id,
        survey_id=a_survey(actor, name),
        name=name,
        state="running",
        priority=priority,
        settings=settings,
        created_at=NOW,
        started_at=NOW,
    )


def run(actor: Actor, days: int = 0) -> int:
    return decide_due(organisation_id=actor.organisation.id, now=NOW + timedelta(days=days))


def test_a_turn_asks_whoever_agreed_and_tells_why_the_others_were_not(actor: Actor) -> None:
    a_contact(actor)
    a_contact(actor, "petr@example.test", agreed=False)
    programme(actor)
    assert run(actor) == 1
    assert sorted(Occasion.objects.values_list("reason", flat=True)) == ["", "no_consent"]
    row = Invitation.objects.get()
    assert (row.carrier, row.language, row.state) == ("email", "cs", "queued")
    assert Message.objects.get().not_before == NOW
    assert Touch.objects.count() == 1


def test_deciding_again_asks_nobody_twice(actor: Actor) -> None:
    a_contact(actor)
    programme(actor)
    assert [run(actor), run(actor), run(actor, 1)] == [1, 0, 0]
    assert run(actor, 92) == 1


def test_two_programmes_share_one_budget_and_the_weaker_waits(actor: Actor) -> None:
    a_contact(actor)
    first = programme(actor, "First", 1)
    second = programme(actor, "Second", 2)
    assert run(actor) == 1
    assert Invitation.objects.get().programme_id == first.id
    waiting = Occasion.objects.get(programme=second)
    assert (waiting.is_decided, waiting.waited_for) == (False, "over_budget")
    assert run(actor, 14) == 0
    assert Occasion.objects.get(programme=second).reason == "over_budget"


def test_days_that_nobody_decided_on_are_made_up(actor: Actor) -> None:
    a_contact(actor)
    programme(actor)
    assert run(actor, 5) == 1


def test_at_night_the_message_waits_for_the_morning(actor: Actor) -> None:
    a_contact(actor)
    programme(actor)
    decide_due(organisation_id=actor.organisation.id, now=datetime(2026, 11, 20, 21, 0, tzinfo=UTC))
    assert Message.objects.get().not_before == datetime(2026, 11, 21, 8, 0, tzinfo=UTC)


def test_an_event_tells_the_branch_and_its_details_go_along(actor: Actor, world: World) -> None:
    one = programme(actor, occasion={"kind": "event", "event": "delivery"})
    Occasion.objects.create(
        organisation_id=actor.organisation.id,
        programme=one,
        contact=a_contact(actor),
        key="event 1",
        due_at=NOW,
        expires_at=NOW + timedelta(days=3),
        details={"unit": "praha", "courier": "PPL"},
    )
    assert run(actor) == 1
    row = Invitation.objects.get()
    assert (row.unit_id, row.attributes) == (world.prague.id, {"courier": "PPL"})


def test_an_anniversary_asks_on_its_day(actor: Actor) -> None:
    from ohlas.customers.actions import PersonEdit, declare_contact_attribute, edit_contact
    from ohlas.customers.rules import AttributeKind

    declare_contact_attribute(actor=actor, key="since", title="Since", kind=AttributeKind.DATE, now=NOW)
    contact = a_contact(actor)
    edit_contact(
        actor=actor,
        contact_id=contact.id,
        edit=PersonEdit(attributes={"since": date(2024, 11, 22).isoformat()}),
        now=NOW,
    )
    programme(actor, occasion={"kind": "anniversary", "attribute": "since"})
    assert [run(actor, day) for day in (0, 1, 2, 3)] == [0, 0, 1, 0]
