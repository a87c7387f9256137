"""The map and the search box in a real browser: by keyboard alone, without scripts, on a phone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Page]
HOME = "/o/sova/surveys/"


def _violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def _unfolded(page: Page, within: str = ".rail-nav") -> list[str]:
    return page.locator(f"{within} details.place[open] > summary").all_inner_texts()


def test_another_place_is_unfolded_by_the_keyboard_and_folds_again_on_the_next_page(
    world: World, visit: Visit
) -> None:
    page = visit(world.alice, HOME, scripts=False)
    assert _unfolded(page) == ["Listen"]
    page.locator(".rail-nav summary", has_text="Set up").focus()
    page.keyboard.press("Enter")
    assert _unfolded(page) == ["Listen", "Set up"]
    page.keyboard.press("Tab")
    expect(page.locator(".rail-nav a", has_text="Imports")).to_be_focused()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Imports")
    assert _unfolded(page) == ["Set up"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_phone_reaches_every_place_from_one_menu(world: World, visit: Visit, *, scripts: bool) -> None:
    page = visit(world.alice, HOME, width=320, scripts=scripts)
    menu = page.locator(".phone-places")
    expect(menu.locator(":scope > summary")).to_contain_text("Listen · Surveys")
    menu.locator(":scope > summary").click()
    assert _unfolded(page, ".phone-places") == ["Listen"]
    menu.locator("summary", has_text="Understand").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    with page.expect_navigation():
        menu.get_by_role("link", name="Drivers").click()
    expect(page.locator("h1")).to_contain_text("Drivers")
    expect(menu.locator(":scope > summary")).to_contain_text("Understand · Drivers")


def test_a_shortcut_leads_to_the_search_and_enter_to_what_was_found(world: World, visit: Visit) -> None:
    page = visit(world.alice, HOME)
    page.keyboard.press("Control+k")
    expect(page.locator("#find-words")).to_be_focused()
    page.keyboard.type("brno")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        page.locator(".found a", has_text="Brno").click()
    expect(page.locator("h1")).to_contain_text("Brno")
    assert page.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_map_and_the_search(world: World, visit: Visit, theme: str) -> None:
    page = visit(world.alice, "/o/sova/search/?q=br", theme=theme)
    for summary in page.locator(".rail-nav summary").all():
        summary.click()
    assert _violations(page) == []
    phone = visit(world.alice, "/o/sova/search/", width=390, theme=theme)
    phone.locator(".phone-places > summary").click()
    phone.locator(".phone-places summary", has_text="Understand").click()
    assert _violations(phone) == []
