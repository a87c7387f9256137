"""From an empty survey to the dashboard: built, published, answered on a phone, counted, with scripts and without."""

from collections.abc import Callable
from datetime import timedelta
from time import process_time
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from ohlas.feedback.models import Response
from ohlas.feedback.queries.links import forget_links
from ohlas.feedback.rules import robots
from ohlas.feedback.sources.form.limits import forget_addresses
from ohlas.outbox.relay import relay_once
from tests.browser.test_builder import build, press_on
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 390, "height": 844}
SEEN_WITHIN_S = 2.0
MOST_STEPS = 60
PAIRS = [
    f"csi_purchase.{row}.{asked}" for row in ("quality", "value") for asked in ("importance", "performance")
]


@pytest.fixture
def phone(chromium: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Opens a page on a phone; nobody has to wait to look like a person, since the server runs in this process."""
    monkeypatch.setattr(robots, "SHORTEST", timedelta(0))
    monkeypatch.setattr(robots, "SHORTEST_PRESS", timedelta(0))
    forget_links()
    forget_addresses()
    contexts = []

    def opened(address: str, locale: str, *, scripts: bool) -> Any:
        contexts.append(chromium.new_context(viewport=PHONE, locale=locale, java_script_enabled=scripts))
        page = contexts[-1].new_page()
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def test_a_new_survey_is_built_published_answered_on_a_phone_and_seen_on_the_dashboard(
    world: World, visit: Callable[..., Any], phone: Callable[..., Any], live_server: Any
) -> None:
    """NPS, reason, two CSI pairs and a follow-up for detractors only, in Czech and English, by keys alone."""
    staff = visit(world.alice, "/o/sova/surveys/new/")
    build(staff)
    press_on(staff, ".page-actions a.btn-primary")
    press_on(staff, "#publish")
    press_on(staff, ".page-actions a:has-text('Collect answers')")
    press_on(staff, "button:has-text('New personal link')")
    personal = staff.locator("input[aria-label='Personal link']").input_value()
    press_on(staff, "button:has-text('New open link')")
    open_link = staff.locator(".link-line code").first.inner_text()
    assert staff.complaints == []

    by_keys = phone(personal, "cs-CZ", scripts=True)
    expect(by_keys.locator("html")).to_have_attribute("lang", "cs")
    expect(by_keys.locator("[name='q:q1']")).to_be_hidden()
    answer_by_keys(by_keys)
    seen_after(staff, live_server.url, "1 answer")

    without_scripts = phone(open_link, "en-GB", scripts=False)
    expect(without_scripts.locator("html")).to_have_attribute("lang", "en")
    answer_by_hand(without_scripts)
    assert seen_after(staff, live_server.url, "2 answers") < SEEN_WITHIN_S

    first, second = Response.objects.order_by("received_at")
    assert first.answers == {"nps": 3, "score_reason": "by keys", "q1": "by keys", **dict.fromkeys(PAIRS, 2)}
    assert second.answers == {"nps": 9, "score_reason": "by hand", **dict.fromkeys(PAIRS, 8)}
    assert (first.language, second.language) == ("cs", "en")


def answer_by_keys(page: Any) -> None:
    """Tab through everything there is: three steps from the first grade, one elsewhere, words in fields."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        name, kind = page.evaluate("[document.activeElement.name || '', document.activeElement.type || '']")
        if kind == "radio":
            page.keyboard.press("Space")
            for _step in range(3 if name == "q:nps" else 1):
                page.keyboard.press("ArrowRight")
            if name == "q:nps":
                expect(page.locator("[name='q:q1']")).to_be_visible()
        elif kind == "textarea":
            page.keyboard.type("by keys")
        elif page.evaluate("document.activeElement.classList.contains('send')"):
            break
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Děkujeme")


def answer_by_hand(page: Any) -> None:
    """A promoter is asked no follow-up, and a page without scripts asks to be sent once more."""
    page.locator("input[name='q:nps'][value='9']").check(force=True)
    page.locator("[name='q:score_reason']").fill("by hand")
    for name in PAIRS:
        page.locator(f"input[name='q:{name}'][value='8']").check(force=True)
    page.locator("button.send").click()
    assert page.locator("[name='q:q1']").count() == 0
    if page.locator("button.send").count():
        page.locator("button.send").click()
    expect(page.locator("h1")).to_contain_text("Thank you")


def seen_after(staff: Any, url: str, words: str) -> float:
    """Seconds of the relay's work and the page together; the first time also loads the engine, once a process.

    Of the processor, since relay and server run in this process: what others do on the machine does not count.
    """
    began = process_time()
    while relay_once(timezone.now(), worker="test"):
        pass
    staff.goto(f"{url}/o/sova/dashboard/?measure=nps&period=all", wait_until="commit")
    expect(staff.locator("main")).to_contain_text(words)
    return process_time() - began
