"""The builder: a keyboard alone builds and publishes a survey; its pages fit, are accessible and need no script."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from ohlas.accounts.access import actor_for
from ohlas.surveys.actions import create_survey
from ohlas.surveys.models import Survey, SurveyVersion
from ohlas.surveys.rules import AnswerIs, Op, parse_definition
from ohlas.surveys.rules.library import library
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "build/",
    "build/?open=detractor_fix&owner=questions/detractor_fix&about=nps",
    "build/?open=q1&owner=questions/q1&path=1&about=field:channel",
    "build/?open=nps&kind=text",
    "build/?open=csi_purchase",
    "build/add/?words=nps",
    "build/translations/",
    "build/settings/?reword=a/nps",
    "build/check/",
    "preview/",
    "versions/",
    "",
    "../",
    "../new/",
)
Visit = Callable[..., Any]


@pytest.fixture
def built(transactional_db: None, world: World) -> tuple[World, Any]:
    alice = actor_for(world.alice, "sova")
    document = library().template("after_purchase").definition(["cs", "en"])
    place = [
        {"field": "unit", "op": "is", "value": "brno"},
        {"field": "channel", "op": "is", "value": "kiosk"},
    ]
    extra = {
        "id": "q1",
        "type": "multiple",
        "show_if": {"all": [{"question": "nps", "op": "at_most", "value": 6}, {"any": place}]},
        "text": {"cs": "Odkud nás znáte?"},
        "choices": [{"id": "c1", "text": {"cs": "Web"}}, {"id": "c2", "text": {"cs": "Přátelé"}}],
    }
    variants = [{"id": name, "name": name.upper(), "share": 1, "layout": None, "texts": {}} for name in "ab"]
    quotas = [{"id": "k1", "when": None, "limit": 20, "action": "close"}]
    whole = {**document, "questions": [*document["questions"], extra], "variants": variants, "quotas": quotas}
    return world, create_survey(actor=alice, name="Po nákupu", definition=whole, now=world.now)


def faults(page: Any) -> list[str]:
    found = [f"console: {words}" for words in page.complaints]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        found.append(f"{wide} px wider than the screen")
    violations = Axe().run(page).response["violations"]
    return found + [f"axe {one['id']}: {one['nodes'][0]['html'][:160]}" for one in violations]


@pytest.mark.parametrize(("width", "theme"), [(390, "light"), (1280, "dark"), (1280, "light"), (390, "dark")])
def test_pages_of_the_builder_fit_and_are_accessible(
    built: tuple[World, Any], visit: Visit, width: int, theme: str
) -> None:
    world, survey = built
    wrong = {}
    for address in PAGES:
        page = visit(world.alice, f"/o/sova/surveys/{survey}/{address}", width=width, theme=theme)
        if found := faults(page):
            wrong[address] = found
        page.close()
    assert wrong == {}


def press_on(page: Any, selector: str, key: str = "Enter") -> None:
    """Focus as a keyboard brings it, then the key; the page has its answer when this returns."""
    page.locator(selector).first.focus()
    assert page.evaluate("document.activeElement !== document.body")
    press(page, key)


def press(page: Any, key: str) -> None:
    with page.expect_response(lambda answer: "/surveys/" in answer.url and "/preview/" not in answer.url):
        page.keyboard.press(key)
    settled(page)


def write(page: Any, selector: str, words: str) -> None:
    page.locator(selector).first.focus()
    page.keyboard.type(words)


def settled(page: Any) -> None:
    page.wait_for_load_state("networkidle")
    page.locator(".htmx-request").first.wait_for(state="detached")


def test_a_keyboard_alone_builds_and_publishes_a_survey(world: World, visit: Visit) -> None:
    """“After purchase”: NPS, reason, two CSI pairs, a follow-up only for detractors, in Czech and English."""
    page = visit(world.alice, "/o/sova/surveys/new/")
    build(page)
    press_on(page, "#up-q1")
    assert page.evaluate("document.activeElement.id") == "up-q1"
    press_on(page, "#undo")
    press_on(page, ".page-actions a.btn-primary")
    press_on(page, "#publish")
    assert page.complaints == []
    assert Survey.objects.get().state == "running"
    definition = parse_definition(SurveyVersion.objects.get().definition)
    assert [question.id for question in definition.questions] == ["nps", "score_reason", "csi_purchase", "q1"]
    assert definition.by_id["q1"].text == {"cs": "Co máme zlepšit?", "en": "What should we mend?"}
    assert definition.by_id["q1"].show_if == AnswerIs("nps", Op.AT_MOST, 6)
    assert len(definition.by_id["csi_purchase"].rows) == 2
    assert set(definition.languages) == {"cs", "en"}


def build(page: Any) -> None:
    """“After purchase” from nothing, by the keyboard."""
    write(page, "#id_name", "Po nákupu")
    page.locator("input[value=blank]").focus()
    page.keyboard.press("Space")
    press_on(page, "form:has(#id_name) button")
    for name in ("nps", "score_reason", "csi_purchase"):
        add_from_the_library(page, name)
    write_a_follow_up(page)


def add_from_the_library(page: Any, name: str) -> None:
    press_on(page, "#add-from-library")
    write(page, "#words", name)
    settled(page)
    press_on(page, f"button[value='add_library {name}']")


def write_a_follow_up(page: Any) -> None:
    page.locator("#kind").focus()
    page.keyboard.type("Text")
    press_on(page, "#add-blank")
    assert page.evaluate("document.activeElement.name") == "text:questions/q1/text"
    page.keyboard.type("Co máme zlepšit?")
    press(page, "Tab")
    page.locator("#about-logic-questions-q1").focus()
    with page.expect_response(lambda answer: "about=nps" in answer.url):
        page.keyboard.press("ArrowDown")
    settled(page)
    assert page.locator("#op-logic-questions-q1").input_value() == "at_most"
    write(page, "#value-logic-questions-q1", "6")
    press(page, "Enter")
    assert "is at most 6" in page.locator("#card-q1").inner_text()
    press_on(page, "a[lang=en]")
    write(page, "[name='text:questions/q1/text']", "What should we mend?")
    press(page, "Tab")


def test_a_card_is_dragged_to_another_place(built: tuple[World, Any], visit: Visit) -> None:
    world, survey = built
    page = visit(world.alice, f"/o/sova/surveys/{survey}/build/")
    with page.expect_response("**/build/edit/"):
        page.locator("#card-q1 [data-handle]").drag_to(page.locator("#card-nps"))
    page.locator("[data-question]:first-child#card-q1").wait_for()
    assert SurveyVersion.objects.get().definition["questions"][0]["id"] == "q1"
    assert page.complaints == []


def test_without_scripts_every_part_still_works(built: tuple[World, Any], visit: Visit) -> None:
    world, survey = built
    page = visit(world.alice, f"/o/sova/surveys/{survey}/build/?open=q1", scripts=False)
    page.fill("[name='text:questions/q1/text']", "Odkud?")
    page.fill("[name=new_choice]", "Z rádia")
    page.click("#add-q1")
    page.click("#up-q1")
    page.select_option("#about-logic-questions-q1", "nps")
    page.click("form:has(#about-logic-questions-q1) button")
    page.fill("#value-logic-questions-q1", "5")
    page.locator("form:has(#value-logic-questions-q1) button").first.click()
    question = next(one for one in SurveyVersion.objects.get().definition["questions"] if one["id"] == "q1")
    assert question["text"]["cs"] == "Odkud?"
    assert question["choices"][2]["text"]["cs"] == "Z rádia"
    assert {"question": "nps", "op": "at_most", "value": 5} in question["show_if"]["all"]


def test_what_is_typed_is_saved_by_leaving_the_field(built: tuple[World, Any], visit: Visit) -> None:
    world, survey = built
    page = visit(world.alice, f"/o/sova/surveys/{survey}/build/?open=q1")
    for n, name in enumerate(("text", "help")):
        page.fill(f"[name='text:questions/q1/{name}']", f"Slova {n}")
    page.locator("#touchpoint-q1").focus()
    settled(page)
    page.fill("[name=new_choice]", "Z rádia")
    page.keyboard.press("Tab")
    settled(page)
    page.wait_for_selector("#choice-q1-c3")
    question = next(one for one in SurveyVersion.objects.get().definition["questions"] if one["id"] == "q1")
    assert (question["text"]["cs"], question["help"]["cs"]) == ("Slova 0", "Slova 1")
    assert [choice["text"]["cs"] for choice in question["choices"]] == ["Web", "Přátelé", "Z rádia"]
    assert page.complaints == []
