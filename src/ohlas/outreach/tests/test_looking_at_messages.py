"""Every message can be seen and written before anybody gets it."""

import pytest
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.outreach.models import MessageText, Programme
from ohlas.outreach.tests.scene import NOW, a_survey


@pytest.fixture
def page(world: World, sign_in):
    programme = Programme.objects.create(
        organisation=world.organisation,
        survey_id=a_survey(system_actor(world.organisation.id)),
        name="Po nákupu",
        created_at=NOW,
    )
    return sign_in(world.alice), f"/o/{world.organisation.slug}/programmes/{programme.id}/messages/"


@pytest.mark.parametrize("carrier", ["email", "sms"])
@pytest.mark.parametrize("kind", ["invitation", "reminder"])
@pytest.mark.parametrize("language", ["cs", "en"])
def test_each_message_shows_itself(page, carrier: str, kind: str, language: str) -> None:
    client, path = page
    answer = client.get(path, {"carrier": carrier, "kind": kind, "in": language})
    assert answer.status_code == 200
    assert "/s/xxxxx" in answer.content.decode()


def test_the_mail_stands_in_a_frame_where_nothing_runs(page) -> None:
    client, path = page
    answer = client.get(f"{path}page/", {"in": "cs"})
    assert "Vážená paní Nováková," in answer.content.decode()
    assert "sandbox" in answer.headers["Content-Security-Policy"]


def test_own_words_are_saved_and_emptied_again(page) -> None:
    client, path = page
    given = {"subject": "Jak chutnalo?", "body": "{greeting}\n\nDěkujeme."}
    assert client.post(f"{path}?in=cs", given).status_code == 302
    assert "Jak chutnalo?" in client.get(f"{path}?in=cs").content.decode()
    assert client.post(f"{path}?in=cs", {"subject": "", "body": ""}).status_code == 302
    assert not MessageText.objects.exists()


@pytest.mark.parametrize(
    "given",
    [
        {"subject": "x", "body": "{firstname}"},
        {"subject": "x\r\nBcc: a@b.test", "body": "y"},
        {"subject": "x", "body": ""},
        {"subject": "x" * 200, "body": "y"},
    ],
)
def test_words_that_cannot_be_sent_are_refused_and_stay_in_the_form(page, given: dict) -> None:
    client, path = page
    answer = client.post(f"{path}?in=cs", given)
    assert answer.status_code == 422
    assert not MessageText.objects.exists()
