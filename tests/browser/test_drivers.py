"""The driver page in a real browser: accessible, narrow, light and dark."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ohlas.insight.tests.conftest import Told, silent

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["silent"]
Visit = Callable[..., Page]
PAGE = "/o/sova/drivers/?period=all"


def _violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.fixture
def related(silent: Told) -> Told:
    """Coffee and satisfaction move the score, cakes do not."""
    for coffee in range(1, 6):
        for cakes in range(1, 6):
            for csat in (2, 3, 5):
                nps = min(10, coffee + csat)
                silent.tell(3, {"nps": nps, "csat": csat, "coffee": coffee, "cakes": cakes})
    return silent


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_hangs_over(
    related: Told, visit: Visit, width: int, theme: str
) -> None:
    page = visit(related.world.alice, PAGE, width=width, theme=theme)
    page.locator("[data-chart]").scroll_into_view_if_needed()
    expect(page.locator(".chart-canvas svg").first).to_be_visible()
    if folder := os.environ.get("PICTURES_INTO"):
        page.screenshot(path=f"{folder}/drivers-{width}-{theme}.png", full_page=True)
    for summary in page.locator("details.counted > summary, details.behind > summary").all():
        summary.click()
    assert _violations(page) == []
    assert page.complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_where_nothing_can_be_said(silent: Told, visit: Visit) -> None:
    page = visit(silent.world.alice, PAGE, width=390)
    expect(page.get_by_role("heading", name="Nothing can be said here")).to_be_visible()
    assert _violations(page) == []
