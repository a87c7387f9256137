"""People chosen by hand are looked at in the background, however few: seen on the way, stopped, resumed."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from tests.world import World

from ohlas.accounts.access import Actor, system_actor
from ohlas.accounts.models import AuditEntry
from ohlas.customers.actions import save_segment
from ohlas.customers.models import Contact
from ohlas.outbox.relay import relay_once
from ohlas.outreach.actions import choosing
from ohlas.outreach.actions.programmes import pause_programme
from ohlas.outreach.errors import WrongState
from ohlas.outreach.models import Choosing, Invitation, Occasion, Programme
from ohlas.outreach.queries.choosing import newest_choosing
from ohlas.outreach.rules.choosing import left_s
from ohlas.outreach.tests.scene import a_contact, a_survey

PEOPLE = 5


@pytest.fixture
def actor(world: World) -> Actor:
    return system_actor(world.organisation.id)


@pytest.fixture
def programme(actor: Actor) -> Programme:
    for n in range(PEOPLE):
        a_contact(actor, f"person{n}@example.test")
    return Programme.objects.create(
        organisation_id=actor.organisation.id,
        survey_id=a_survey(actor),
        name="By hand",
        state="running",
        settings={"occasion": {"kind": "manual"}},
        created_at=timezone.now(),
        started_at=timezone.now(),
    )


@pytest.fixture
def everybody(actor: Actor) -> UUID:
    return save_segment(actor=actor, name="All of them", condition={"all": []}, now=timezone.now())


@pytest.fixture
def by_twos(monkeypatch: pytest.MonkeyPatch) -> None:
    """Portions of two people, one to a job."""
    monkeypatch.setattr(choosing, "PORTION", 2)
    monkeypatch.setattr(choosing, "STEP_S", 0.0)


def relayed() -> None:
    while relay_once(timezone.now(), worker="tests"):
        pass


def at(programme: Programme, what: str = "") -> str:
    return f"/o/sova/programmes/{programme.id}/{what}"


@pytest.mark.usefixtures("by_twos")
def test_a_segment_is_asked_in_the_background_and_the_page_says_how_far(
    world: World, actor: Actor, programme: Programme, everybody: UUID
) -> None:
    client = world.signed_in(world.alice)
    assert client.post(at(programme, "ask/"), {"segment": str(everybody)}).status_code == 302
    assert not Occasion.objects.exists()
    assert "0 of 5 people looked at" in client.get(at(programme)).content.decode()
    row = Choosing.objects.get()
    assert choosing.advance(row.id, now=timezone.now(), seconds=0.0)
    page = client.get(at(programme)).content.decode()
    assert "2 of 5 people looked at" in page
    assert "40 %" in page
    assert 'hx-trigger="every 2s"' in page
    relayed()
    page = client.get(at(programme)).content.decode()
    assert "5 people of 5 came into question" in page
    assert "every 2s" not in page
    assert Invitation.objects.count() == PEOPLE
    row.refresh_from_db()
    assert (row.state, row.looked, row.fresh, row.contacts) == ("done", 5, 5, [])
    assert AuditEntry.objects.filter(deed="ask_by_hand", details__contacts=5).exists()


@pytest.mark.usefixtures("by_twos")
def test_those_named_one_by_one_go_the_same_way_and_only_once_a_day(
    world: World, actor: Actor, programme: Programme
) -> None:
    client = world.signed_in(world.alice)
    named = "\n".join(f"person{n}@example.test" for n in range(3))
    for fresh in (3, 0):
        assert client.post(at(programme, "ask/"), {"contacts": named}).status_code == 302
        relayed()
        newest = newest_choosing(programme.id, timezone.now())
        assert newest is not None
        assert (newest.looked, newest.fresh) == (3, fresh)
    assert Occasion.objects.count() == 3
    unknown = client.post(at(programme, "ask/"), {"contacts": f"{named}\nnobody@example.test"})
    assert unknown.status_code == 422
    assert "nobody@example.test" in unknown.content.decode()


@pytest.mark.usefixtures("by_twos")
def test_stopping_lets_go_of_whoever_was_not_decided_on(
    world: World, actor: Actor, programme: Programme, everybody: UUID
) -> None:
    client, now = world.signed_in(world.alice), timezone.now()
    chosen = {"actor": actor, "programme_id": programme.id, "segment_id": everybody}
    row_id = choosing.choose_segment(**chosen, now=now)
    choosing.advance(row_id, now=now, seconds=0.0)
    assert Occasion.objects.count() == 2
    client.post(at(programme, f"ask/{row_id}/stop/"))
    relayed()
    assert not Invitation.objects.exists()
    assert set(Occasion.objects.values_list("is_decided", "reason")) == {(True, "taken_back")}
    page = client.get(at(programme)).content.decode()
    assert "Stopped after 2 of 5 people" in page
    assert "Choosing people by hand was stopped" in page
    assert AuditEntry.objects.filter(deed="stop_choosing").exists()
    again = client.post(at(programme, f"ask/{row_id}/stop/"), follow=True)
    assert "It has ended already." in again.content.decode()
    choosing.choose_segment(**chosen, now=now + timedelta(minutes=1))
    relayed()
    assert Invitation.objects.count() == PEOPLE


@pytest.mark.usefixtures("by_twos")
def test_a_paused_programme_ends_it_and_asking_again_goes_on(
    actor: Actor, programme: Programme, everybody: UUID
) -> None:
    now = timezone.now()
    row_id = choosing.choose_segment(actor=actor, programme_id=programme.id, segment_id=everybody, now=now)
    choosing.advance(row_id, now=now, seconds=0.0)
    pause_programme(actor=actor, programme_id=programme.id, now=now)
    relayed()
    row = Choosing.objects.get()
    assert (row.state, row.looked) == ("broken", 2)


def test_two_at_once_are_refused_with_a_sentence(
    world: World, actor: Actor, programme: Programme, everybody: UUID
) -> None:
    chosen = {"actor": actor, "programme_id": programme.id, "now": timezone.now()}
    choosing.choose_segment(**chosen, segment_id=everybody)
    with pytest.raises(WrongState, match="being chosen for it already"):
        choosing.choose_contacts(**chosen, contact_ids=Contact.objects.values_list("id", flat=True))
    refused = world.signed_in(world.alice).post(at(programme, "ask/"), {"segment": str(everybody)})
    assert refused.status_code == 422


def test_the_time_left_follows_the_pace() -> None:
    assert left_s(100_000, 25_000, 10.0) == 30
    assert left_s(100, 100, 10.0) == 1
    assert left_s(100, 0, 10.0) is None
    assert left_s(100, 50, 1.0) is None
