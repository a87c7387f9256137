"""The pages about surveys: a list, one survey's questions, a new one from a template."""

from html import unescape

import pytest
from django.urls import reverse

from ohlas.accounts.access import system_actor
from ohlas.surveys.actions import create_survey
from ohlas.surveys.models import Survey, SurveyVersion
from ohlas.surveys.rules.library import library


def _url(name, **kwargs):
    return reverse(f"surveys:{name}", kwargs={"slug": "sova", **kwargs})


def test_a_new_survey_from_a_template_runs_in_the_organisations_languages(world, sign_in):
    client = sign_in(world.alice)
    offered = client.get(_url("new_survey")).content.decode()
    assert all(f'value="{template}"' in offered for template in (*library().templates, "blank"))
    asked = library().template("after_visit").questions
    third = asked[2].text.said("en", "formal")
    assert f"{third} · and {len(asked) - 3} more questions" in unescape(offered)
    made = client.post(_url("new_survey"), {"name": "Pobočky", "template": "after_visit", "publish": "on"})
    survey = Survey.objects.get()
    assert made.url == _url("survey", survey_id=survey.id)
    assert (survey.name, survey.state) == ("Pobočky", "running")
    assert SurveyVersion.objects.get().definition["languages"] == ["cs", "en"]
    page = client.get(made.url).content.decode()
    assert str(library().template("after_visit").questions[0].text.said("en", "formal"))[:20] in page


@pytest.mark.parametrize(("name", "template"), [("", "after_visit"), ("Pobočky", "nothing")])
def test_what_cannot_be_created_is_said_on_the_page(world, sign_in, name, template):
    client = sign_in(world.alice)
    given = {"name": name, "template": template}
    assert client.post(_url("new_survey"), given).status_code == 422
    assert client.post(_url("new_survey"), {"name": "Pobočky", "template": "after_visit"}).status_code == 302
    again = client.post(_url("new_survey"), {"name": "Pobočky", "template": "after_visit"})
    assert again.status_code == 422
    assert "already a survey" in again.content.decode()


def test_a_survey_is_closed_opened_and_archived_by_its_buttons(world, sign_in):
    client = sign_in(world.alice)
    definition = {"questions": [{"id": "q", "type": "nps"}]}
    actor = system_actor(world.organisation.id)
    survey = create_survey(actor=actor, name="S", definition=definition, now=world.now)
    for deed, state in (
        ("publish", "running"),
        ("close", "closed"),
        ("reopen", "running"),
        ("archive", "archived"),
    ):
        assert client.post(_url(deed, survey_id=survey)).status_code == 302
        assert Survey.objects.get().state == state
    assert "No surveys yet" in client.get(_url("surveys")).content.decode()
    refused = client.post(_url("close", survey_id=survey), follow=True)
    assert "is archived" in refused.content.decode()


def test_a_viewer_sees_no_buttons(world, sign_in):
    definition = {"questions": [{"id": "q", "type": "nps"}]}
    actor = system_actor(world.organisation.id)
    survey = create_survey(actor=actor, name="S", definition=definition, now=world.now, publish=True)
    assert "archive" in sign_in(world.alice).get(_url("survey", survey_id=survey)).content.decode()
    page = sign_in(world.bob).get(_url("survey", survey_id=survey))
    assert page.status_code == 200
    assert "archive" not in page.content.decode()


def test_a_new_survey_is_built_before_it_runs(world, sign_in):
    client = sign_in(world.alice)
    made = client.post(_url("new_survey"), {"name": "Nový", "template": "blank", "address": "informal"})
    survey = Survey.objects.get()
    assert made.url == _url("builder", survey_id=survey.id)
    assert survey.state == "draft"
    assert SurveyVersion.objects.get().definition["address"] == "informal"
    assert "Nothing is asked yet" in client.get(made.url).content.decode()


def test_an_archived_survey_is_found_and_restored(world, sign_in):
    client = sign_in(world.alice)
    actor = system_actor(world.organisation.id)
    survey = create_survey(
        actor=actor, name="Staré", definition={"questions": [{"id": "q", "type": "nps"}]}, now=world.now
    )
    client.post(_url("archive", survey_id=survey))
    assert "Staré" in client.get(_url("surveys")).content.decode()
    assert "Restore" in client.get(_url("survey", survey_id=survey)).content.decode()
    client.post(_url("restore", survey_id=survey))
    assert Survey.objects.get().state == "draft"
