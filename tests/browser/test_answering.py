"""The pages respondents see, in a real browser: R23, with and without scripts, seven languages, both lights."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import expect

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions import LinkWish, create_link
from ohlas.feedback.models import Draft, Response
from ohlas.feedback.queries.links import forget_links
from ohlas.feedback.rules import robots
from ohlas.feedback.rules.links import LinkKind
from ohlas.feedback.sources.form.limits import forget_addresses
from ohlas.surveys.actions import create_survey
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LANGUAGES = ("en", "cs", "sk", "pl", "uk", "ru", "de")
Opened = Callable[..., Any]
SHORT = questionnaire(
    asked("nps", required=True),
    asked("sorry", "text", show_if={"question": "nps", "op": "at_most", "value": 6}),
    asked("why", "text"),
)
EVERY_KIND = [
    "nps", "recommend10", "csat", "csat10", "stars", "faces", "ces1", "ease", "ces2", "enps", "rating", "likert",
    "text", "number", "date", "email", "phone", "consent",
]  # fmt: skip
OTHER = {"id": "x", "text": {"en": "X"}, "other": True}
ROWS = [{"id": "staff", "text": {"en": "Staff"}}, {"id": "clean", "text": {"en": "Cleanliness"}}]


def all_kinds(language: str) -> dict[str, Any]:
    questions = [asked(kind, kind, not_applicable=kind == "csat") for kind in EVERY_KIND]
    questions += [
        asked(
            "one",
            "single",
            required=True,
            choices=[*choices("a", "b"), {"id": "x", "text": {"en": "X"}, "other": True}],
        ),
        asked("many", "multiple", choices=choices("a", "b"), not_applicable=True),
        asked("rank", "ranking", choices=choices("a", "b", "c")),
        asked("slide", "slider", min=0, max=10, step=1),
        asked("grid", "matrix", scale="rating_1_5", rows=ROWS, not_applicable=True),
        asked("both", "csi", rows=ROWS),
    ]
    for question in questions:
        question["text"] = {language: question["text"]["en"]}
        question["help"] = {language: "A word of help"}
        for part in (*question.get("rows", ()), *question.get("choices", ())):
            part["text"] = {language: part["text"].get("en", "x")} if "en" in part["text"] else part["text"]
    return questionnaire(*questions, languages=[language], default_language=language)


@pytest.fixture
def opened(
    chromium: Any, live_server: Any, transactional_db: None, world: World, monkeypatch: pytest.MonkeyPatch
) -> Any:
    """`opened(definition, …)` opens a link to a survey; `again=path` opens the same one."""
    # The server runs in this process: nobody has to wait to look like a person.
    monkeypatch.setattr(robots, "SHORTEST", timedelta(0))
    monkeypatch.setattr(robots, "SHORTEST_PRESS", timedelta(0))
    forget_links()
    forget_addresses()
    contexts = []

    def open_page(
        definition: dict[str, Any] | None = None,
        *,
        again: str = "",
        kind: LinkKind = LinkKind.PERSONAL,
        width: int = 390,
        theme: str = "light",
        scripts: bool = True,
        context: Any = None,
    ) -> Any:
        path = again or link_to(world, definition or SHORT, kind)
        if context is None:
            context = chromium.new_context(
                viewport={"width": width, "height": 844}, color_scheme=theme, java_script_enabled=scripts
            )
            contexts.append(context)
        page = context.new_page()
        page.asked_for = []
        page.complaints = []
        page.on("request", lambda request: page.asked_for.append(request.url))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.goto(live_server.url + path)
        page.path = path
        return page

    yield open_page
    for context in contexts:
        context.close()


def link_to(world: World, definition: dict[str, Any], kind: LinkKind) -> str:
    actor = system_actor(world.organisation.id)
    count = Response.objects.count() + Draft.objects.count()
    name = f"Survey {count} {id(definition)}"
    survey = create_survey(actor=actor, name=name, definition=definition, now=world.now, publish=True)
    return create_link(actor=actor, survey_id=survey, wish=LinkWish(kind=kind), now=timezone.now()).path


def choose(page: Any, name: str, value: str) -> None:
    page.locator(f'input[name="q:{name}"][value="{value}"]').check(force=True)


def worked(page: Any, kind: LinkKind) -> None:
    """Until the script has done its work, which takes it some tenths of a second."""
    if kind is LinkKind.OPEN:
        expect(page.locator('input[name="work"]')).not_to_have_value("")


def send(page: Any) -> None:
    page.locator("button.send").click()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_language_and_light(opened: Opened, language: str, theme: str) -> None:
    page = opened(all_kinds(language), theme=theme)
    assert _violations(page) == []
    assert page.complaints == []
    send(page)
    expect(page.locator(".summary")).to_be_focused()
    assert _violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_before_and_after_the_questions(
    opened: Opened, live_server: Any, language: str, theme: str
) -> None:
    """The thanks, the link that is used up, and the link nobody knows."""
    asked_in = {**asked("nps"), "text": {language: "?"}}
    definition = questionnaire(asked_in, languages=[language], default_language=language)
    page = opened(definition, theme=theme)
    choose(page, "nps", "9")
    send(page)
    expect(page.locator("button.send")).to_have_count(0)
    assert _violations(page) == []
    for address in (page.path, "/s/" + "x" * 22):
        page.goto(live_server.url + address)
        assert _violations(page) == []
    assert Response.objects.count() == 1


def test_nothing_hangs_over_the_edge_and_targets_are_large(opened: Opened) -> None:
    page = opened(all_kinds("de"), width=320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = page.evaluate(
        """[...document.querySelectorAll('.tiles span, .choice, .stars span, .faces span, button.send, select, .in')]
        .map(e => e.getBoundingClientRect()).filter(r => r.height < 44 || r.width < 44).length"""
    )
    assert small == 0
    tops = page.evaluate(
        """new Set([...document.querySelectorAll('#q-nps .tiles span')]
        .map(tile => tile.getBoundingClientRect().top)).size"""
    )
    assert tops <= 2


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_phone_answers_with_and_without_scripts(opened: Opened, kind: LinkKind, *, scripts: bool) -> None:
    page = opened(kind=kind, scripts=scripts)
    choose(page, "nps", "3")
    if scripts:
        page.locator('[name="q:sorry"]').fill("late")
        worked(page, kind)
    send(page)
    if not scripts:
        page.locator('[name="q:sorry"]').fill("late")
        send(page)
    if kind is LinkKind.OPEN and not scripts:
        expect(page.locator("h1")).to_have_text("Nearly there")
        send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    assert Response.objects.get().answers == {"nps": 3, "sorry": "late"}


def test_the_first_page_asks_for_nothing_but_its_script(opened: Opened, live_server: Any) -> None:
    page = opened()
    assert [url.removeprefix(live_server.url) for url in page.asked_for if not url.startswith("data:")] == [
        page.path,
        "/static/surveys/respond.js",
    ]
    assert page.context.cookies() == []


def test_a_double_click_stores_one_answer(opened: Opened) -> None:
    page = opened()
    choose(page, "nps", "9")
    page.locator("button.send").dblclick()
    expect(page.locator("h1")).to_have_text("Thank you")
    assert Response.objects.count() == 1


def test_going_back_and_sending_again_stores_one_answer(opened: Opened) -> None:
    page = opened()
    choose(page, "nps", "9")
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    page.go_back()
    if page.locator("button.send").count():
        send(page)
    assert Response.objects.get().answers == {"nps": 9}


@pytest.mark.parametrize("kind", list(LinkKind))
def test_a_second_tab_goes_on_with_the_same_answer(opened: Opened, kind: LinkKind) -> None:
    page = opened(kind=kind)
    with page.expect_response("**/save"):
        choose(page, "nps", "9")
    other = opened(again=page.path, context=page.context)
    expect(other.locator('input[name="q:nps"][value="9"]')).to_be_checked()
    worked(other, kind)
    send(other)
    expect(other.locator("h1")).to_have_text("Thank you")
    send(page)
    expect(page.locator("h1")).to_have_text("Thank you")
    assert Response.objects.get().answers == {"nps": 9}


def test_without_a_connection_the_answers_wait_and_are_sent_once(opened: Opened) -> None:
    page = opened()
    page.context.set_offline(True)
    choose(page, "nps", "9")
    page.locator('[name="q:why"]').fill("still here")
    send(page)
    expect(page.locator(".said")).to_contain_text("No connection")
    expect(page.locator('[name="q:why"]')).to_have_value("still here")
    assert Response.objects.count() == 0
    page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Thank you")
    assert Response.objects.get().answers == {"nps": 9, "why": "still here"}


def test_the_keyboard_alone_answers(opened: Opened) -> None:
    page = opened(questionnaire(asked("nps", required=True), asked("why", "text")), width=1280)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(8):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.type("by keys")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Thank you")
    assert Response.objects.get().answers == {"nps": 8, "why": "by keys"}


def _violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
