"""A file with comments goes into a fresh organisation, and the explorer tells what changed in March, in whose words."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from ohlas.exchange.actions import finish_now
from ohlas.exchange.models import Import
from ohlas.outbox.relay import relay_once
from tests.browser.test_dashboard import _violations
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Visit = Callable[..., Page]
LATE = (
    "The courier came two days late.",
    "Delivery was late again.",
    "The parcel came late, I waited a week.",
)
FINE = ("Good price and a wide choice.", "The staff were friendly.", "Nice quality, thank you.")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Delivery is seldom named in February and often in March."""
    lines = ["nps;comment;day"]
    for month, late in ((1, 4), (2, 4), (3, 34)):
        for number in range(60):
            is_late = number < late
            text = (LATE if is_late else FINE)[number % 3]
            lines.append(f"{2 if is_late else 9};{text};2026-{month:02}-{number % 28 + 1:02}")
    path = tmp_path / "visits.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def imported(world: World, visit: Visit, file: Path) -> Page:
    """The file is in; nobody has read it yet."""
    page = visit(world.alice, "/o/sova/imports/")
    page.set_input_files("input[type=file]", file)
    page.locator("form[enctype] button").click()
    page.wait_for_url("**/columns/")
    page.locator(".mapping .sticky-actions button").click()
    with page.expect_navigation():
        page.locator(".sticky-actions form button").first.click()
    page.wait_for_load_state("networkidle")
    finish_now(import_id=Import.objects.get().id, now=world.now, tell=lambda _: None)
    return page


def read_all() -> None:
    while relay_once(timezone.now(), worker="test"):
        pass


def test_while_it_is_read_the_pages_say_so(imported: Page, world: World, visit: Visit) -> None:
    page = visit(world.alice, "/o/sova/comments/")
    expect(page.locator("h2").first).to_have_text("Your comments are being read")
    expect(page.locator("main")).to_contain_text("180 answers are still to come")
    assert _violations(page) == []
    page = visit(world.alice, "/o/sova/comments/urgent/", width=390, theme="dark")
    expect(page.locator("main")).to_contain_text("180 answers are still to come")
    read_all()
    page = visit(world.alice, "/o/sova/comments/")
    expect(page.locator("main")).not_to_contain_text("still to come")


def test_what_changed_in_march_and_in_whose_words_takes_three_clicks(
    imported: Page, world: World, visit: Visit
) -> None:
    read_all()
    page = visit(world.alice, "/o/sova/comments/")
    page.locator("#f-changed").select_option("2026-03-01")
    marked = page.locator("tr", has_text="said more often")
    expect(marked.first).to_be_visible()
    marked.first.get_by_role("link").first.click()
    expect(page.locator("#list-title")).to_have_text("In whose words")
    expect(page.locator(".comment mark", has_text="late").first).to_be_visible()
    expect(page.locator("#units-title")).to_have_count(0)
    assert page.complaints == []
