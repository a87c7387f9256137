"""Reports and public scores in a real browser: taken along, scheduled, shown, accessible, narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.actions.badges import make_badge
from ohlas.insight.actions.reports import ScheduleWish, make_schedule, send_now
from ohlas.insight.models import ReportSending
from ohlas.insight.queries.badges import BadgeSubject
from ohlas.insight.rules import Selection
from ohlas.insight.rules.badges import BadgePeriod
from ohlas.insight.rules.boards import read_document
from ohlas.insight.tests.conftest import Told, silent, told
from tests.world import NOW

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
__all__ = ["silent", "told"]
Visit = Callable[..., Page]
TILES = {"period": "all", "tiles": [{"id": "t1", "kind": "figure"}, {"id": "t2", "kind": "breakdown"}]}


def _house(told: Told) -> list[str]:
    """A scheduled dashboard with one doubtful sending, and a public score; the pages about them."""
    board = create_board(actor=told.alice, wish=BoardWish("Friday"), document=read_document(TILES), now=NOW)
    from datetime import time

    wish = ScheduleWish(
        ("pdf", "xlsx"), "weekly", 4, time(7, 0), "Europe/Prague", (told.world.alice.id, told.world.bob.id)
    )
    schedule = make_schedule(actor=told.alice, board_id=board, selection=Selection(), wish=wish, now=NOW)
    send_now(actor=told.alice, schedule_id=schedule, now=NOW)
    ReportSending.objects.update(state="doubt", reason="torn")
    about = BadgeSubject(told.world.organisation.id, None, "csat_mean", "csat_1_5", BadgePeriod.ALL, "en")
    make_badge(actor=told.alice, subject=about, now=NOW)
    asked = "?measure=nps%3Anps_0_10&unit=&period=all&language=cs"
    return [
        f"/o/sova/boards/{board}/report/",
        "/o/sova/reports/",
        f"/o/sova/reports/{schedule}/",
        f"/o/sova/badges/{asked}",
    ]


def _violations(page: Page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


def test_pages_of_reports_are_accessible_and_narrow(told: Told, visit: Visit) -> None:
    for path in _house(told):
        for width, theme in ((320, "dark"), (1280, "light")):
            page = visit(told.world.alice, path, width=width, theme=theme)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
            assert _violations(page) == [], path
            assert page.complaints == [], path
            page.close()


def test_a_report_is_taken_and_sent_without_scripts(told: Told, visit: Visit) -> None:
    path = _house(told)[0]
    page = visit(told.world.alice, path, scripts=False)
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel").click()
    assert taken.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("button", name="Send it regularly").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Friday")
    expect(page.get_by_text("every week on Friday at 07:00")).to_be_visible()
