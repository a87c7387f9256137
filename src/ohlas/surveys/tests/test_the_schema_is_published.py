"""Anybody may read what a definition looks like, and a program gets back what it sent."""

from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.surveys.rules import definition_schema, parse_definition
from ohlas.surveys.tests.questionnaire import AFTER_PURCHASE


def test_the_schema_is_open_to_everybody(client):
    answer = client.get("/api/v1/survey-schema.json")
    assert answer.status_code == 200
    assert answer.json() == definition_schema()


def test_a_program_gets_back_the_definition_it_sent(world):
    scopes = (Permission.SEE_SURVEYS, Permission.EDIT_SURVEYS)
    key = issue_api_key(actor=system_actor(world.organisation.id), name="till", scopes=scopes, now=world.now)
    program = Client(headers={"Authorization": f"Bearer {key.secret}"})
    body = {"name": "After purchase", "definition": AFTER_PURCHASE, "publish": True}
    made = program.post("/api/v1/surveys", body, content_type="application/json")
    assert made.status_code == 201, made.content
    again = program.get(f"/api/v1/surveys/{made.json()['id']}").json()["definition"]
    assert parse_definition(again) == parse_definition(AFTER_PURCHASE)


def test_what_cannot_be_published_is_said_place_by_place(world):
    key = issue_api_key(
        actor=system_actor(world.organisation.id), name="x", scopes=(Permission.EDIT_SURVEYS,), now=world.now
    )
    body = {
        "name": "New",
        "definition": {"schema": 2, "questions": [{"id": "q", "type": "nps"}]},
        "publish": True,
    }
    answer = Client(headers={"Authorization": f"Bearer {key.secret}"}).post(
        "/api/v1/surveys", body, content_type="application/json"
    )
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == "q"
