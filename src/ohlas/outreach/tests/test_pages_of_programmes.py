"""The pages about programmes, pacing, the plan and people left alone, as staff use them."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from ohlas.accounts.access import system_actor
from ohlas.customers.actions import save_segment
from ohlas.lib.config import config
from ohlas.outbox.relay import relay_once
from ohlas.outreach.actions.deciding import decide_due
from ohlas.outreach.models import Hold, Invitation, Occasion, PacingPolicy, Programme, Sender
from ohlas.outreach.tests.scene import a_contact, a_sender, a_survey
from ohlas.outreach.views.programmes import FRESH
from ohlas.surveys.models import Survey
from ohlas.surveys.queries import forget_standings

EVERYBODY = {"all": []}


@pytest.fixture
def actor(world):
    return system_actor(world.organisation.id)


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.alice)


def url(name, **kwargs):
    return reverse(f"outreach:{name}", kwargs={"slug": "sova", **kwargs})


def filled(survey_id, **more):
    fields = {key: value for key, value in FRESH.items() if value not in (None, False)}
    return {**fields, "name": "After delivery", "survey": str(survey_id), **more}


def made(client, actor, **more):
    answer = client.post(url("new_programme"), filled(a_survey(actor), **more))
    assert answer.status_code == 302, answer.content.decode()
    return Programme.objects.get()


def started(client, actor, **more):
    a_sender(actor)
    row = made(client, actor, **more)
    assert client.post(url("start_programme", programme_id=row.id)).status_code == 302
    return row


def text(answer):
    return answer.content.decode()


def test_without_programmes_the_list_says_what_to_do(client):
    assert "No programme yet" in text(client.get(url("programmes")))


def test_a_programme_is_made_with_the_defaults_and_listed(client, actor):
    row = made(client, actor)
    assert row.settings["occasion"]["event"] == "delivery"
    page = text(client.get(url("programmes")))
    assert "1 day after a delivery" in page
    assert "Draft" in page


def test_the_editor_shows_what_was_saved_and_saves_it_unchanged(client, actor):
    segment = save_segment(actor=actor, name="All", condition=EVERYBODY, now=timezone.now())
    row = made(client, actor, kind="rhythm", starts_on="2026-12-01", carrier_1="sms", when_1=str(segment))
    page = client.get(url("edit_programme", programme_id=row.id))
    initial = page.context["page"].form.initial
    sent = {key: value for key, value in initial.items() if value not in (None, False)}
    assert client.post(url("edit_programme", programme_id=row.id), sent).status_code == 302
    assert Programme.objects.get().settings == row.settings
    assert row.settings["steps"][1] == {"carrier": "sms", "when": EVERYBODY}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "required"),
        ({"kind": "event", "event": ""}, "is needed"),
        ({"kind": "rhythm", "starts_on": ""}, "first day"),
        ({"kind": "anniversary"}, "attribute"),
        ({"sample": "0"}, "greater than or equal"),
        ({"sample": "abc"}, "number"),
        ({"every_days": "3"}, "at least as long"),
        ({"priority": "12"}, "less than or equal"),
        ({"quiet_from": "25:00"}, "valid time"),
        ({"days": ["9"]}, "not one of"),
        ({"carrier_0": "pigeon"}, "not one of"),
        ({"survey": "01a20144-0000-75fe-a75e-68cdfa8bd65a"}, "not one of"),
        ({"per_day": "-1"}, "greater than or equal"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_made(client, actor, wrong, said):
    answer = client.post(url("new_programme"), filled(a_survey(actor), **wrong))
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Programme.objects.exists()


def test_a_way_out_that_is_not_ready_keeps_it_from_starting_with_every_cure(client, actor, monkeypatch):
    row = made(client, actor)
    page = url("start_programme", programme_id=row.id)
    assert "Set it up under Channels." in text(client.get(page))
    sender = a_sender(actor)
    spf = {"light": "red", "says": "No SPF.", "cure": "Add a TXT record."}
    Sender.objects.filter(id=sender.id).update(tested_at=None, checks={"spf": spf})
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "http://ohlas.example.com")
    config.cache_clear()
    said = text(client.get(page))
    for cure in ("Add a TXT record.", "Send a test to yourself", "Put a certificate in front of Ohlas"):
        assert cure in said
    assert " disabled" in said
    refused = client.post(page)
    assert refused.status_code == 409
    assert "No SPF. Add a TXT record." in text(refused)
    assert Programme.objects.get().state == "draft"
    monkeypatch.setenv("OHLAS_PUBLIC_URL", "https://ohlas.example.com")
    config.cache_clear()
    Sender.objects.update(tested_at=timezone.now(), checks={})
    assert client.post(page).status_code == 302


def test_a_fallback_that_is_not_ready_is_advice_only(client, actor):
    a_sender(actor)
    row = made(client, actor)
    steps = [{"carrier": "email"}, {"carrier": "sms"}]
    Programme.objects.update(settings=row.settings | {"steps": steps})
    said = text(client.get(url("start_programme", programme_id=row.id)))
    assert "Not yet:" in said
    assert " disabled" not in said
    assert client.post(url("start_programme", programme_id=row.id)).status_code == 302


def test_a_survey_that_takes_no_answers_keeps_it_from_starting_with_the_cure(client, actor):
    row = made(client, actor)
    Survey.objects.update(state="draft")
    forget_standings(actor.organisation.id)
    assert "Publish the survey" in text(client.get(url("start_programme", programme_id=row.id)))
    assert client.post(url("start_programme", programme_id=row.id)).status_code == 409
    assert Programme.objects.get().state == "draft"


def test_a_survey_closed_later_is_told_on_the_page_and_nobody_is_asked(client, actor):
    a_contact(actor)
    row = started(client, actor, kind="rhythm", starts_on=str(timezone.localdate()), waves="1")
    Survey.objects.update(state="closed")
    forget_standings(actor.organisation.id)
    assert decide_due(organisation_id=actor.organisation.id, now=timezone.now()) == 0
    assert "It runs but asks nobody" in text(client.get(url("programme", programme_id=row.id)))


def test_it_starts_pauses_resumes_and_ends(client, actor):
    row = started(client, actor)
    states = [Programme.objects.get().state]
    for deed in ("pause_programme", "start_programme", "end_programme"):
        assert client.post(url(deed, programme_id=row.id)).status_code == 302
        states.append(Programme.objects.get().state)
    assert states == ["running", "paused", "running", "ended"]
    client.post(url("pause_programme", programme_id=row.id))
    assert Programme.objects.get().state == "ended"


def test_people_are_asked_by_hand_by_address_or_segment(client, actor):
    a_contact(actor)
    row = started(client, actor, kind="manual")
    answer = client.post(url("ask", programme_id=row.id), {"contacts": "nobody@example.test"})
    assert answer.status_code == 422
    assert "nobody@example.test" in text(answer)
    assert client.post(url("ask", programme_id=row.id), {}).status_code == 422
    client.post(url("ask", programme_id=row.id), {"contacts": "jana@example.test\n\n"})
    while relay_once(timezone.now(), worker="tests"):
        pass
    assert Invitation.objects.count() == 1
    segment = save_segment(actor=actor, name="All", condition=EVERYBODY, now=timezone.now())
    client.post(url("ask", programme_id=row.id), {"segment": str(segment)})
    while relay_once(timezone.now(), worker="tests"):
        pass
    assert Occasion.objects.filter(reason="").count() == 1


def test_the_plan_shows_who_is_asked_and_why_others_are_not(client, actor, world, sign_in):
    a_contact(actor)
    a_contact(actor, "petr@example.test", agreed=False)
    row = started(client, actor, kind="rhythm", starts_on=str(timezone.localdate()), waves="1")
    page = text(client.get(url("plan")))
    assert "They have not agreed" in page
    assert f"{row.id}/?who=no_consent" in page
    assert "Jana Nováková" in text(client.get(url("plan_people", programme_id=row.id)))
    assert not Invitation.objects.exists()
    assert not Occasion.objects.exists()


def test_a_change_is_tried_without_being_saved(client, actor):
    a_contact(actor)
    row = started(client, actor, kind="rhythm", starts_on=str(timezone.localdate()), waves="1")
    answer = client.get(url("simulator"), {"p0_runs": "no"})
    assert answer.context["page"].changes == [(row.name, 1, 0)]
    assert Programme.objects.get().state == "running"
    assert client.get(url("simulator"), {"count_0": "0"}).status_code == 422
    assert client.get(url("simulator"), {"p0_every_days": "2"}).status_code == 422


def test_pacing_is_set_with_a_rule_and_refused_half_given(client, actor):
    segment = save_segment(actor=actor, name="VIP", condition=EVERYBODY, now=timezone.now())
    good = {"count_0": "2", "days_0": "60", "ages_after": "10", "rule_0": str(segment)}
    good |= {"care_days": "14", "care_detractor": "always"}
    assert client.post(url("policy"), good | {"rule_count_0": "1"}).status_code == 422
    assert client.post(url("policy"), good | {"days_0": "0"}).status_code == 422
    assert not PacingPolicy.objects.exists()
    assert client.post(url("policy"), good).status_code == 302
    saved = PacingPolicy.objects.get().settings
    assert saved["windows"] == [{"count": 2, "days": 60}]
    assert saved["rules"] == [{"name": "VIP", "when": EVERYBODY, "windows": []}]
    care = {"days": 14, "complaint": False, "urgent": False, "detractor": "always"}
    assert saved["care"] == care
    assert 'value="60"' in text(client.get(url("policy")))


def test_somebody_is_left_alone_and_let_go_again(client, actor):
    contact = a_contact(actor)
    past = str(timezone.localdate() - timedelta(days=2))
    wish = {"contact": "jana@example.test", "reason": "complaint"}
    assert client.post(url("holds"), wish | {"until": past}).status_code == 422
    assert client.post(url("holds"), wish | {"contact": "nobody"}).status_code == 422
    assert client.post(url("holds"), wish).status_code == 302
    assert "complaint" in text(client.get(url("holds")))
    Hold.objects.create(
        organisation_id=contact.organisation_id,
        contact_id=contact.id,
        reason="urgent words",
        made_at=timezone.now(),
        lifted_at=None,
    )
    assert "words about law, safety or discrimination" in text(client.get(url("holds")))
    Hold.objects.filter(reason="urgent words").delete()
    client.post(url("lift_hold", contact_id=contact.id), {"reason": "complaint"})
    assert Hold.objects.get().lifted_at is not None


def test_a_segment_in_use_cannot_be_removed_and_is_said_so(client, actor):
    segment = save_segment(actor=actor, name="All", condition=EVERYBODY, now=timezone.now())
    made(client, actor, segment=str(segment))
    address = reverse("customers:delete_segment", kwargs={"slug": "sova", "segment_id": segment})
    assert "programme" in text(client.post(address, follow=True))
