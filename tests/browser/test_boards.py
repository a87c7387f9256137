"""Dashboards made by clicking, in a real browser: accessible, narrow, by keyboard alone, and without scripts."""

from collections.abc import Callable
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect

from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.rules.boards import read_document
from ohlas.insight.tests.conftest import Told, silent, told
from tests.world import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["silent", "told"]
Visit = Callable[..., Page]
KINDS = ("figure", "trend", "distribution", "breakdown", "heat", "league", "comments")


@pytest.fixture
def board(told: Told) -> UUID:
    tiles = [{"id": f"t{place}", "kind": kind} for place, kind in enumerate(KINDS, 1)]
    document = read_document({"tiles": tiles, "period": "all"})
    return create_board(actor=told.alice, wish=BoardWish("Everything"), document=document, now=NOW)


def _violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("address", ["?beside=units", "?wall=1", "edit/?tile=t2", "edit/?add=heat"])
def test_axe_finds_nothing_on_a_dashboard(
    told: Told, visit: Visit, board: UUID, address: str, theme: str
) -> None:
    page = visit(told.world.alice, f"/o/sova/boards/{board}/{address}", theme=theme)
    for summary in page.locator("details.counted > summary").all():
        summary.click()
    assert _violations(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("address", ["", "?beside=units", "edit/?add=breakdown", "?wall=1"])
def test_nothing_hangs_over_the_edge_of_a_narrow_phone(
    told: Told, visit: Visit, board: UUID, address: str
) -> None:
    page = visit(told.world.alice, f"/o/sova/boards/{board}/{address}", width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_all_that_stands_in_the_bar_stands_in_one_line(told: Told, visit: Visit, board: UUID) -> None:
    page = visit(told.world.alice, f"/o/sova/boards/{board}/")
    edges = page.locator(".board-bar .tabs, .board-bar .filter-menu > summary").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(it => [it.top, it.bottom].map(Math.round).join())"
    )
    assert len(edges) >= 4
    assert len(set(edges)) == 1, edges


def test_a_tile_is_chosen_added_moved_and_taken_back_by_keyboard(
    told: Told, visit: Visit, board: UUID
) -> None:
    page = visit(told.world.alice, f"/o/sova/boards/{board}/edit/")
    page.get_by_role("link", name="Add a tile").press("Enter")
    page.locator("#kind-figure").press("Enter")
    expect(page.locator(".gallery-preview .figure-value")).to_be_visible()
    page.locator("select[name='measure']").first.select_option("csat")
    expect(page.locator(".gallery-preview")).to_contain_text("Satisfied customers")
    page.locator("#add-tile").press("Enter")
    expect(page.locator("[data-drag-tile]")).to_have_count(8)
    page.locator("#up-t8").press("Enter")
    expect(page.locator("[data-drag-tile]").nth(6)).to_have_attribute("data-drag-tile", "t8")
    assert page.evaluate("document.activeElement.id") == "up-t8"
    page.locator("#drop-t8").press("Enter")
    expect(page.locator("[data-drag-tile]")).to_have_count(7)
    page.locator("#undo").press("Enter")
    expect(page.locator("[data-drag-tile]")).to_have_count(8)
    assert page.complaints == []


def test_a_tile_is_dragged_to_another_place(told: Told, visit: Visit, board: UUID) -> None:
    page = visit(told.world.alice, f"/o/sova/boards/{board}/edit/")
    page.set_viewport_size({"width": 1280, "height": 2400})  # both tiles in sight, as for whoever drags
    page.locator("[data-drag-tile='t1'] [data-drag-grip]").drag_to(page.locator("[data-drag-tile='t3']"))
    expect(page.locator("[data-drag-tile]").nth(2)).to_have_attribute("data-drag-tile", "t1")
    assert page.complaints == []


def test_a_setting_is_kept_as_soon_as_it_is_chosen(told: Told, visit: Visit, board: UUID) -> None:
    page = visit(told.world.alice, f"/o/sova/boards/{board}/edit/?tile=t1")
    page.locator("#measure-t1").select_option("csat")
    expect(page.locator("[data-drag-tile='t1'] .tile-title")).to_contain_text("Satisfied customers")
    page.reload()
    expect(page.locator("[data-drag-tile='t1'] .tile-title")).to_contain_text("Satisfied customers")


def test_filters_open_and_narrow_every_tile(told: Told, visit: Visit, board: UUID) -> None:
    page = visit(told.world.alice, f"/o/sova/boards/{board}/")
    page.locator(".filter-menu summary").first.click()
    page.locator("#board-filters summary", has_text="Unit").click()
    page.locator("#board-filters").get_by_label("Brno").check()
    page.locator("#board-filters").get_by_role("button", name="Show").click()
    expect(page.locator(".tile-kind-figure")).to_contain_text("50 answers")
    assert "unit=" in page.url


def test_without_scripts_a_dashboard_is_changed_too(told: Told, visit: Visit, board: UUID) -> None:
    page = visit(told.world.alice, f"/o/sova/boards/{board}/edit/?add=figure", scripts=False)
    page.locator("#add-tile").click()
    expect(page.locator("[data-drag-tile]")).to_have_count(8)
    page.locator("#undo").click()
    expect(page.locator("[data-drag-tile]")).to_have_count(7)
