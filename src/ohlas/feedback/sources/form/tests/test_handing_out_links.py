"""Staff and programs make links, show them as QR codes, close them and open them again."""

import pytest
from django.urls import reverse

from ohlas.accounts.rules import Permission
from ohlas.feedback.models import Link
from ohlas.feedback.sources.form.tests.scene import Person, survey_of
from ohlas.feedback.tests.scene import program_of
from ohlas.surveys.tests.questionnaire import asked, questionnaire


@pytest.fixture
def survey(world, clock):
    return survey_of(world.organisation, world.now, questionnaire(asked("nps")))


def page(survey):
    return reverse("feedback:collect", kwargs={"slug": "sova", "survey_id": survey})


def test_an_open_link_of_a_unit_is_made_shown_and_closed(world, sign_in, survey, clock):
    alice = sign_in(world.alice)
    made = alice.post(page(survey) + "open/", {"open-channel": "poster", "open-unit": "praha"}, follow=True)
    link = Link.objects.get()
    shown = made.content.decode()
    assert f"http://testserver/s/{link.code}" in shown
    assert "Praha" in shown
    assert "<svg" in shown
    assert Person(f"/s/{link.code}").open().status == 200
    alice.post(reverse("feedback:close_link", kwargs={"slug": "sova", "link_id": link.id}))
    assert Person(f"/s/{link.code}").open().status == 404
    alice.post(reverse("feedback:reopen_link", kwargs={"slug": "sova", "link_id": link.id}))
    assert Person(f"/s/{link.code}").open().status == 200


def test_a_personal_link_is_shown_once(world, sign_in, survey):
    alice = sign_in(world.alice)
    made = alice.post(page(survey) + "personal/", {"personal-days": "7"}).content.decode()
    address = made.split('value="http://testserver', 1)[1].split('"')[0]
    assert Person(address).open().status == 200
    assert address not in alice.get(page(survey)).content.decode()


def test_who_may_only_look_makes_no_links(world, sign_in, survey):
    looked = sign_in(world.bob).get(page(survey)).content.decode()
    assert "New open link" not in looked
    assert sign_in(world.bob).post(page(survey) + "open/", {"open-channel": "poster"}).status_code == 403


def test_a_program_makes_a_personal_link(world, survey):
    program = program_of(world.organisation, world.now, Permission.EDIT_SURVEYS, Permission.SEE_SURVEYS)
    made = program.post("/links", {"survey": str(survey), "unit": "praha", "channel": "email"})
    assert made.status_code == 201
    path = made.json()["url"].removeprefix("http://testserver")
    assert Person(path).open().status == 200
    assert Link.objects.get().unit_id == world.prague.id


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"survey": "nothing"}, "survey"),
        ({"unit": "nowhere"}, "unit"),
        ({"employee": "nobody"}, "employee"),
        ({"channel": "Not a channel"}, "channel"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
    ],
)
def test_a_link_that_cannot_be_made_says_why(world, survey, body, field):
    program = program_of(world.organisation, world.now, Permission.EDIT_SURVEYS, Permission.SEE_SURVEYS)
    refused = program.post("/links", {"survey": str(survey), **body})
    assert (refused.status_code, refused.json()["problems"][0]["field"]) == (422, field)
    assert Link.objects.count() == 0
