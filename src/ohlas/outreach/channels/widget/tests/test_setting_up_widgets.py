"""Widgets are set up on their pages; what cannot be read is said at its place."""

import pytest

from ohlas.accounts.access import system_actor
from ohlas.accounts.models import AuditEntry
from ohlas.outreach.errors import BadWidget
from ohlas.outreach.models import Widget
from ohlas.outreach.rules.widgets import as_document, origin_of, settings_of
from ohlas.surveys.actions import create_survey

GIVEN = {
    "name": "Shop",
    "domains": "www.example.com\nhttps://*.example.cz",
    "mode": "tab",
    "delay_s": "10",
    "share": "50",
    "days": "90",
    "memory": "consent",
    "visitors": "plan: gold, silver",
    "send": "plan",
    "address": "path",
    "colour": "#0b6e69",
}


@pytest.fixture
def office(world, sign_in):
    client = sign_in(world.alice)
    base = f"/o/{world.organisation.slug}/widgets/"
    return lambda path="", data=None: (
        client.post(base + path, data) if data is not None else client.get(base + path)
    )


@pytest.fixture
def survey(world):
    definition = {
        "questions": [{"id": "nps", "type": "nps", "text": {"en": "Recommend?"}}],
        "languages": ["en"],
    }
    actor = system_actor(world.organisation.id)
    return str(create_survey(actor=actor, name="Visit", definition=definition, now=world.now, publish=True))


def test_a_widget_is_made_changed_closed_and_opened_again(office, survey):
    assert "No widget yet" in office().content.decode()
    assert office("new/", {**GIVEN, "survey": survey}).status_code == 302
    widget = Widget.objects.get()
    kept = settings_of(widget.settings)
    assert kept.domains == ("https://www.example.com", "https://*.example.cz")
    assert kept.visitors == {"plan": ("gold", "silver")}
    assert kept.share == 0.5
    page = office(f"{widget.id}/").content.decode()
    assert f"/w/{widget.key}.js" in page
    assert office(f"{widget.id}/", {**GIVEN, "share": "100"}).status_code == 302
    assert settings_of(Widget.objects.get().settings).share == 1
    office(f"{widget.id}/close/", {})
    assert Widget.objects.get().closed_at is not None
    office(f"{widget.id}/reopen/", {})
    assert Widget.objects.get().closed_at is None
    deeds = AuditEntry.objects.filter(object_kind="widget").values_list("deed", flat=True)
    assert sorted(deeds) == ["change_widget", "close_widget", "make_widget", "reopen_widget"]


@pytest.mark.parametrize(
    ("change", "place", "words"),
    [
        ({"domains": "https://*"}, "domains", "“https://*” was given; a website such as www.example.com"),
        ({"domains": "example.com/path"}, "domains", "“example.com/path” was given"),
        ({"domains": "javascript:x"}, "domains", "“javascript:x” was given"),
        ({"mode": "click"}, "selector", "Name the element, such as #feedback."),
        ({"mode": "event"}, "event", "Name the event that opens it, such as order_done."),
        ({"pages": "orders"}, "pages", "“orders” was given; a path begins with /"),
        ({"visitors": "plan"}, "visitors", "“plan” was given; an attribute and its values are allowed"),
        ({"send": "page"}, "send", "“page” was given"),
        ({"colour": "red"}, "colour", "“red” was given; a colour such as #0b6e69 is allowed."),
    ],
)
def test_a_wrong_setting_is_said_in_a_sentence_at_its_field(office, survey, change, place, words):
    answer = office("new/", {**GIVEN, "survey": survey, **change})
    assert answer.status_code == 422
    assert [one[: len(words)] for one in answer.context_data["page"].form.errors.get(place, [])] == [words]
    assert words in answer.content.decode()
    assert not Widget.objects.exists()


def test_settings_come_back_as_they_were_stored():
    settings = settings_of({"domains": ["a.example"], "mode": "embed", "selector": "#x", "share": 0.25})
    assert settings_of(as_document(settings)) == settings


@pytest.mark.parametrize(
    ("domain", "origin", "fits"),
    [
        ("shop.example", "https://shop.example", True),
        ("shop.example", "https://www.shop.example", False),
        ("*.shop.example", "https://www.shop.example", True),
        ("*.shop.example", "https://shop.example", False),
        ("*.shop.example", "https://evilshop.example", False),
        ("http://localhost:8000", "http://localhost:8000", True),
        ("http://localhost:8000", "https://localhost:8000", False),
    ],
)
def test_a_widget_stands_on_its_sites_alone(domain, origin, fits):
    assert settings_of({"domains": [domain]}).allows(origin) is fits


def test_an_unknown_setting_is_refused():
    with pytest.raises(BadWidget):
        settings_of({"domains": ["a.example"], "cookie": True})


def test_a_site_is_https_unless_it_says_otherwise():
    assert origin_of("WWW.Example.com/") == "https://www.example.com"
