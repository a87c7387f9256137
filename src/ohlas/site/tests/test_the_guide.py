"""Every staff page leads to a page of the manual that exists."""

import pytest
from django.urls import reverse
from tests.architecture.test_isolation_matrix import STAFF_ROUTES
from tests.world import World

from ohlas.site.guide import BY_CARRIER, BY_PAGE, BY_ROOM, guide_for
from ohlas.site.handbook import page_at


@pytest.mark.parametrize("name", STAFF_ROUTES)
def test_every_staff_page_has_a_page_in_the_manual(name: str) -> None:
    assert page_at(guide_for(name)) is not None


@pytest.mark.parametrize("target", sorted({*BY_PAGE.values(), *BY_ROOM.values(), *BY_CARRIER.values()}))
def test_every_target_exists(target: str) -> None:
    assert page_at(target) is not None


@pytest.mark.parametrize("name", BY_PAGE)
def test_every_page_named_here_is_one(name: str) -> None:
    assert name in STAFF_ROUTES


def test_a_page_outside_the_rooms_leads_nowhere() -> None:
    assert guide_for("") == guide_for("home") == ""


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("insight:dashboard", "explanation/reading-the-dashboard"),
        ("insight:comments", "how-to/read-comments"),
        ("exchange:imports", "how-to/import-answers"),
        ("accounts:employees", "how-to/users-and-units"),
        ("outreach:widgets", "how-to/put-a-survey-on-your-site"),
        ("feedback:links", "how-to/posters-and-links"),
    ],
)
def test_the_page_shows_its_way_to_the_manual(world: World, name: str, path: str) -> None:
    client = world.signed_in(world.alice)
    page = client.get(reverse(name, kwargs={"slug": "sova"})).content.decode()
    assert f'href="/help/{path}/"' in page


@pytest.mark.parametrize(
    ("carrier", "path"),
    [("email", "send-surveys-by-mail"), ("sms", "send-by-sms"), ("phone", "interview-by-phone")],
)
def test_each_channel_shows_its_own_manual(world: World, carrier: str, path: str) -> None:
    page = world.signed_in(world.alice).get(f"/o/sova/channels/{carrier}/").content.decode()
    assert f'href="/help/how-to/{path}/"' in page


def test_the_organisations_name_leads_to_the_figures_for_those_who_may_see_them(world: World) -> None:
    page = world.signed_in(world.alice).get("/o/sova/employees/").content.decode()
    assert '<a class="brand" href="/o/sova/dashboard/"' in page
    world.carol.memberships.update(role="interviewer")
    page = world.signed_in(world.carol).get("/o/sova/me/").content.decode()
    assert '<a class="brand" href="/o/sova/dashboard/"' not in page
