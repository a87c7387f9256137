"""A logo is uploaded in the settings, stands on the respondents' pages, and is served so that it cannot harm."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import AuditEntry
from ohlas.surveys.actions import create_survey, undo_edit
from ohlas.surveys.models import Logo, Survey
from ohlas.surveys.pages import page_brand
from ohlas.surveys.queries import draft_of
from ohlas.surveys.rules.logos import logo_name, logo_size
from ohlas.surveys.tests.questionnaire import asked, questionnaire


def png(colour="#c03050", size=(300, 60)):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def survey(world):
    actor = system_actor(world.organisation.id)
    made = create_survey(actor=actor, name="Visit", definition=questionnaire(asked("nps")), now=world.now)
    return Survey.objects.get(id=made)


@pytest.fixture
def upload(world, sign_in, survey):
    """`upload(content)` as Alice does in the settings; the page that follows."""

    def put(content, name="logo.png"):
        client = sign_in(world.alice)
        where = {"slug": world.organisation.slug, "survey_id": survey.id}
        return client.post(
            reverse("surveys:take_logo", kwargs=where),
            {"logo": SimpleUploadedFile(name, content), "revision": draft_of(survey).revision},
            follow=True,
        )

    return put


def logo_in(survey):
    return (draft_of(survey).document.get("brand") or {}).get("logo")


def test_an_uploaded_logo_stands_in_the_draft_and_in_the_settings(upload, survey):
    page = upload(png()).content.decode()
    name = logo_in(survey)
    assert Logo.objects.get().name == name
    assert f'src="/s/logo/{name}"' in page
    assert AuditEntry.objects.filter(deed="upload_logo").count() == 1


def test_the_logo_is_undone_and_removed_like_every_change(upload, survey, world):
    upload(png())
    actor = system_actor(world.organisation.id)
    undo_edit(actor=actor, survey_id=survey.id, revision=draft_of(survey).revision, now=world.now)
    assert logo_in(survey) is None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg onload='alert(1)'/>", "SVG files can hold programs"),
        (b"%PDF-1.7", "no PNG, JPEG or WebP"),
        (png()[:150], "broken"),
        (b"x" * (2 * 1024 * 1024 + 1), "more than 2 MB"),
    ],
)
def test_a_wrong_file_is_refused_with_a_reason_whatever_it_is_called(upload, survey, content, says):
    page = upload(content, "../../logo.png").content.decode()
    assert says in page
    assert logo_in(survey) is None
    assert not Logo.objects.exists()


def test_the_same_logo_twice_is_kept_once(upload):
    upload(png())
    upload(png())
    assert Logo.objects.count() == 1


def test_a_logo_is_served_for_ever_and_can_do_nothing(upload, survey, client):
    upload(png())
    answer = client.get(f"/s/logo/{logo_in(survey)}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/webp"
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "Set-Cookie" not in answer.headers
    assert client.get("/s/logo/" + "0" * 40 + "-1x1-any.webp").status_code == 404
    assert client.get("/s/logo/..%2f..%2fsecret").status_code == 404


def test_a_page_with_a_logo_reserves_its_place_and_says_the_name(upload, survey):
    upload(png(size=(300, 60)))
    brand = page_brand("Owl & Co", "#0b6e69", logo_in(survey))
    assert (brand.logo.size.width, brand.logo.size.height) == (192, 38)


def test_a_name_that_is_not_ours_shows_no_picture():
    assert page_brand("Owl", None, "logo.svg").logo is None
    assert page_brand("Owl", None, "../../etc/passwd").logo is None
    assert logo_size(logo_name(b"x", 100, 20, "light")).ground == "light"
