"""Files that came with answers: opened by those who may see the response and its person, as attachments only."""

import pytest
from django.urls import reverse

from ohlas.accounts.models import Membership
from ohlas.accounts.rules import Role
from ohlas.feedback.actions.uploads import keep_file
from ohlas.feedback.models import Response
from ohlas.lib.ids import new_id
from ohlas.surveys.models import Survey, SurveyVersion

PDF = b"%PDF-1.7\n<script>alert(1)</script>"


@pytest.fixture(autouse=True)
def _folder(tmp_path, monkeypatch):
    monkeypatch.setattr("ohlas.feedback.queries.uploads.files_folder", lambda: tmp_path / "answers")


@pytest.fixture
def response(world):
    """A response in Prague whose answer names one file."""
    survey = Survey.objects.create(
        organisation_id=world.organisation.id, name="Parcel", state="running", created_at=world.now
    )
    version = SurveyVersion.objects.create(
        organisation_id=world.organisation.id,
        survey=survey,
        number=1,
        definition={"questions": [{"id": "photo", "type": "file", "text": {"en": "Show us"}}]},
        published_at=world.now,
    )
    client_id = new_id()
    kept = keep_file(
        organisation_id=world.organisation.id,
        client_id=client_id,
        question="photo",
        name='bill "1"; x=y.html',
        content=PDF,
        now=world.now,
    )
    return Response.objects.create(
        organisation_id=world.organisation.id,
        client_id=client_id,
        version=version,
        answers={"photo": [str(kept.id)]},
        answered_at=world.now,
        received_at=world.now,
        channel="link",
        language="en",
        unit=world.prague,
    )


def address_of(world, response):
    file_id = response.answers["photo"][0]
    return reverse("feedback:file", kwargs={"slug": world.organisation.slug, "answer_file_id": file_id})


def test_a_file_comes_as_an_attachment_that_can_do_nothing(world, sign_in, response):
    answer = sign_in(world.alice).get(address_of(world, response))
    assert answer.content == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename=")
    assert answer["Content-Disposition"].endswith('.pdf"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"


def test_the_response_names_its_file_with_its_size(world, sign_in, response):
    page = sign_in(world.alice).get(
        reverse("feedback:response", kwargs={"slug": world.organisation.slug, "response_id": response.id})
    )
    assert f'href="{address_of(world, response)}"' in page.content.decode()
    assert "bill 1 x=y.html.pdf" in page.content.decode()


def test_who_may_not_see_contacts_sees_that_there_is_a_file_and_no_more(world, sign_in, response):
    Membership.objects.filter(user=world.bob).update(role=Role.ANALYST, scope=None)
    client = sign_in(world.bob)
    assert client.get(address_of(world, response)).status_code == 403
    page = client.get(
        reverse("feedback:response", kwargs={"slug": world.organisation.slug, "response_id": response.id})
    ).content.decode()
    assert "bill 1 x=y.html.pdf" in page
    assert address_of(world, response) not in page


def test_a_manager_of_another_unit_and_a_stranger_find_nothing(world, sign_in, response):
    Membership.objects.filter(user=world.bob).update(role=Role.UNIT_MANAGER, scope=world.brno)
    assert sign_in(world.bob).get(address_of(world, response)).status_code == 404
    assert sign_in(world.mallory).get(address_of(world, response)).status_code == 404


def test_a_file_still_on_its_way_is_nobodys(world, sign_in, response):
    address = address_of(world, response)
    Response.objects.all().delete()
    assert sign_in(world.alice).get(address).status_code == 404


def test_a_file_whose_bytes_are_gone_is_not_there(world, sign_in, response, tmp_path):
    for path in (tmp_path / "answers").rglob("*"):
        if path.is_file():
            path.unlink()
    assert sign_in(world.alice).get(address_of(world, response)).status_code == 404
