"""Pages of calls and of channels by phone: no complaint in the console, no sideways scrolling, axe content."""

import os
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from ohlas.outreach.channels.phone.tests.test_calling import people
from ohlas.outreach.models import CallTask, Message
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS", "")
"""A folder for pictures of the pages, for whoever wants to look at them."""


def _problems(page: Any, name: str) -> list[str]:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)
    found = [f"console: {said}" for said in page.complaints]
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        found.append("it scrolls sideways")
    violations = Axe().run(page).response["violations"]
    return found + [f"axe {one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations]


@pytest.fixture
def a_list(transactional_db: None, world: World) -> None:
    people(world, 4)
    CallTask.objects.update(is_promised=True)  # whatever hour the tests run at
    assert Message.objects.count() == 4


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark"), (1280, "light"), (390, "dark")])
def test_pages_of_calls_are_fit_for_everybody(
    visit: Any, world: World, a_list: None, width: int, theme: str
) -> None:
    found = {}
    for name, address in (
        ("calls", reverse("feedback:calls", kwargs={"slug": "sova"})),
        ("list", reverse("outreach:calls", kwargs={"slug": "sova"})),
        ("sms", reverse("outreach:channel", kwargs={"slug": "sova", "carrier": "sms"})),
        ("phone", reverse("outreach:channel", kwargs={"slug": "sova", "carrier": "phone"})),
    ):
        page = visit(world.alice, address, width=width, theme=theme)
        if problems := _problems(page, f"{name}-{width}-{theme}"):
            found[name] = problems
    page = visit(world.alice, reverse("feedback:calls", kwargs={"slug": "sova"}), width=width, theme=theme)
    with page.expect_navigation():
        page.get_by_role("button", name="Take the next person").click()
    page.wait_for_load_state("networkidle")
    assert "+420601000" in page.content()
    if problems := _problems(page, f"call-{width}-{theme}"):
        found["call"] = problems
    assert found == {}


def test_an_interview_is_stored_without_scripts(visit: Any, world: World, a_list: None) -> None:
    page = visit(world.alice, reverse("feedback:calls", kwargs={"slug": "sova"}), scripts=False)
    page.get_by_role("button", name="Take the next person").click()
    page.locator('input[name="q:nps"][value="9"]').check(force=True)
    page.locator('textarea[name="q:why"], input[name="q:why"]').first.fill("rychlé")
    page.get_by_role("button", name="Store the interview").click()
    assert CallTask.objects.filter(disposition="complete").count() == 1
