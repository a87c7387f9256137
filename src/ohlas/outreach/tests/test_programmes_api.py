"""Programmes, the plan, touches and holds for programs."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.lib.ids import new_id
from ohlas.outreach.models import Hold, Invitation, Occasion, Programme, Sender, Touch
from ohlas.outreach.tests.scene import a_contact, a_sender, a_survey

WANTED = [Permission.SEE_PROGRAMMES, Permission.RUN_PROGRAMMES, Permission.EDIT_CONTACTS]


@pytest.fixture
def actor(world):
    return system_actor(world.organisation.id)


@pytest.fixture
def call(actor):
    key = issue_api_key(actor=actor, name="shop", scopes=WANTED, now=timezone.now()).secret

    def knock(method, path, body=None):
        return Client().generic(
            method,
            f"/api/v1{path}",
            json.dumps(body if body is not None else {}),
            content_type="application/json",
            headers={"Authorization": f"Bearer {key}"},
        )

    return knock


def made(call, actor, **settings):
    if not Sender.objects.exists():
        a_sender(actor)
    answer = call("POST", "/programmes", {"name": "P", "survey": str(a_survey(actor)), "settings": settings})
    assert answer.status_code == 201, answer.content
    return answer.json()["id"]


def test_a_programme_is_made_started_asked_by_hand_and_ended(call, actor):
    contact = a_contact(actor)
    programme = made(call, actor)
    assert call("POST", f"/programmes/{programme}/ask", {"contacts": [str(contact.id)]}).status_code == 409
    assert call("POST", f"/programmes/{programme}/state?state=running").json()["state"] == "running"
    assert call("POST", f"/programmes/{programme}/ask", {"contacts": [str(contact.id)]}).json() == {"new": 1}
    assert call("GET", "/programmes").json()[0]["asked"] == 1
    assert call("POST", f"/programmes/{programme}/state?state=gone").status_code == 422
    assert call("POST", f"/programmes/{programme}/state?state=ended").json()["state"] == "ended"
    assert call("POST", f"/programmes/{programme}/state?state=running").status_code == 409


@pytest.mark.parametrize(
    ("settings", "place"),
    [
        ({"sample": 2}, "sample"),
        ({"steps": [{"carrier": "pigeon"}]}, "steps[0].carrier"),
        ({"occasion": {"kind": "rhythm"}}, "occasion.starts_on"),
        ({"hours": {"days": [7]}}, "hours.days"),
        ({"mood": "good"}, "mood"),
        ({"spending": {"per_day": 0}}, "spending.per_day"),
    ],
)
def test_wrong_settings_name_their_place_and_make_nothing(call, actor, settings, place):
    body = {"name": "P", "survey": str(a_survey(actor)), "settings": settings}
    answer = call("POST", "/programmes", body)
    assert answer.status_code == 422
    assert place in answer.json()["detail"]
    assert not Programme.objects.exists()


def test_a_survey_nobody_here_has_is_not_found(call):
    assert call("POST", "/programmes", {"name": "P", "survey": str(new_id())}).status_code == 404


def told(**more):
    return {"client_id": "n-1", "kind": "newsletter", "source": "eshop", "key": "jana@example.test", **more}


def test_a_newsletter_told_twice_counts_once_and_takes_room_in_the_budget(call, actor):
    a_contact(actor)
    assert call("POST", "/touches", {"touches": [told(), told(client_id="n-2", key="who")]}).json() == {
        "new": 1,
        "unknown": ["n-2"],
    }
    assert call("POST", "/touches", {"touches": [told()]}).json()["new"] == 0
    assert Touch.objects.count() == 1
    programme = made(call, actor)
    call("POST", f"/programmes/{programme}/state?state=running")
    contact = Touch.objects.get().contact_id
    call("POST", f"/programmes/{programme}/ask", {"contacts": [str(contact)]})
    assert not Invitation.objects.exists()
    assert Occasion.objects.get().waited_for == "over_budget"


def test_a_touch_that_cannot_be_is_refused_with_its_place(call, actor):
    a_contact(actor)
    tomorrow = (timezone.now() + timedelta(days=3)).isoformat()
    for wrong, place in (
        ({"kind": "survey"}, "kind"),
        ({"at": tomorrow}, "at"),
        ({"client_id": "x" * 200}, "client_id"),
    ):
        answer = call("POST", "/touches", {"touches": [told(**wrong)]})
        assert answer.status_code == 422
        assert f"touches[0].{place}" in answer.json()["detail"]
    assert not Touch.objects.exists()


def test_a_contact_is_held_and_let_go(call, actor):
    contact = a_contact(actor)
    past = (timezone.now() - timedelta(hours=1)).isoformat()
    address = f"/contacts/{contact.id}/hold"
    assert call("POST", address, {"reason": "complaint", "until": past}).status_code == 422
    assert call("POST", address, {"reason": "complaint"}).json() == {"held": True}
    assert Hold.objects.get().lifted_at is None
    assert call("DELETE", f"{address}?reason=complaint").json() == {"held": False}
    assert Hold.objects.get().lifted_at is not None


def test_the_plan_counts_by_day_and_tries_a_change(call, actor):
    a_contact(actor)
    today = timezone.localdate().isoformat()
    programme = made(call, actor, occasion={"kind": "rhythm", "starts_on": today})
    call("POST", f"/programmes/{programme}/state?state=running")
    plan = call("POST", "/plan").json()
    assert [(one["day"], one["people"]) for one in plan["days"]] == [(today, 1)]
    tried = call("POST", "/plan", {"programmes": {programme: {"runs": False}}}).json()
    assert tried["asked"] == 0
    assert call("POST", "/plan", {"programmes": {"x": {}}}).status_code == 422
