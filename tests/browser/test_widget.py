"""The web widget on somebody else's page: another origin, a strict policy, and nothing kept without consent."""

import threading
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import axe_playwright_python
import pytest

from ohlas.accounts.access import system_actor
from ohlas.feedback.models import Response
from ohlas.feedback.sources.form.tests.conftest import SHORT
from ohlas.feedback.sources.form.tests.scene import survey_of
from ohlas.outreach.actions.widgets import make_widget
from ohlas.outreach.models import Widget
from ohlas.outreach.queries.widgets import forget_widgets
from ohlas.outreach.rules.widgets import settings_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
PAGE = """<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>Shop</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head><body><main><h1>Shop</h1>
<p><button id="feedback">Feedback</button> <a href="/other" id="elsewhere">Elsewhere</a></p><div id="place"></div>
</main><script src="{script}" data-plan="gold" {more}></script></body></html>"""
OPENED_ROOTS = """const attach = Element.prototype.attachShadow;
Element.prototype.attachShadow = function () { return attach.call(this, { mode: "open" }); };"""


class Host(BaseHTTPRequestHandler):
    """A shop whose policy lets in the widget's origin for scripts and frames, and nothing inline."""

    page = policy = ""

    def do_GET(self):
        body = self.page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Security-Policy", self.policy)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Quiet."""


@pytest.fixture
def shop(world, chromium, live_server):
    """`shop(**settings)` opens a page that carries such a widget."""
    forget_widgets()
    contexts, servers = [], []

    def open_shop(
        *, more="", lang="en-GB", width=1280, theme="light", roots=False, path="/", domain=None, **given
    ):
        handler = type("Shop", (Host,), {})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        servers.append(server)
        origin = f"http://127.0.0.1:{server.server_port}"
        widget = _widget(world, {"domains": [domain or origin], "delay_s": 0, **given})
        handler.page = PAGE.format(lang=lang, more=more, script=f"{live_server.url}/w/{widget.key}.js")
        handler.policy = (
            f"default-src 'none'; script-src {live_server.url}; frame-src {live_server.url}; style-src 'none'; "
            "require-trusted-types-for 'script'"
        )
        threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True).start()
        context = chromium.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)
        contexts.append(context)
        if roots:
            context.add_init_script(OPENED_ROOTS)
        page = context.new_page()
        page.complaints, page.origin, page.widget = [], origin, widget
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: page.complaints.append(said.text) if said.type in {"error", "warning"} else None,
        )
        page.goto(origin + path)
        return page

    yield open_shop
    for context in contexts:
        context.close()
    for server in servers:
        server.shutdown()
        server.server_close()


def _widget(world, document):
    survey = survey_of(world.organisation, world.now, SHORT, name=f"Shop {Widget.objects.count()}")
    actor = system_actor(world.organisation.id)
    settings = settings_of(document)
    made = make_widget(actor=actor, survey_id=survey, name="Shop", settings=settings, now=world.now)
    return Widget.objects.get(id=made)


def frame_of(page):
    """The survey inside, once it is there."""
    page.wait_for_function("document.querySelector('ohlas-widget')")
    inside = next(frame for frame in page.frames if frame != page.main_frame)
    inside.wait_for_selector("main h1")
    return inside


def is_there(page):
    return page.evaluate("!!document.querySelector('ohlas-widget')")


def kept(page):
    return page.evaluate("[document.cookie, Object.keys(localStorage), Object.keys(sessionStorage)]")


def settle(page):
    """What waits for no time has happened."""
    page.evaluate("new Promise((done) => setTimeout(() => requestAnimationFrame(done), 60))")


def test_it_opens_by_itself_without_taking_the_focus_and_is_answered(shop):
    page = shop(memory="never")
    inside = frame_of(page)
    assert page.evaluate("document.activeElement === document.body")
    inside.click("label:has(input[value='9'])")
    inside.wait_for_timeout(2_100)  # nobody answers faster: the robot check's own clock
    inside.click("button.send:visible")
    inside.wait_for_selector(".end")
    response = Response.objects.get()
    assert (response.channel, response.answers["nps"], response.attributes["page"]) == ("widget", 9, "/")
    assert kept(page) == ["", [], []]
    assert page.complaints == []


def test_the_page_cannot_look_into_it(shop):
    page = shop(memory="never")
    frame_of(page)
    assert page.evaluate("document.querySelector('ohlas-widget').shadowRoot") is None


def test_nothing_is_stored_and_nothing_shows_before_consent(shop):
    page = shop()
    settle(page)
    assert not is_there(page)
    assert kept(page) == ["", [], []]
    page.evaluate("ohlas.consent()")
    frame_of(page)
    assert kept(page)[1] == [f"ohlas:{page.widget.key}"]


def test_nobody_is_asked_twice_within_the_days(shop):
    page = shop(more='data-consent="yes"')
    frame_of(page)
    page.reload()
    settle(page)
    assert not is_there(page)
    page.evaluate(f"localStorage.setItem('ohlas:{page.widget.key}', Date.now() - 91 * 864e5)")
    page.reload()
    frame_of(page)


def test_consent_taken_back_leaves_nothing(shop):
    page = shop(more='data-consent="yes"')
    frame_of(page)
    page.evaluate("ohlas.consent(false)")
    assert kept(page) == ["", [], []]


def test_the_frame_has_no_storage_and_no_cookie(shop):
    inside = frame_of(shop(memory="never"))
    assert (
        inside.evaluate("(() => { try { return localStorage.length } catch (e) { return e.name } })()")
        == "SecurityError"
    )
    assert (
        inside.evaluate("(() => { try { return document.cookie } catch (e) { return e.name } })()")
        == "SecurityError"
    )


@pytest.mark.parametrize("where", ["page", "frame"])
def test_escape_closes_it_and_the_focus_returns(shop, where):
    page = shop(mode="click", selector="#feedback")
    assert not is_there(page)
    page.click("#feedback")
    inside = frame_of(page)
    if where == "frame":
        inside.focus("input")
    page.keyboard.press("Escape")
    page.wait_for_function("!document.querySelector('ohlas-widget')")
    assert page.evaluate("document.activeElement.id") == "feedback"


def test_who_opened_it_stays_in_it_with_the_tab_key(shop):
    page = shop(mode="click", selector="#feedback")
    page.click("#feedback")
    frame_of(page)
    for _ in range(25):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.id") not in {"feedback", "elsewhere"}


def test_it_opens_after_an_event_of_the_page_alone(shop):
    page = shop(mode="event", event="order_done", memory="never")
    page.evaluate("ohlas.track('something_else')")
    settle(page)
    assert not is_there(page)
    page.evaluate("ohlas.track('order_done')")
    frame_of(page)


def test_it_opens_when_the_pointer_leaves_the_window(shop):
    page = shop(mode="exit", memory="never")
    settle(page)
    assert not is_there(page)
    page.evaluate("document.dispatchEvent(new MouseEvent('mouseout', {clientY: -1, bubbles: true}))")
    frame_of(page)


def test_a_tab_opens_it_by_keyboard(shop):
    page = shop(mode="tab", roots=True, lang="cs-CZ")
    tab = page.locator("ohlas-widget button.tab")
    assert tab.inner_text() == "Váš názor"
    tab.focus()
    page.keyboard.press("Enter")
    inside = frame_of(page)
    assert inside.evaluate("document.documentElement.lang") == "cs"


def test_it_stands_in_an_element_and_is_as_tall_as_its_survey(shop):
    page = shop(mode="embed", selector="#place")
    inside = frame_of(page)
    tall = inside.evaluate("document.querySelector('main').getBoundingClientRect().bottom")
    page.wait_for_function(
        "(tall) => document.querySelector('#place').scrollHeight >= tall - 1",
        arg=tall,
    )


@pytest.mark.parametrize(
    ("given", "shows"),
    [
        ({"pages": ["/orders/*"]}, False),
        ({"pages": ["/shop*"]}, True),
        ({"not_pages": ["/shop"]}, False),
        ({"visitors": {"plan": ["gold", "silver"]}}, True),
        ({"visitors": {"plan": ["basic"]}}, False),
        ({"visitors": {"plan": ["gold"], "age": ["old"]}}, False),
        ({"domain": "https://elsewhere.example"}, False),
    ],
)
def test_it_shows_where_and_to_whom_it_shall(shop, given, shows):
    page = shop(memory="never", path="/shop", **given)
    settle(page)
    assert is_there(page) is shows


def test_what_the_page_tells_later_lets_it_in(shop):
    page = shop(memory="never", visitors={"basket": ["full"]})
    settle(page)
    assert not is_there(page)
    page.evaluate("ohlas.identify({basket: 'full'})")
    frame_of(page)


def test_words_from_another_window_move_nothing(shop):
    page = shop(memory="never")
    frame_of(page)
    page.evaluate(f"window.postMessage({{ohlas: '{page.widget.key}', close: 1}}, '*')")
    settle(page)
    assert is_there(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_outside_and_inside(shop, theme, width):
    page = shop(memory="never", roots=True, theme=theme, width=width)
    inside = frame_of(page)
    for place in (page.main_frame, inside):
        place.evaluate(AXE.read_text(encoding="utf-8"))
        found = place.evaluate(
            "axe.run(document, {iframes: false}).then((found) => found.violations.map((one) => one.id))"
        )
        assert found == []
