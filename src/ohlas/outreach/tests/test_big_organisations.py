"""Above a number of contacts, plans and decisions are made in the background; here the number is small."""

import pytest
from django.utils import timezone
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.customers.models import Contact
from ohlas.outbox.models import Delivery
from ohlas.outbox.relay import relay_once
from ohlas.outreach.actions import occasions, planning
from ohlas.outreach.actions.programmes import end_programme
from ohlas.outreach.models import Invitation, Message, Occasion, Programme, Touch
from ohlas.outreach.queries.plans_kept import Progress
from ohlas.outreach.rules.whatif import WhatIf
from ohlas.outreach.tests.scene import a_contact, a_survey


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def programme(actor: Actor) -> Programme:
    """By hand; two people agreed, one did not."""
    for n in range(3):
        a_contact(actor, f"person{n}@example.test", agreed=n > 0)
    return Programme.objects.create(
        organisation_id=actor.organisation.id,
        survey_id=a_survey(actor),
        name="By hand",
        state="running",
        settings={"occasion": {"kind": "manual"}},
        created_at=timezone.now(),
        started_at=timezone.now(),
    )


def relayed() -> None:
    while relay_once(timezone.now(), worker="tests"):
        pass


def test_a_big_plan_is_counted_once_in_the_background_and_its_page_comes_again(
    world: World, actor: Actor, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planning, "AT_ONCE", 2)
    client = world.signed_in(world.alice)
    for _ in range(2):
        page = client.get("/o/sova/programmes/plan/")
        assert page.headers["Refresh"]
        assert "The plan is being counted" in page.content.decode()
    jobs = Delivery.objects.filter(listener__endswith="count_plan")
    assert jobs.count() == 1
    relayed()
    assert jobs.get().done_at is not None
    page = client.get("/o/sova/programmes/plan/")
    assert "Refresh" not in page.headers
    plan = planning.plan_for(actor=actor, whatif=WhatIf(), now=timezone.now())
    assert not isinstance(plan, Progress)
    assert (plan.contacts, [one.id for one in plan.programmes]) == (3, [programme.id])


@pytest.mark.usefixtures("programme")
def test_a_small_plan_is_there_at_once(world: World) -> None:
    assert "Refresh" not in world.signed_in(world.alice).get("/o/sova/programmes/plan/").headers
    assert not Delivery.objects.filter(listener__endswith="count_plan").exists()


def test_many_chosen_by_hand_are_decided_in_the_background(
    actor: Actor, programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(occasions, "DECIDED_AT_ONCE", 2)
    everybody = list(Contact.objects.values_list("id", flat=True))
    chosen = {"actor": actor, "programme_id": programme.id, "contact_ids": everybody}
    assert occasions.ask_by_hand(**chosen, now=timezone.now()) == 3
    assert Occasion.objects.filter(is_decided=False).count() == 3
    assert not Invitation.objects.exists()
    relayed()
    assert not Occasion.objects.filter(is_decided=False).exists()
    assert Invitation.objects.count() == 2
    assert occasions.ask_by_hand(**chosen, now=timezone.now()) == 0
    assert Message.objects.count() == Touch.objects.count() == 2


def test_ending_takes_all_that_waits_back(actor: Actor, programme: Programme) -> None:
    everybody = list(Contact.objects.values_list("id", flat=True))
    now = timezone.now()
    occasions.ask_by_hand(actor=actor, programme_id=programme.id, contact_ids=everybody, now=now)
    assert end_programme(actor=actor, programme_id=programme.id, now=now) == 2
    assert set(Invitation.objects.values_list("state", "ended_at")) == {("cancelled", now)}
    assert set(Message.objects.values_list("state", flat=True)) == {"cancelled"}
