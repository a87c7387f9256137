"""Public pages that people come to by themselves, and the board of ideas, in a real browser."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions import LinkWish
from ohlas.feedback.actions.ideas import IdeaWords, change_idea, publish_idea
from ohlas.feedback.actions.spontaneous import open_page
from ohlas.feedback.models import Idea, IdeaVote, Response
from ohlas.feedback.queries.links import forget_links
from ohlas.feedback.rules import robots
from ohlas.feedback.rules.spontaneous import IdeaStatus
from ohlas.feedback.sources.form.limits import forget_addresses
from ohlas.feedback.sources.spontaneous import views
from ohlas.lib.ids import new_id
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "cs", "sk", "pl", "uk", "ru", "de")
Opened = Callable[..., Any]


@pytest.fixture
def opened(
    chromium: Any, live_server: Any, transactional_db: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """`opened(path)` opens a public page in a browser without scripts."""
    for module in (robots, views):
        monkeypatch.setattr(module, "SHORTEST", timedelta(0))
    monkeypatch.setattr(robots, "SHORTEST_PRESS", timedelta(0))
    forget_links()
    forget_addresses()
    contexts = []

    def open_it(path: str, *, width: int = 390, theme: str = "light", scripts: bool = False) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": 844}, color_scheme=theme, java_script_enabled=scripts
        )
        contexts.append(context)
        page = context.new_page()
        page.asked_for = []
        page.on("request", lambda request: page.asked_for.append(request.url))
        page.goto(live_server.url + path)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def told(world: World, opened: Opened) -> str:
    """A page's path, with ideas on its board; the first was suggested there."""
    actor = system_actor(world.organisation.id)
    path = open_page(actor=actor, wish=LinkWish(unit="praha"), now=timezone.now()).path
    page = opened(f"{path}?lang=en")
    page.get_by_text("An idea", exact=True).click()
    page.locator('textarea[name="q:spontaneous_text"]').fill("Racks for bikes at the door, please")
    page.locator("button.send").click()
    page.locator("button.send").click()
    expect(page.locator("h1")).to_have_text("Thank you for the idea")
    words = IdeaWords(text="Racks for bikes at the door")
    response = Response.objects.get()
    idea = publish_idea(actor=actor, response_id=response.id, words=words, now=timezone.now())
    response.pk, response.client_id = new_id(), new_id()
    response.save(force_insert=True)
    other = publish_idea(actor=actor, response_id=response.id, words=words, now=timezone.now())
    decided = IdeaWords(text="Oat milk", status=IdeaStatus.DECLINED, note="It was asked for twice a month.")
    change_idea(actor=actor, idea_id=other, words=decided, now=timezone.now())
    assert idea != other
    return path


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_language_and_light(
    opened: Opened, told: str, language: str, theme: str
) -> None:
    for path in (told, f"{told}/ideas"):
        page = opened(f"{path}?lang={language}", theme=theme, scripts=True)
        assert _violations(page) == []
        assert page.context.cookies() == []
        assert [url for url in page.asked_for if not url.startswith("data:")] == [page.url]
    page = opened(f"{told}?lang={language}", theme=theme, scripts=True)
    page.locator("button.send").click()
    expect(page.locator(".summary")).to_be_focused()
    assert _violations(page) == []


def test_nothing_hangs_over_the_edge_and_targets_are_large(opened: Opened, told: str) -> None:
    for path in (told, f"{told}/ideas"):
        page = opened(f"{path}?lang=de", width=320, scripts=True)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        small = page.evaluate(
            """[...document.querySelectorAll('.choice, button.send, button.back, a.back, .in, .lang a')]
            .map(e => e.getBoundingClientRect()).filter(r => r.height < 44).length"""
        )
        assert small == 0


def test_a_contact_is_left_and_a_vote_given_and_taken_back_without_scripts(opened: Opened, told: str) -> None:
    page = opened(f"{told}?lang=en")
    page.get_by_text("A complaint", exact=True).click()
    page.locator('textarea[name="q:spontaneous_text"]').fill("Cold coffee")
    page.locator('input[name="q:contact_email"]').fill("jana@example.com")
    page.locator("button.send").click()
    page.locator("button.send").click()
    found = Response.objects.get(answers__spontaneous_kind="complaint")
    assert (found.contact.email, "contact_email" in found.answers) == ("jana@example.com", False)
    page.get_by_role("link", name="Ideas of others").click()
    page.get_by_role("button", name="Vote for this idea").click()
    expect(page.locator(".note")).to_contain_text("The vote counts.")
    assert IdeaVote.objects.count() == 1
    page.get_by_role("button", name="Take the vote back").click()
    expect(page.locator(".note")).to_contain_text("taken back")
    assert IdeaVote.objects.count() == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_on_the_staffs_pages(
    visit: Callable[..., Any], world: World, told: str, theme: str
) -> None:
    response, idea = Response.objects.earliest("id"), Idea.objects.earliest("id")
    paths = (
        "spontaneous/",
        "spontaneous/pages/",
        "spontaneous/ideas/",
        f"spontaneous/{response.id}/publish/",
        f"spontaneous/ideas/{idea.id}/",
    )
    for path in paths:
        page = visit(world.alice, f"/o/sova/{path}", width=390, theme=theme)
        assert _violations(page) == []
        assert page.complaints == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def _violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
