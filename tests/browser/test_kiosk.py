"""The tablet's page in a real browser: offline and back, PIN, reset, languages, the same logic as the server."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions.kiosks import KioskWish, close_kiosk, make_kiosk
from ohlas.feedback.models import Kiosk, Response
from ohlas.feedback.queries.kiosks import kiosk_rows, kiosk_view
from ohlas.feedback.sources.form.limits import forget_addresses
from ohlas.feedback.sources.kiosk.document import kiosk_document
from ohlas.surveys.actions import close_survey, create_survey, publish_version, save_version
from ohlas.surveys.queries import published_version, standing
from ohlas.surveys.rules import parse_definition, visible
from ohlas.surveys.tests.questionnaire import asked, choices, questionnaire
from tests.browser.test_answering import LANGUAGES, all_kinds
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ROOT = Path(__file__).resolve().parents[2]
SHORT = questionnaire(
    asked("nps", required=True),
    asked("sorry", "text", show_if={"question": "nps", "op": "at_most", "value": 6}),
    asked("why", "text"),
    languages=["en", "cs"],
    default_language="en",
)
LOGIC = questionnaire(
    asked("nps", skip_to=[{"when": {"question": "nps", "op": "at_least", "value": 9}, "to": "s2"}]),
    asked("many", "multiple", choices=choices("a", "b", "c")),
    asked(
        "one",
        "single",
        choices=choices("a", "b"),
        show_if={"question": "many", "op": "contains", "value": "a"},
    ),
    asked(
        "words",
        "text",
        show_if={
            "any": [
                {"question": "many", "op": "in", "value": ["b"]},
                {"not": {"question": "nps", "op": "answered"}},
            ]
        },
    ),
    asked(
        "last",
        "csat",
        skip_to=[{"when": {"question": "last", "op": "between", "value": [1, 2]}, "to": "end"}],
    ),
    asked(
        "size",
        "number",
        show_if={
            "all": [
                {"question": "nps", "op": "is_not", "value": 5},
                {"field": "unit", "op": "is", "value": "praha"},
            ]
        },
    ),
    asked("cs", "text", show_if={"field": "language", "op": "in", "value": ["cs"]}),
    sections=[
        {"id": "s1", "title": {}, "questions": ["nps", "many", "one", "words"]},
        {
            "id": "s2",
            "title": {},
            "questions": ["last", "size"],
            "show_if": {"question": "words", "op": "not_answered"},
        },
        {"id": "s3", "title": {}, "questions": ["cs"]},
    ],
    ends=[
        {
            "id": "fan",
            "when": {"question": "nps", "op": "at_least", "value": 9},
            "title": {"en": "Fan"},
            "text": {},
        }
    ],
    languages=["en"],
)
Opened = Callable[..., Any]


@pytest.fixture
def opened(chromium: Any, live_server: Any, transactional_db: None, world: World) -> Iterator[Opened]:
    """`opened(definition, idle_s=1)` sets a kiosk up and opens it as a tablet does."""
    forget_addresses()
    contexts = []
    actor = system_actor(world.organisation.id)

    def open_page(
        definition: dict[str, Any] = SHORT,
        *,
        theme: str = "light",
        width: int = 1024,
        is_begun: bool = True,
        **settings: Any,
    ) -> Any:
        survey = create_survey(
            actor=actor, name=f"Survey {uuid4()}", definition=definition, now=world.now, publish=True
        )
        wish = KioskWish(name="Door", pin="2468", thanks_s=2)
        made = make_kiosk(actor=actor, survey_id=survey, unit="praha", wish=wish, now=world.now)
        if settings:
            Kiosk.objects.filter(id=made.id).update(**settings)
        context = chromium.new_context(viewport={"width": width, "height": 768}, color_scheme=theme)
        contexts.append(context)
        page = context.new_page()
        page.kiosk, page.survey, page.actor, page.complaints = made.id, survey, actor, []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
        page.goto(live_server.url + made.path)
        if is_begun:
            page.locator("#start").click()
        return page

    yield open_page
    for context in contexts:
        context.close()


def choose(page: Any, value: int, name: str = "nps") -> None:
    page.locator(f'#stage input[name="q:{name}"][value="{value}"]').check(force=True)


def send(page: Any) -> None:
    page.locator("#stage .send").click()


def thanked(page: Any) -> None:
    expect(page.locator(".told h1")).to_have_text("Thank you")


def anew(page: Any) -> None:
    expect(page.locator("#stage form")).to_be_visible()


def test_a_person_answers_and_the_next_one_finds_nothing_of_it(opened: Opened, world: World) -> None:
    page = opened()
    expect(page.locator('[data-q="sorry"]')).to_be_hidden()
    choose(page, 3)
    page.locator('[name="q:sorry"]').fill("late")
    page.locator('[name="q:why"]').fill("because")
    send(page)
    thanked(page)
    anew(page)
    assert page.locator("#stage input:checked").count() == 0
    assert page.locator('[name="q:why"]').input_value() == ""
    expect(page.locator('[data-q="sorry"]')).to_be_hidden()
    stored = Response.objects.get()
    assert stored.answers == {"nps": 3, "sorry": "late", "why": "because"}
    assert (stored.channel, stored.unit_id) == ("kiosk", world.prague.id)
    assert page.complaints == []


def test_a_required_question_is_asked_for_without_a_server(opened: Opened) -> None:
    page = opened()
    page.context.set_offline(True)
    send(page)
    expect(page.locator(".wrong").first).to_have_text("An answer is needed here.")
    choose(page, 9)
    send(page)
    thanked(page)
    page.context.set_offline(False)


def test_silence_wipes_what_was_begun_after_a_warning(opened: Opened) -> None:
    page = opened(idle_s=2)
    page.locator('[data-language="cs"]').click()
    choose(page, 2)
    page.locator('[name="q:sorry"]').fill("secret")
    expect(page.locator("#still")).to_be_visible()
    expect(page.locator("#still")).to_be_hidden()
    assert "secret" not in page.content()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("#stage input:checked").count() == 0
    assert Response.objects.count() == 0


def test_whoever_is_still_there_goes_on(opened: Opened) -> None:
    page = opened(idle_s=2)
    choose(page, 9)
    expect(page.locator("#still")).to_be_visible()
    page.locator("#stay").click()
    expect(page.locator("#still")).to_be_hidden()
    expect(page.locator('#stage input[value="9"]')).to_be_checked()


def test_the_pin_opens_the_staff_room_and_nothing_else_does(opened: Opened) -> None:
    page = opened()
    assert page.evaluate("document.fullscreenElement !== null")
    page.locator("#staff").click()
    for pin in ("1111", "", "24680"):
        page.locator("#pin-said").evaluate("said => said.textContent = ''")
        page.locator("#pin-in").fill(pin)
        page.keyboard.press("Enter")
        expect(page.locator("#pin-said")).to_have_text("This is not the PIN.")
        expect(page.locator("#room")).to_be_hidden()
    page.locator("#pin-in").fill("2468")
    page.keyboard.press("Enter")
    expect(page.locator("#room")).to_be_visible()
    expect(page.locator("#room-waiting")).to_have_text("0")
    page.locator("#leave").click()
    assert page.evaluate("document.fullscreenElement === null")
    expect(page.locator("#start")).to_be_visible()
    assert "2468" not in page.content()


def test_five_wrong_pins_close_the_door_for_a_minute(opened: Opened) -> None:
    page = opened()
    page.locator("#staff").click()
    for _ in range(5):
        page.locator("#pin-said").evaluate("said => said.textContent = ''")
        page.locator("#pin-in").fill("1111")
        page.keyboard.press("Enter")
        expect(page.locator("#pin-said")).not_to_have_text("")
    page.locator("#pin-in").fill("2468")
    page.keyboard.press("Enter")
    expect(page.locator("#pin-said")).to_have_text("Too many tries. Wait a minute.")
    expect(page.locator("#room")).to_be_hidden()


def test_another_language_keeps_the_answers(opened: Opened) -> None:
    page = opened()
    choose(page, 9)
    page.locator('[name="q:why"]').fill("because")
    page.locator('[data-language="cs"]').click()
    expect(page.locator('#stage input[value="9"]')).to_be_checked()
    expect(page.locator('[name="q:why"]')).to_have_value("because")
    expect(page.locator("#stage .send")).to_have_text("Odeslat odpovědi")
    send(page)
    expect(page.locator(".told h1")).to_have_text("Děkujeme")
    assert Response.objects.get().language == "cs"


def test_a_full_quota_is_told_to_the_person(opened: Opened) -> None:
    page = opened({**SHORT, "quotas": [{"id": "one", "when": None, "limit": 1, "action": "close"}]})
    for text in ("arrived", "Enough people"):
        choose(page, 9)
        send(page)
        expect(page.locator(".told")).to_be_visible()
        if text != "arrived":
            expect(page.locator(".told p")).to_contain_text(text)
        anew(page)
    assert Response.objects.count() == 1
    expect(page.locator("#room-refused")).to_have_text("1")


def test_a_closed_survey_is_told_before_anybody_answers(opened: Opened, world: World) -> None:
    page = opened()
    close_survey(actor=page.actor, survey_id=page.survey, now=world.now)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".told h1")).to_have_text("This survey is closed")


def test_a_kiosk_switched_off_says_so(opened: Opened, world: World) -> None:
    page = opened()
    close_kiosk(actor=page.actor, kiosk_id=page.kiosk, now=world.now)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".told h1")).to_have_text("This tablet is switched off")


def test_a_new_version_is_taken_over_between_two_people(opened: Opened, world: World) -> None:
    page = opened()
    newer = questionnaire(asked("nps"), asked("novelty", "text"), languages=["en"])
    save_version(actor=page.actor, survey_id=page.survey, definition=newer, now=world.now)
    publish_version(actor=page.actor, survey_id=page.survey, now=world.now)
    choose(page, 9)
    page.evaluate("dispatchEvent(new Event('online'))")
    send(page)
    thanked(page)
    anew(page)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator('[name="q:novelty"]')).to_be_visible()
    assert page.evaluate("document.fullscreenElement !== null")


def test_the_keyboard_alone_answers(opened: Opened) -> None:
    page = opened(questionnaire(asked("nps", required=True), languages=["en"]), is_begun=False)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    for _ in range(7):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    thanked(page)
    assert Response.objects.get().answers["nps"] == 7


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_any_language_and_light(opened: Opened, language: str, theme: str) -> None:
    page = opened(all_kinds(language), theme=theme, is_begun=False)
    assert _violations(page) == []
    page.locator("#start").click()
    assert _violations(page) == []
    send(page)
    expect(page.locator(".wrong").first).to_be_visible()
    assert _violations(page) == []
    page.locator("#staff").click()
    assert _violations(page) == []
    assert page.complaints == []


def test_nothing_hangs_over_the_edge_and_targets_are_large(opened: Opened) -> None:
    page = opened(all_kinds("de"), width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    small = page.evaluate(
        """[...document.querySelectorAll('#stage .tiles span, .choice, .stars span, .faces span, button:not([hidden])')]
        .map(e => e.getBoundingClientRect()).filter(r => r.height && (r.height < 44 || r.width < 44)).length"""
    )
    assert small == 0


def test_the_tablet_decides_as_the_server_does_whom_to_ask_what(opened: Opened) -> None:
    page = opened(LOGIC)
    definition = parse_definition(LOGIC)
    rng = random.Random(4)  # noqa: S311 - cases, no secrets
    offers = {
        "nps": [None, 0, 5, 9, 10], "many": [None, [], ["a"], ["b", "c"], ["a", "b"]], "one": [None, "a", "b"],
        "words": [None, "", "A word"], "last": [None, 1, 3], "size": [None, 2.5], "cs": [None, "x"],
    }  # fmt: skip
    cases = []
    for _ in range(300):
        answers = {name: given for name, some in offers.items() if (given := rng.choice(some)) is not None}
        cases.append(
            (answers, {"unit": rng.choice(["praha", "brno", None]), "language": rng.choice(["en", "cs"])})
        )
    expected = []
    for answers, facts in cases:
        path = visible(definition, answers, facts)
        expected.append([[one.id for one in path.questions], dict(path.answers), path.end is not None])
    version = published_version(standing(page.actor.organisation.id, str(page.survey), _now()).version.id)
    script = kiosk_document(kiosk_view(kiosk_rows().get(id=page.kiosk)), version, is_open=True)
    found = page.evaluate(
        """async ([document, cases]) => {
            const { visible } = await import("/static/feedback/kiosk/logic.js");
            return cases.map(([answers, facts]) => {
                const path = visible(document, answers, facts);
                const asked = path.steps.flatMap((step) => step.questions.map((one) => one.id));
                return [asked, path.answers, Boolean(path.end)];
            });
        }""",
        [script, cases],
    )
    assert found == expected
    assert len({json.dumps(one) for one in found}) > 50


def test_answers_given_while_the_server_is_down_arrive_once_when_it_is_back(
    chromium: Any, tmp_path: Path
) -> None:
    home = {**os.environ, "OHLAS_HOME": str(tmp_path / "home"), "OHLAS_PORT": str(_free_port())}
    home.pop("DJANGO_SETTINGS_MODULE", None)
    if not home.get("DATABASE_URL", "").startswith("sqlite"):
        home.pop("DATABASE_URL", None)
    path = _deed(home, "found")
    base = f"http://127.0.0.1:{home['OHLAS_PORT']}"
    context = chromium.new_context(viewport={"width": 1024, "height": 768})
    page = context.new_page()
    try:
        with server(home, base):
            page.goto(base + path)
            page.evaluate("navigator.serviceWorker.ready.then(() => true)")
            page.locator("#start").click()
            _answer(page, 10)
        page.reload()  # the server is gone: what stands here now came out of the tablet
        page.locator("#start").click()
        for score, words in ((9, ""), (2, "the queue"), (7, "")):
            _answer(page, score, words)
        expect(page.locator("#waiting")).to_have_text("3")
        page.reload()
        expect(page.locator("#waiting")).to_have_text("3")
        kept = page.evaluate(WAITING)
        with server(home, base):
            page.evaluate("dispatchEvent(new Event('online'))")
            expect(page.locator("#waiting")).to_have_text("")
            # Another tablet's luck: every reply was lost, and all of it comes again, eight times at once.
            with ThreadPoolExecutor(8) as pool:
                again = list(pool.map(lambda _n: _post(base + path + "answers", kept), range(8)))
            assert all(set(said["outcomes"].values()) == {"stored"} for said in again)
            page.reload()
            page.locator("#start").click()
            _answer(page, 8)
    finally:
        context.close()
    assert _deed(home, "reckon") == {
        '{"nps": 10}': 1,
        '{"nps": 9}': 1,
        '{"nps": 2, "sorry": "the queue"}': 1,
        '{"nps": 7}': 1,
        '{"nps": 8}': 1,
    }


WAITING = """() => new Promise((done) => {
    const id = JSON.parse(document.getElementById("kiosk").textContent).id;
    const opening = indexedDB.open(`ohlas-kiosk-${id}`, 1);
    opening.onsuccess = () => {
        const all = opening.result.transaction("waiting").objectStore("waiting").getAll();
        all.onsuccess = () => done(all.result);
    };
})"""


@contextmanager
def server(home: dict[str, str], base: str) -> Iterator[None]:
    """A server of its own, really started and really gone afterwards."""
    running = subprocess.Popen(
        [sys.executable, "-m", "ohlas", "serve"],
        env=home,
        cwd=ROOT,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(base + "/health/", running)
        yield
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def _wait_for(address: str, running: "subprocess.Popen[bytes]") -> None:
    from time import monotonic, sleep

    ends = monotonic() + 60
    while monotonic() < ends and running.poll() is None:
        try:
            urllib.request.urlopen(address, timeout=2).close()  # noqa: S310 - our own server
        except OSError:
            sleep(0.2)
        else:
            return
    pytest.fail("the server did not come up")


def _answer(page: Any, score: int, words: str = "") -> None:
    anew(page)
    choose(page, score)
    send(page)
    if words:
        page.locator('[name="q:sorry"]').fill(words)
        send(page)
    thanked(page)


def _post(address: str, answers: object) -> Any:
    body = json.dumps({"sent": 2_000_000_000_000, "answers": answers}).encode()
    asked_for = urllib.request.Request(address, body, {"Content-Type": "application/json"})  # noqa: S310 - as above
    with urllib.request.urlopen(asked_for, timeout=20) as reply:  # noqa: S310 - as above
        return json.load(reply)


def _deed(home: dict[str, str], name: str) -> Any:
    program = f"from tests.flows.kiosk_house import {name}; {name}()"
    done = subprocess.run(
        [sys.executable, "-c", program], env=home, cwd=ROOT, check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _now() -> Any:
    from django.utils import timezone

    return timezone.now()


def _violations(page: Any) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]
