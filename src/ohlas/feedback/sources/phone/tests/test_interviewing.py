"""An interviewer takes the next person, reads the script, records what they say, or notes how the call went."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from tests.world import World

from ohlas.accounts.models import Membership, User
from ohlas.accounts.rules import Role
from ohlas.feedback.models import Response
from ohlas.outreach.channels.phone.tests.test_calling import people
from ohlas.outreach.models import CallTask, Invitation


@pytest.fixture
def at_noon(monkeypatch: pytest.MonkeyPatch, world: World):
    """Views ask for the time; nobody is called at night, so these tests run at noon."""
    from ohlas.feedback.sources.phone import views

    monkeypatch.setattr(views.timezone, "now", lambda: world.now + timedelta(hours=1))


@pytest.fixture
def eva(world: World, at_noon: None) -> Client:
    return _interviewer(world, "eva")


def _interviewer(world: World, name: str) -> Client:
    user = User.objects.create_user(f"{name}@example.com", None, name=name)
    Membership.objects.create(
        user=user,
        organisation=world.organisation,
        role=Role.INTERVIEWER,
        created_at=world.now,
        accepted_at=world.now,
    )
    return world.signed_in(user)


def _to(name: str, **parts: object) -> str:
    return reverse(f"feedback:{name}", kwargs={"slug": "sova", **parts})


def _taken(eva: Client) -> str:
    answer = eva.post(_to("next_call"))
    assert answer.status_code == 302
    return str(answer["Location"])


def test_the_whole_interview_becomes_one_complete_answer(world: World, eva: Client) -> None:
    (contact,) = people(world)
    page = _taken(eva)
    shown = eva.get(page).content.decode()
    assert "+420601000000" in shown
    assert "Jana Nováková" in shown
    assert "Vážená paní Nováková," in shown
    answer = eva.post(page, {"at": "", "seen": "nps why", "q:nps": "9", "q:why": "rychlé", "go": "next"})
    assert (answer.status_code, answer["Location"]) == (302, _to("calls"))
    response = Response.objects.get()
    assert (response.answers, response.channel, response.is_complete) == (
        {"nps": 9, "why": "rychlé"},
        "phone",
        True,
    )
    assert response.contact_id == contact.id
    call = CallTask.objects.get()
    assert (call.disposition, call.attempts, Invitation.objects.get().state) == ("complete", 1, "complete")


def test_name_and_number_are_shown_only_to_whoever_claimed_them(world: World, eva: Client) -> None:
    people(world)
    page = _taken(eva)
    petr = _interviewer(world, "petr")
    answer = petr.get(page)
    assert (answer.status_code, answer["Location"]) == (302, _to("calls"))
    assert "601000000" not in petr.get(_to("calls")).content.decode()
    assert eva.get(page)["Cache-Control"] == "no-store"


def test_a_break_off_keeps_what_was_said(world: World, eva: Client) -> None:
    people(world)
    page = _taken(eva)
    CallTask.objects.get()
    saved = eva.post(page, {"at": "", "seen": "nps why", "q:nps": "4", "q:why": "", "go": "back"})
    assert saved.status_code == 302
    eva.post(_to("settle_call", call_id=CallTask.objects.get().id), {"how": "broken_off"})
    response = Response.objects.get()
    assert (response.answers, response.is_complete) == ({"nps": 4}, False)
    assert (CallTask.objects.get().disposition, Invitation.objects.get().state) == ("broken_off", "partial")


def test_a_call_back_is_promised_in_the_persons_own_time(world: World, eva: Client) -> None:
    people(world)
    _taken(eva)
    call = CallTask.objects.get()
    eva.post(
        _to("settle_call", call_id=call.id),
        {"how": "call_back", "call_at": "2026-11-21T17:30", "note": "after work"},
    )
    call.refresh_from_db()
    assert (call.call_at.isoformat(), call.is_promised, call.note) == (
        "2026-11-21T16:30:00+00:00",
        True,
        "after work",
    )


@pytest.mark.parametrize(
    "form", [{}, {"how": "sleeping"}, {"how": "call_back"}, {"how": "call_back", "call_at": "x"}]
)
def test_nonsense_settles_nothing(world: World, eva: Client, form: dict[str, str]) -> None:
    people(world)
    page = _taken(eva)
    assert eva.post(_to("settle_call", call_id=CallTask.objects.get().id), form)["Location"] == page
    assert (CallTask.objects.get().attempts, CallTask.objects.get().ended_at) == (0, None)


def test_an_empty_list_says_so(world: World, eva: Client) -> None:
    assert "The list is empty" in eva.get(_to("calls")).content.decode()
    assert eva.post(_to("next_call"))["Location"] == _to("calls")


def test_a_wrong_answer_is_shown_and_not_stored(world: World, eva: Client) -> None:
    people(world)
    page = _taken(eva)
    answer = eva.post(page, {"at": "", "seen": "nps why", "q:nps": "12", "go": "next"})
    assert answer.status_code == 422
    assert Response.objects.count() == 0
