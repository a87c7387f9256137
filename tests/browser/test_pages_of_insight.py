"""Every page of insight over the sample company: axe content, nothing sideways, a table behind each chart."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
import time_machine
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.house_of_insight import House, furnish
from tests.world import NOW, World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SHOTS", "")
"""A folder for pictures of the pages, for whoever wants to look at them."""
LOOKS = ((390, "light"), (1280, "dark"))
PAGES = (
    "boards/",
    "dashboard/?period=all",
    "dashboard/?by=channel",
    "answers/?measure=nps",
    "response-rates/",
    "drivers/?period=all",
    "drivers/?measure=csat",
    "statistics/",
    "statistics/league/?period=all",
    "statistics/funnel/?period=all",
    "statistics/control/?period=all",
    "statistics/panel/",
    "statistics/index/",
    "statistics/silence/",
    "statistics/plan/",
    "statistics/weights/?margin=language&target.language.cs=50&target.language.de=50&target.language.en=50",
    "goals/",
    "goals/edit/",
    "closed-periods/",
    "benchmarks/",
    "benchmarks/competitors/",
    "benchmarks/table/",
    "direction/vision/",
    "direction/vision/edit/",
    "direction/strategy/",
    "direction/self-check/",
    "alerts/",
    "alerts/rules/",
    "alerts/rules/new/?kind=change",
    "alerts/rules/new/?kind=severe",
    "notices/",
    "notices/settings/",
    "briefs/",
    "reports/",
    "badges/?measure=nps%3Anps_0_10&unit=&period=all&language=cs",
    "integrity/",
    "query/?document=%7B%22scale%22%3A%22nps_0_10%22%2C%22group_by%22%3A%5B%22unit%22%5D%7D",
    "crosstabs/?rows=nps&by=channel",
    "comments/?period=all",
    "comments/?period=all&topic=delivery_speed",
    "comments/contrast/?period=all",
    "comments/themes/",
    "comments/topics/",
    "comments/reader/",
    "voice/",
)
OPEN_ALL = "document.querySelectorAll('details.counted, details.behind').forEach(one => { one.open = true; })"
EMPTY = (
    "boards/", "dashboard/", "answers/", "response-rates/", "drivers/",
    "statistics/league/", "statistics/index/", "statistics/silence/", "statistics/weights/",
    "goals/", "goals/edit/", "closed-periods/", "benchmarks/", "benchmarks/competitors/",
    "direction/vision/", "direction/strategy/", "direction/self-check/",
    "alerts/", "notices/", "briefs/", "reports/", "badges/", "integrity/", "crosstabs/",
    "comments/", "comments/contrast/", "comments/themes/", "comments/reader/", "voice/",
)  # fmt: skip
BARE_CHARTS = """
[...document.querySelectorAll("[data-chart]")].filter(chart => {
  for (let at = chart; at && at.id !== "content"; at = at.parentElement)
    if (at.querySelector("table")) return false;
  return true;
}).length
"""
UNDER_THE_BAR = """
(() => {
  const bar = document.querySelector(".bottom-bar"), content = document.querySelector("#content");
  if (!bar || !content || getComputedStyle(bar).display === "none") return false;
  window.scrollTo({top: document.documentElement.scrollHeight, behavior: "instant"});
  return content.getBoundingClientRect().bottom > bar.getBoundingClientRect().top + 1;
})()
"""
"""Whether the end of the page cannot be reached on a phone."""


@pytest.fixture
def house(transactional_db: None, own_home: Path) -> Iterator[House]:
    with time_machine.travel(NOW), pytest.MonkeyPatch.context() as patch:
        yield furnish(NOW, patch)


def _shot(page: Page, name: str) -> None:
    if SHOTS:
        readable = "".join(one if one.isalnum() else "_" for one in name)
        page.screenshot(path=Path(SHOTS) / f"{readable[:90]}.png", full_page=True)


def _problems(page: Page) -> Iterator[str]:
    if page.locator("h1").count() != 1 or not page.locator("h1").inner_text().strip():
        yield "not one heading of its own"
    if not page.title().split("·")[0].strip():
        yield "no title"
    if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        yield "it scrolls sideways"
    if page.evaluate(UNDER_THE_BAR):
        yield "its end lies under the bar"
    if bare := page.evaluate(BARE_CHARTS):
        yield f"{bare} charts without a table"
    for one in Axe().run(page).response["violations"]:
        yield from (f"axe {one['id']}: {node['html'][:200]}" for node in one["nodes"])


def _walk(page: Page, root: str, addresses: Iterable[str]) -> dict[str, list[str]]:
    """What is wrong with each page, by its address."""
    found = {}
    for address in addresses:
        page.complaints.clear()
        answer = page.goto(root + address)
        page.evaluate(OPEN_ALL)
        _shot(page, f"{root.split('/')[-2]} {address} {page.viewport_size['width']}")
        problems = [*page.complaints, *_problems(page)]
        if answer.status != 200:
            problems.append(f"answers {answer.status}")
        if problems:
            found[address] = problems
    return found


def test_every_page_of_insight_is_readable_by_everybody(visit: Any, live_server: Any, house: House) -> None:
    """One test for all of them, on a phone by day and at a desk by night: the house is furnished once."""
    root = f"{live_server.url}/o/{house.slug}/"
    found = {}
    for width, theme in LOOKS:
        page = visit(house.owner, f"/o/{house.slug}/statistics/", width=width, theme=theme)
        if problems := _walk(page, root, (*PAGES, *house.pages)):
            found[f"{width} {theme}"] = problems
    assert found == {}


def test_every_page_of_insight_is_readable_before_the_first_answer(
    visit: Any, live_server: Any, world: World
) -> None:
    page = visit(world.alice, "/o/sova/statistics/", width=390, theme="dark")
    assert _walk(page, f"{live_server.url}/o/sova/", EMPTY) == {}
