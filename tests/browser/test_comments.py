"""The comment explorer in a real browser: accessible, narrow, three clicks to the answer, corrections in place."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ohlas.feedback.actions.enrich import read_responses
from ohlas.feedback.facts import write_waiting
from ohlas.feedback.facts.numbering import claim_read
from ohlas.feedback.models import Response
from ohlas.insight.tests.conftest import Told, silent, wrote
from tests.browser.test_dashboard import _violations
from tests.world import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["silent", "wrote"]
Visit = Callable[..., Page]
FULL = "/o/sova/comments/?period=all&changed=2026-07-01&topic=delivery_speed"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_explorer(wrote: Told, visit: Visit, width: int, theme: str) -> None:
    page = visit(wrote.world.alice, FULL, width=width, theme=theme)
    page.locator("details.correct > summary").first.click()
    page.locator("#contrast").scroll_into_view_if_needed()
    expect(page.locator("#contrast .contrast, #contrast .muted").first).to_be_visible()
    expect(page.locator(".chart-canvas svg").first).to_be_visible()
    assert _violations(page) == []
    assert page.complaints == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    [
        "/o/sova/comments/topics/",
        "/o/sova/comments/themes/",
        "/o/sova/comments/contrast/?period=all",
        "/o/sova/comments/?q=x",
        "/o/sova/comments/urgent/?period=all",
        "/o/sova/comments/reader/",
        "/o/sova/voice/",
        "/o/sova/contacts/name-days/",
    ],
)
def test_axe_finds_nothing_on_its_neighbours(wrote: Told, visit: Visit, path: str, theme: str) -> None:
    page = visit(wrote.world.alice, path, theme=theme, width=390)
    for summary in page.locator("details.correct > summary").all()[:2]:
        summary.click()
    assert _violations(page) == []


def test_axe_finds_nothing_before_the_first_comment(silent: Told, visit: Visit) -> None:
    assert _violations(visit(silent.world.alice, "/o/sova/comments/")) == []


@pytest.mark.parametrize(
    "path",
    [
        FULL,
        "/o/sova/comments/topics/",
        "/o/sova/comments/contrast/?period=all",
        "/o/sova/comments/urgent/?period=all",
        "/o/sova/voice/",
    ],
)
def test_nothing_hangs_over_the_edge_of_a_narrow_phone(wrote: Told, visit: Visit, path: str) -> None:
    page = visit(wrote.world.alice, path, width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_changed_and_in_whose_words_takes_three_clicks(wrote: Told, visit: Visit) -> None:
    page = visit(wrote.world.alice, "/o/sova/dashboard/?period=all")
    page.get_by_role("link", name="Comments", exact=True).first.click()
    page.locator("#f-changed").select_option("2026-07-01")
    marked = page.locator("tr", has_text="said more often")
    expect(marked.first).to_be_visible()
    marked.first.get_by_role("link").first.click()
    expect(page.locator("#list-title")).to_have_text("In whose words")
    expect(page.locator(".comment mark").first).to_be_visible()
    assert page.complaints == []


def test_a_label_is_corrected_in_place_and_taken_back(wrote: Told, visit: Visit) -> None:
    page = visit(wrote.world.alice, FULL)
    comment = page.locator(".comment").first
    comment.get_by_text("Correct", exact=True).click()
    comment.get_by_role("button", name="Mixed").first.click()
    expect(comment.locator(".badge-soft")).to_have_text("corrected")
    comment.get_by_role("button", name="Undo the last correction").click()
    expect(comment.locator(".badge-soft")).to_have_count(0)
    assert page.complaints == []


def test_remarks_come_while_a_draft_is_written(silent: Told, visit: Visit) -> None:
    page = visit(silent.world.alice, "/o/sova/voice/")
    page.locator("#v-draft").press_sequentially("Ahoj!!! Napiš nám!", delay=5)
    expect(page.get_by_text("Too many exclamation marks: 4, wanted 2")).to_be_visible()
    assert page.complaints == []


def test_a_signal_is_marked_and_its_mark_taken_back(wrote: Told, visit: Visit) -> None:
    wrote.tell(1, {"nps": 1, "why": "Uvidíme se u soudu."}, unit=wrote.world.brno)
    read_responses(list(Response.objects.all()), NOW)
    claim_read(wrote.world.organisation.id, NOW)
    write_waiting()
    page = visit(wrote.world.alice, "/o/sova/comments/urgent/?period=all&urgency=legal")
    with page.expect_navigation():
        page.get_by_role("button", name="Threatens legal steps: this is right").click()
    expect(page.get_by_text("marked right", exact=True)).to_be_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="Undo the last correction").click()
    expect(page.get_by_text("marked right", exact=True)).to_have_count(0)
    assert _violations(page) == []


@pytest.mark.parametrize("path", ["/o/sova/comments/?period=all", "/o/sova/dashboard/", "/o/sova/drivers/"])
@pytest.mark.parametrize("width", [1024, 1280])
def test_filters_open_beside_the_menu_never_below_it(
    wrote: Told, visit: Visit, width: int, path: str
) -> None:
    page = visit(wrote.world.alice, path, width=width)
    page.locator(".filter-menu > summary").last.click()
    sheet = page.locator(".filter-menu[open] .menu-sheet").bounding_box()
    content = page.locator("#content").bounding_box()
    assert sheet is not None
    assert content is not None
    assert content["x"] <= sheet["x"]
    assert sheet["x"] + sheet["width"] <= content["x"] + content["width"]


def test_a_topic_feels_otherwise_by_one_press_and_the_form_stays_open(wrote: Told, visit: Visit) -> None:
    page = visit(wrote.world.alice, FULL)
    comment = page.locator("li.comment").first
    comment.locator("details.correct > summary").click()
    topic = comment.locator("fieldset", has_text="Delivery time")
    topic.get_by_role("button", name="Positive").click()
    expect(comment.get_by_role("status")).to_contain_text("Kept.")
    expect(topic.get_by_role("button", name="Positive")).to_have_attribute("aria-pressed", "true")
    expect(comment.locator("details.correct")).to_have_attribute("open", "")
    comment.get_by_role("button", name="Undo the last correction").click()
    expect(comment.locator(".badge-soft")).to_have_count(0)
