"""The dashboard in a real browser: accessible, narrow, with and without scripts, light and dark."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ohlas.insight.tests.conftest import Told, silent, told

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["silent", "told"]
Visit = Callable[..., Page]
HOME = "/o/sova/dashboard/?period=all"


def _violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_dashboard(told: Told, visit: Visit, width: int, theme: str) -> None:
    page = visit(told.world.alice, HOME, width=width, theme=theme)
    for summary in page.locator("details.counted > summary, details.behind > summary").all():
        summary.click()
    expect(page.locator(".chart-canvas svg").first).to_be_visible()
    assert _violations(page) == []
    assert page.complaints == []


@pytest.mark.parametrize(
    "path", ["/o/sova/answers/?measure=nps", "/o/sova/dashboard/?colour=red", "/o/none/"]
)
def test_axe_finds_nothing_on_its_neighbours(told: Told, visit: Visit, path: str) -> None:
    assert _violations(visit(told.world.alice, path, theme="dark")) == []


def test_axe_finds_nothing_on_an_empty_dashboard(silent: Told, visit: Visit) -> None:
    assert _violations(visit(silent.world.alice, "/o/sova/dashboard/")) == []


@pytest.mark.parametrize("path", [HOME, "/o/sova/answers/?measure=nps"])
def test_nothing_hangs_over_the_edge_of_a_narrow_phone(told: Told, visit: Visit, path: str) -> None:
    page = visit(told.world.alice, path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_chosen_filter_stands_in_the_address_and_back_takes_it_off(told: Told, visit: Visit) -> None:
    page = visit(told.world.alice, HOME)
    page.locator("#f-measure").select_option("csat")
    expect(page.locator("#trend-title")).to_contain_text("Satisfied customers")
    assert "measure=csat" in page.url
    page.go_back()
    expect(page.locator("#trend-title")).to_contain_text("Net Promoter Score")
    assert page.complaints == []


def test_a_group_is_chosen_and_taken_off_by_a_click(told: Told, visit: Visit) -> None:
    page = visit(told.world.alice, HOME)
    page.get_by_role("link", name="Brno", exact=True).click()
    expect(page.locator(".chip")).to_contain_text("Brno")
    expect(page.locator(".figure.is-chosen .figure-words")).to_contain_text("50 answers")
    page.locator(".chip").click()
    expect(page.locator(".figure.is-chosen .figure-words")).to_contain_text("170 answers")


def test_charts_are_drawn_again_after_a_filter_and_a_change_of_theme(told: Told, visit: Visit) -> None:
    page = visit(told.world.alice, HOME)
    page.get_by_role("link", name="Quarter", exact=True).click()
    expect(page.locator(".chart-trend .chart-canvas svg")).to_be_visible()
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Dark").click()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    expect(page.locator(".chart-trend .chart-canvas svg")).to_contain_text("Q2 2026")
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    assert page.complaints == []


def test_without_scripts_everything_is_there(told: Told, visit: Visit) -> None:
    page = visit(told.world.alice, HOME, scripts=False)
    expect(page.locator(".chart-trend img")).to_be_visible()
    page.locator("#f-measure").select_option("csat")
    page.locator("button.without-scripts").last.click()
    expect(page.locator("#trend-title")).to_contain_text("Satisfied customers")


def test_the_keyboard_alone_reaches_the_content(told: Told, visit: Visit) -> None:
    page = visit(told.world.alice, HOME)
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('content').contains(document.activeElement)")
