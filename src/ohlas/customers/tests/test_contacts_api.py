"""Programs say what happened to contacts, once however often they send it."""

import pytest
from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.customers.models import Contact, ContactEvent
from ohlas.outbox.models import Event

BODY = {"client_id": "order-1", "kind": "delivery", "source": "e-shop", "key": "C7", "name": "Eva"}


@pytest.fixture
def send(world):
    scopes = [Permission.SEE_CONTACTS, Permission.EDIT_CONTACTS]
    key = issue_api_key(actor=system_actor(world.organisation.id), name="x", scopes=scopes, now=world.now)
    client = Client(headers={"Authorization": f"Bearer {key.secret}"})

    def call(path, body=None):
        url = f"/api/v1/{path}"
        return client.get(url) if body is None else client.post(url, body, content_type="application/json")

    return call


def test_an_event_sent_twice_is_kept_once(send):
    body = BODY | {"at": "2026-11-19T10:00:00+01:00"}
    first, second = send("contacts/events", body), send("contacts/events", body)
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json() == second.json()
    assert second["Idempotent-Replayed"] == "true"
    assert ContactEvent.objects.count() == Contact.objects.count() == 1
    assert Event.objects.filter(name="customers.contact_event_recorded").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "vist"},
        {"at": "2026-11-19T10:00:00"},
        {"at": "2099-01-01T00:00:00Z"},
        {"key": " "},
        {"client_id": ""},
        {"details": {"x": "y" * 999}},
        {"details": {"a\u0000": "b"}},
    ],
)
def test_an_event_that_cannot_be_is_refused_with_a_sentence(send, change):
    assert send("contacts/events", BODY).status_code == 201
    answer = send("contacts/events", BODY | {"client_id": "order-2"} | change)
    assert answer.status_code == 422, answer.content
    assert ContactEvent.objects.count() == 1


def test_the_same_id_for_another_event_is_refused(send):
    body = BODY | {"at": "2026-11-19T10:00:00Z"}
    assert send("contacts/events", body).status_code == 201
    assert send("contacts/events", body | {"kind": "visit"}).status_code == 422


def test_a_refusal_repeats_what_was_given(send):
    answer = send("contacts/events", {**BODY, "kind": "delivry", "source": None})
    given = {one["field"]: one["given"] for one in answer.json()["problems"]}
    assert given == {"body.kind": "delivry", "body.source": "nothing"}


def test_a_no_stays_a_no_for_programs(send):
    assert send("contacts/events", BODY | {"email": "eva@example.com"}).status_code == 201
    contact = Contact.objects.get()
    said = {"purpose": "surveys", "channel": "email", "granted": True, "text_version": "v1", "proof": "shop"}
    path = f"contacts/{contact.id}/consents"
    assert send(path, said).json() == {"granted": True}
    assert send(path, said | {"granted": False}).json() == {"granted": False}
    assert send(path, said).json() == {"granted": False}
    assert send(path, said | {"by_person": True}).json() == {"granted": True}


def test_a_segment_is_saved_and_counted(send):
    send("contacts/events", BODY)
    made = send("segments", {"name": "Delivered", "condition": {"event": "delivery"}})
    assert (made.status_code, made.json()["contacts"]) == (201, 1)
    assert send(f"segments/{made.json()['id']}").json()["contacts"] == 1
    assert [one["name"] for one in send("segments").json()] == ["Delivered"]
    wrong = send("segments", {"name": "x", "condition": {"event": "delivry"}})
    assert wrong.status_code == 422
    assert "did you mean delivery" in wrong.json()["problems"][0]["allowed"]
