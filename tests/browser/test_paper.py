"""Paper forms typed in with the keyboard alone, and the sheet that is printed."""

from datetime import date
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions.paper import StackWish, open_stack
from ohlas.feedback.models import Response
from ohlas.surveys.actions import create_survey
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FORM = questionnaire(
    asked("nps", required=True),
    asked("ease", "ease"),
    asked("one", "single", choices=choices("tea", "coffee")),
    asked("why", "text"),
    languages=["en"],
)


@pytest.fixture
def survey(transactional_db: None, world: World) -> Any:
    actor = system_actor(world.organisation.id)
    return create_survey(actor=actor, name="On paper", definition=FORM, now=world.now, publish=True)


@pytest.fixture
def desk(visit: Any, world: World, survey: Any) -> Any:
    wish = StackWish(survey_id=survey, unit="praha", language="en", day=date(2026, 11, 18))
    stack = open_stack(actor=system_actor(world.organisation.id), wish=wish, now=timezone.now())
    return visit(world.alice, reverse("feedback:stack", kwargs={"slug": "sova", "stack_id": stack}))


def test_three_sheets_are_typed_without_touching_the_mouse(desk: Any) -> None:
    for n, keys in enumerate(("9 4 2", "10 5 1", "8 3 2"), start=1):
        expect(desk.locator("#sheet")).to_have_value(str(n))
        expect(desk.locator("#q-nps")).to_be_focused()
        for key in keys.replace(" ", ""):
            desk.keyboard.press(key)
        if n < 3:
            expect(desk.locator("#q-why")).to_be_focused()
            desk.keyboard.type("by keys")
        desk.keyboard.press("Enter")
        expect(desk.locator("#last")).to_contain_text(f"{n} sheet")
    stored = Response.objects.order_by("id").values_list("answers", flat=True)
    assert list(stored[:2]) == [
        {"nps": 9, "ease": 4, "one": "coffee", "why": "by keys"},
        {"nps": 10, "ease": 5, "one": "tea", "why": "by keys"},
    ]
    assert desk.complaints == []


def test_a_one_before_another_digit_is_the_answer_and_the_next_field_gets_the_digit(desk: Any) -> None:
    expect(desk.locator("#q-nps")).to_be_focused()
    for key in "142":
        desk.keyboard.press(key)
    expect(desk.locator("#q-nps")).to_have_value("1")
    expect(desk.locator("#q-ease")).to_have_value("4")
    expect(desk.locator("#q-one")).to_have_value("2")
    expect(desk.locator("#q-why")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.locator("#last")).to_contain_text("1 sheet")
    assert Response.objects.get().answers == {"nps": 1, "ease": 4, "one": "coffee"}


def test_a_number_put_in_at_once_is_one_answer_and_refused_beyond_the_scale(desk: Any) -> None:
    desk.locator("#q-nps").fill("11")
    expect(desk.locator("#q-nps")).to_have_value("11")
    expect(desk.locator("#q-nps")).to_have_attribute("aria-invalid", "true")
    expect(desk.locator("#q-ease")).to_have_value("")
    desk.keyboard.press("Enter")
    expect(desk.locator("#q-nps-wrong")).to_contain_text("One of the answers offered, please.")
    assert Response.objects.count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_while_typing(visit: Any, world: World, desk: Any, theme: str) -> None:
    desk.emulate_media(color_scheme=theme)
    desk.reload()
    assert _violations(desk) == []
    desk.keyboard.press("Enter")
    expect(desk.locator("#problem")).to_be_visible()
    assert _violations(desk) == []
    listed = visit(world.alice, reverse("feedback:paper", kwargs={"slug": "sova"}), theme=theme)
    assert _violations(listed) == []
    assert listed.complaints == []


def test_the_printed_form_is_one_a4_page_for_each_sheet(visit: Any, world: World, survey: Any) -> None:
    address = reverse("feedback:print_paper", kwargs={"slug": "sova", "survey_id": survey})
    page = visit(world.alice, f"{address}?copies=3")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") == 3
    assert _violations(page) == []
    assert page.complaints == []


def _violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
