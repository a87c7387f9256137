"""A survey in a widget's frame: for the sites on its list alone, with the page it was answered on."""

import base64
import gzip
import json
from datetime import timedelta

import pytest
from django.test import Client

from ohlas.accounts.access import system_actor
from ohlas.feedback.actions.drafts import SETTLED_AFTER, settle_drafts
from ohlas.feedback.models import Attribute, Link, Response
from ohlas.feedback.queries.links import forget_links
from ohlas.feedback.sources.form.tests.conftest import SHORT, clock  # noqa: F401 - a fixture
from ohlas.feedback.sources.form.tests.scene import Person, survey_of
from ohlas.outreach.actions.widgets import close_widget, make_widget
from ohlas.outreach.models import Widget
from ohlas.outreach.queries.widgets import forget_widgets
from ohlas.outreach.rules.widgets import settings_of

SHOP = "https://shop.example"


def around(origin=SHOP, path="/orders/7", **told) -> str:
    said = json.dumps({"o": origin, "p": path, "a": told}).encode()
    return base64.urlsafe_b64encode(said).decode().rstrip("=")


@pytest.fixture
def widget(world, clock):  # noqa: F811 - a fixture
    forget_widgets()
    survey = survey_of(world.organisation, world.now, SHORT)
    settings = settings_of({"domains": ["shop.example", "https://*.shop.example"], "send": ["plan"]})
    actor = system_actor(world.organisation.id)
    made = make_widget(actor=actor, survey_id=survey, name="Shop", settings=settings, now=world.now)
    return Widget.objects.get(id=made)


def visitor(widget, **page) -> Person:
    return Person(f"/w/{widget.key}/{around(**page)}")


def test_an_answer_counts_with_its_channel_and_its_page(widget, clock):  # noqa: F811
    person = visitor(widget, plan="gold", secret="x").open()
    clock(seconds=10)
    person.send(nps="9")
    assert person.status == 200
    response = Response.objects.get()
    assert response.channel == "widget"
    assert response.attributes == {"page": "/orders/7", "plan": "gold"}
    assert response.link_id == Link.objects.get(code=widget.key).id
    assert set(Attribute.objects.values_list("key", flat=True)) >= {"page", "plan"}


def test_only_the_page_that_was_checked_may_frame_it(widget):
    person = visitor(widget).open()
    assert f"frame-ancestors {SHOP}" in person.headers["Content-Security-Policy"]
    assert "X-Frame-Options" not in person.headers
    below = visitor(widget, origin="https://www.shop.example").open()
    assert "frame-ancestors https://www.shop.example" in below.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example",
        "http://shop.example",
        "https://shop.example.evil.example",
        "https://evilshop.example",
        "https://shop.example:8443",
        "https://shop.example; script-src *",
        "null",
        "https://a.shop.example/x",
    ],
)
def test_a_site_that_is_not_on_the_list_sees_nothing(widget, origin):
    person = visitor(widget, origin=origin).open()
    assert person.status == 404
    assert "frame-ancestors 'none'" in person.headers["Content-Security-Policy"]
    assert not Link.objects.exists()


@pytest.mark.parametrize("given", ["x", "e30", "W10", "bnVsbA", "_" * 2500, around()[:-4]])
def test_what_the_script_would_not_write_opens_nothing(widget, given):
    assert Client().get(f"/w/{widget.key}/{given}").status_code == 404


def test_no_page_of_a_frame_sets_a_cookie_or_leads_out_of_it(widget, clock):  # noqa: F811
    person = visitor(widget).open()
    assert "Set-Cookie" not in person.headers
    assert 'data-host="https://shop.example"' in person.page
    assert "Link to go on later" not in person.page
    clock(seconds=10)
    person.send(nps="9")
    assert "data-done" in person.page
    assert "Answer once more" not in person.page
    assert not person.client.cookies


def test_two_pages_do_not_get_each_others_form(widget):
    one, other = visitor(widget, path="/a").open(), visitor(widget, path="/b").open()
    assert f'action="{one.path}"' in one.page
    assert f'action="{other.path}"' in other.page


def test_a_saved_answer_is_readable_in_a_frame_without_origin(widget):
    person = visitor(widget).open()
    answer = person.client.post(
        f"{person.path}/save", {"render": "x", "seen": "nps", "q:nps": "7"}, headers={"Origin": "null"}
    )
    assert answer.status_code == 200
    assert answer["Access-Control-Allow-Origin"] == "null"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_a_partial_answer_keeps_its_page(world, widget):
    person = visitor(widget, path="/basket").open()
    person.client.post(f"{person.path}/save", {"render": "x", "seen": "nps", "q:nps": "7"})
    settle_drafts(world.now + SETTLED_AFTER + timedelta(minutes=1))
    assert Response.objects.get().attributes == {"page": "/basket"}


def test_a_closed_widget_shows_nothing_and_its_script_does_nothing(world, widget):
    person = visitor(widget).open()
    assert person.status == 200
    close_widget(actor=system_actor(world.organisation.id), widget_id=widget.id, now=world.now)
    forget_links()
    assert person.open().status == 404
    assert b"closed" in Client().get(f"/w/{widget.key}.js").content


def test_the_script_is_small_cached_and_the_same_for_all(widget):
    answer = Client().get(f"/w/{widget.key}.js", headers={"Accept-Encoding": "gzip"})
    assert len(answer.content) <= 10_000
    script = gzip.decompress(answer.content).decode()
    assert widget.key in script
    assert "cookie" not in script.replace("neither a cookie", "")
    assert answer["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    again = Client().get(f"/w/{widget.key}.js", headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_an_unknown_widget_breaks_no_page():
    answer = Client().get("/w/2222222222.js")
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/javascript")
