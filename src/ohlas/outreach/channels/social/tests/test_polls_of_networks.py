"""Polls of a network are kept as counts and shown by themselves; nothing of them reaches a survey's figures."""

import json
from datetime import date

import pytest
from django.apps import apps
from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.models import AuditEntry
from ohlas.accounts.rules import Permission
from ohlas.metrics import ShareTally
from ohlas.metrics.shares import share_interval
from ohlas.outbox.models import Event
from ohlas.outreach.errors import BadPoll
from ohlas.outreach.models import Poll
from ohlas.outreach.rules.polls import Choice, PollResult, checked_poll, choices_in, shares_of

BODY = {
    "network": "Instagram",
    "question": "Open on Sundays?",
    "choices": [{"text": "Yes", "votes": 120}, {"text": "No", "votes": 30}],
    "asked_on": "2026-11-01",
}
FORM = {
    "network": "Instagram",
    "question": "Open on Sundays?",
    "choices": "Yes: 120\nNo: 30",
    "asked_on": "2026-11-01",
}


@pytest.fixture
def program(world):
    """`program(body)` posts a poll with a key that may."""
    key = issue_api_key(
        actor=system_actor(world.organisation.id), name="x", scopes={Permission.RUN_PROGRAMMES}, now=world.now
    )

    def post(body):
        return Client().post(
            "/api/v1/polls",
            json.dumps(body),
            content_type="application/json",
            headers={"Authorization": f"Bearer {key.secret}"},
        )

    return post


@pytest.fixture
def office(world, sign_in):
    client = sign_in(world.alice)
    base = f"/o/{world.organisation.slug}/polls/"
    return lambda path="", data=None: (
        client.post(base + path, data) if data is not None else client.get(base + path)
    )


def test_each_choice_has_its_share_and_wilsons_interval():
    yes, no = shares_of([Choice("Yes", 120), Choice("No", 30)])
    assert (yes.share, no.share) == (0.8, 0.2)
    assert yes.interval == share_interval(ShareTally(120, 30))


def test_nobodys_vote_is_no_share():
    assert [one.share for one in shares_of([Choice("Yes", 0), Choice("No", 0)])] == [None, None]


def test_a_program_enters_a_poll_and_is_told_that_it_is_self_selected(program):
    answer = program(BODY)
    assert answer.status_code == 201
    said = answer.json()
    assert said["self_selected"] is True
    assert said["votes"] == 150
    assert said["choices"][0]["share"] == 0.8
    assert said["choices"][0]["low"] < 0.8 < said["choices"][0]["high"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"asked_on": "2030-01-01"}, "asked_on"),
        ({"ended_on": "2026-10-01"}, "ended_on"),
        ({"choices": [{"text": "Yes", "votes": 1}, {"text": "yes", "votes": 2}]}, "choices"),
        ({"address": "javascript:alert(1)"}, "address"),
    ],
)
def test_what_cannot_be_is_refused_in_words(program, change, field):
    answer = program({**BODY, **change})
    assert answer.status_code == 422
    assert answer.json()["problems"][0]["field"] == field
    assert not Poll.objects.exists()


@pytest.mark.parametrize(
    "change", [{"choices": []}, {"choices": [{"text": "Yes", "votes": -1}] * 2}, {"network": ""}]
)
def test_a_body_out_of_shape_is_refused(program, change):
    assert program({**BODY, **change}).status_code == 422


def test_a_poll_is_entered_corrected_and_removed_with_an_audit_entry_each(office):
    assert "No poll yet" in office().content.decode()
    assert office("new/", FORM).status_code == 302
    poll = Poll.objects.get()
    page = office().content.decode()
    assert "self-selected" in page
    assert "150 votes" in page
    assert "between 73 and 86 %" in page
    assert office(f"{poll.id}/", {**FORM, "choices": "Yes: 200\nNo: 50"}).status_code == 302
    assert Poll.objects.get().choices[0]["votes"] == 200
    office(f"{poll.id}/remove/", {})
    assert not Poll.objects.exists()
    deeds = AuditEntry.objects.filter(object_kind="poll").values_list("deed", flat=True)
    assert sorted(deeds) == ["change_poll", "record_poll", "remove_poll"]


@pytest.mark.parametrize("choices", ["Yes", "Yes: many\nNo: 2", "Yes: 1", "Yes: 1\nYES: 2"])
def test_lines_that_cannot_be_read_are_said_at_their_field(office, choices):
    answer = office("new/", {**FORM, "choices": choices})
    assert answer.status_code == 422
    assert "choices:" in answer.content.decode()


def test_a_colon_within_a_choice_stays():
    assert choices_in("At 10:30: 1 200") == (Choice("At 10:30", 1200),)


def test_a_poll_has_no_way_into_the_figures(program):
    """By construction: it tells nobody that it was made, has no scale, and no answer or fact knows of it."""
    before = Event.objects.count()
    program(BODY)
    assert Event.objects.count() == before
    names = {field.name for field in Poll._meta.get_fields()}
    assert not names & {"survey", "version", "scale", "value", "answers"}
    pointing = [
        field
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if getattr(field, "related_model", None) is Poll and model is not Poll
    ]
    assert pointing == []


def test_a_poll_of_tomorrow_is_not_yet():
    poll = PollResult(
        network="X", question="?", choices=(Choice("a", 1), Choice("b", 1)), asked_on=date(2026, 11, 21)
    )
    with pytest.raises(BadPoll):
        checked_poll(poll, date(2026, 11, 20))
