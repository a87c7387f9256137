"""Logo, files and the result of a test in a real browser: seen, reached by keyboard, without violations."""

import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from PIL import Image, ImageDraw

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions import LinkWish, create_link
from ohlas.feedback.models import Response, Upload
from ohlas.lib.ids import new_id
from ohlas.surveys.actions import create_survey, publish_version, upload_logo
from ohlas.surveys.models import Survey, SurveyVersion
from ohlas.surveys.queries import draft_of
from ohlas.surveys.tests.questionnaire import asked, questionnaire

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LIGHTS = ("light", "dark")


def logo(colour):
    """A word-like mark on nothing."""
    picture = Image.new("RGBA", (640, 160), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.ellipse((10, 10, 150, 150), fill=colour)
    for n in range(5):
        draw.rounded_rectangle((190 + n * 85, 45, 250 + n * 85, 115), 14, fill=colour)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def place(world):
    """`place(colour)`: a published survey with a logo and a file question, and the address of a link."""

    def build(colour="#12212b"):
        actor = system_actor(world.organisation.id)
        definition = questionnaire(
            asked("nps", required=True),
            asked("photo", "file", help={"en": "A photograph of the parcel helps."}),
            languages=["en", "cs"],
            brand={"colour": "#8a2d52"},
            variants=[
                {"id": "a", "name": "All at once"},
                {"id": "b", "name": "One by one", "layout": "single"},
            ],
        )
        made = create_survey(actor=actor, name="Parcel", definition=definition, now=world.now)
        survey = Survey.objects.get(id=made)
        revision = draft_of(survey).revision
        upload_logo(actor=actor, survey_id=made, revision=revision, content=logo(colour), now=world.now)
        publish_version(actor=actor, survey_id=made, now=world.now)
        return survey, create_link(actor=actor, survey_id=made, wish=LinkWish(), now=world.now).path

    return build


def violations(page):
    return [one["id"] for one in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("theme", LIGHTS)
def test_a_logo_stands_on_the_page_in_both_lights(place, visit, world, theme):
    _survey, path = place()
    page = visit(world.alice, path, width=390, theme=theme)
    picture = page.locator(".brand img")
    assert picture.evaluate("it => it.complete && it.naturalWidth > 0")
    assert picture.get_attribute("alt") == world.organisation.name
    ground = picture.evaluate("it => getComputedStyle(it).backgroundColor")
    assert (ground == "rgb(255, 255, 255)") is (theme == "dark"), (
        "a dark logo gets a light ground in the dark"
    )
    assert violations(page) == []
    assert page.complaints == []


def test_files_are_sent_kept_and_taken_back_without_a_script(place, visit, world, tmp_path):
    _survey, path = place()
    page = visit(world.alice, path, width=390, scripts=False)
    bill = tmp_path / "bill.pdf"
    bill.write_bytes(b"%PDF-1.7\n")
    field = page.locator('input[type="file"]')
    if not field.count():  # the other arm asks one by one
        page.get_by_label("9", exact=False).first.check()
        page.get_by_role("button", name="Next").last.click()
        field = page.locator('input[type="file"]')
    field.set_input_files([str(bill)])
    page.locator("button[lang=cs]").click()
    page.wait_for_load_state()
    assert Upload.objects.get().name == "bill.pdf"
    assert "bill.pdf" in page.content()
    assert "Odebrat" in page.content()
    assert page.locator(".files .choice").first.bounding_box()["height"] >= 44


@pytest.mark.parametrize("theme", LIGHTS)
@pytest.mark.parametrize("width", [390, 1280])
def test_the_result_of_a_test_has_no_violations(place, visit, world, theme, width):
    survey, _path = place()
    version = SurveyVersion.objects.get(survey=survey)
    for arm, finished in (("a", 180), ("b", 240)):
        Response.objects.bulk_create(
            Response(
                id=new_id(),
                organisation_id=world.organisation.id,
                client_id=new_id(),
                version=version,
                answers={"nps": n % 11},
                answered_at=world.now,
                received_at=world.now,
                channel="link",
                language="en",
                attributes={"variant": arm},
                is_complete=n < finished,
            )
            for n in range(300)
        )
    where = {"slug": world.organisation.slug, "survey_id": survey.id}
    page = visit(world.alice, reverse("insight:trial", kwargs=where), width=width, theme=theme)
    assert "finished more often" in page.content()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "nothing is cut off on a phone"
