"""A file goes in by the keyboard alone; its loss report is fetched, the import taken back, the figures exported."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ohlas.exchange.actions import finish_now
from ohlas.exchange.models import Import
from ohlas.feedback.models import Response
from ohlas.insight.tests.conftest import Told, silent, told
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["silent", "told"]
Visit = Callable[..., Page]
LINES = (
    "nps;comment;day\n9;great;2026-03-01\n12;odd;2026-03-02\n"
    "n/a;short;2026-03-02\n3;slow;3.3.2026\n5;late;03/04/2026\n"
)
MOST_TABS = 90


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus stands there; a page that needs a mouse fails here."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if page.evaluate("wanted => document.activeElement.matches(wanted)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by Tab")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "visits.csv"
    path.write_text(LINES, encoding="utf-8")
    return path


def uploaded(page: Page, file: Path) -> None:
    page.set_input_files("input[type=file]", file)
    tab_to(page, "form[enctype] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**/columns/")


def test_a_file_goes_in_by_the_keyboard_alone(world: World, visit: Visit, file: Path, tmp_path: Path) -> None:
    page = visit(world.alice, "/o/sova/imports/")
    uploaded(page, file)
    expect(page.locator(".column-doubt").first).to_contain_text("12 (1×)")
    expect(page.locator("body")).to_contain_text("could be two days")
    tab_to(page, ".mapping .sticky-actions button")
    page.keyboard.press("Enter")
    expect(page.locator("#would")).to_be_visible()
    expect(page.locator("body")).to_contain_text("off the scale")
    assert not Response.objects.exists()
    tab_to(page, ".sticky-actions form button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    finish_now(import_id=Import.objects.get().id, now=world.now, tell=lambda _: None)
    page.reload()
    with page.expect_download() as report:
        tab_to(page, "a[href$='losses.csv']")
        page.keyboard.press("Enter")
    report.value.save_as(tmp_path / "losses.csv")
    said = (tmp_path / "losses.csv").read_text(encoding="utf-8-sig")
    assert "2,nps,12,off the scale,this answer" in said
    assert "5,day,03/04/2026,could be two days" in said
    tab_to(page, "form[action$='/undo/'] button")
    page.keyboard.press("Enter")
    expect(page.locator("#outcome")).to_contain_text("taken back")
    assert page.complaints == []


def test_the_same_file_again_brings_its_meanings(world: World, visit: Visit, file: Path) -> None:
    page = visit(world.alice, "/o/sova/imports/")
    uploaded(page, file)
    page.fill("#survey", "Visits of spring")
    page.locator(".mapping .sticky-actions button").click()
    with page.expect_navigation():
        page.locator(".sticky-actions form button").first.click()
    page.wait_for_load_state("networkidle")
    finish_now(import_id=Import.objects.get().id, now=world.now, tell=lambda _: None)
    page = visit(world.alice, "/o/sova/imports/", width=390)
    uploaded(page, file)
    expect(page.locator(".remembered")).to_contain_text("visits.csv")
    expect(page.locator("#survey")).to_have_value("Visits of spring")
    page.locator(".remembered button").click()
    expect(page.locator(".remembered")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_figures_are_filtered_and_exported_by_the_keyboard_alone(
    told: Told, visit: Visit, tmp_path: Path
) -> None:
    page = visit(told.world.alice, "/o/sova/dashboard/?period=all")
    tab_to(page, "#f-measure")
    page.keyboard.press("c")
    tab_to(page, ".filter-menu > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".filter-choices > summary")
    page.keyboard.press("Enter")
    tab_to(page, ".filter-choices input[type=checkbox]")
    page.keyboard.press("Space")
    tab_to(page, ".filter-sheet button")
    page.keyboard.press("Enter")
    expect(page.locator(".chip").first).to_be_visible()
    with page.expect_download() as table:
        tab_to(page, "a[href*='.csv']")
        page.keyboard.press("Enter")
    table.value.save_as(tmp_path / "groups.csv")
    assert len((tmp_path / "groups.csv").read_text(encoding="utf-8-sig").splitlines()) >= 2
    assert page.complaints == []
