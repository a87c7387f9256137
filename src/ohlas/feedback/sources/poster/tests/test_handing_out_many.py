"""One list of links: made for all branches at once, counted, filtered, printed; each only for its own people."""

import pytest

from ohlas.accounts.access import system_actor
from ohlas.accounts.rules import Role
from ohlas.feedback.actions import LinkWish
from ohlas.feedback.actions.many_links import create_links_of_units
from ohlas.feedback.actions.openings import forget_openings, save_openings
from ohlas.feedback.models import Attribute, Link, LinkOpening, Response
from ohlas.feedback.queries.handed import link_tallies
from ohlas.feedback.sources.form.tests.conftest import SHORT, clock, visitor  # noqa: F401 - fixtures
from ohlas.feedback.sources.form.tests.scene import survey_of


@pytest.fixture
def survey(world):
    return survey_of(world.organisation, world.now, SHORT)


@pytest.fixture
def office(world, sign_in):
    """`office(path, **posted)` as Alice."""
    client = sign_in(world.alice)

    def ask(path, data=None, user=None):
        asked = sign_in(user) if user else client
        address = f"/o/{world.organisation.slug}{path}"
        return asked.post(address, data) if data is not None else asked.get(address)

    return ask


def test_every_branch_gets_one_link_and_a_second_time_none(world, survey):
    actor = system_actor(world.organisation.id)
    wish = LinkWish(channel="poster", attributes={"campaign": "spring"})
    made = create_links_of_units(actor=actor, survey_id=survey, wish=wish, now=world.now)
    assert made == Link.objects.filter(survey_id=survey).exclude(unit=None).count() > 0
    assert create_links_of_units(actor=actor, survey_id=survey, wish=wish, now=world.now) == 0
    other = LinkWish(channel="poster")
    assert create_links_of_units(actor=actor, survey_id=survey, wish=other, now=world.now) == made


def test_a_campaign_becomes_a_column(world, survey, office):
    given = {"survey": str(survey), "channel": "poster", "unit": "*", "campaign": "Spring  2026"}
    assert office("/links/new/", given).status_code == 302
    assert Attribute.objects.filter(organisation=world.organisation, key="campaign").exists()
    assert {row.attributes["campaign"] for row in Link.objects.filter(survey_id=survey)} == {"Spring 2026"}


def test_a_touchpoint_marks_a_link_apart_from_other_links(world, survey, office):
    given = {"survey": str(survey), "channel": "poster", "unit": "*"}
    for touchpoint in ("till", "table", ""):
        assert office("/links/new/", {**given, "touchpoint": touchpoint}).status_code == 302
    branches = Link.objects.filter(survey_id=survey).values("unit").distinct().count()
    marks = [row.attributes.get("touchpoint") for row in Link.objects.filter(survey_id=survey)]
    assert {mark: marks.count(mark) for mark in set(marks)} == dict.fromkeys(
        ("till", "table", None), branches
    )
    assert "till" in office("/links/").content.decode()
    refused = office("/links/new/", {**given, "touchpoint": "at the till"})
    assert (refused.status_code, "without spaces" in refused.content.decode()) == (422, True)


def test_a_product_for_every_branch_is_refused_in_words(survey, office):
    given = {"survey": str(survey), "channel": "poster", "unit": "*", "product": "Bike"}
    answer = office("/links/new/", given)
    assert answer.status_code == 422
    assert "no employee or product" in answer.content.decode()


def test_what_a_link_brought_is_counted(world, visitor, clock, office):  # noqa: F811 - a fixture
    forget_openings()
    person = visitor(channel="poster")
    link = Link.objects.get(code=person.path.rpartition("/")[2])
    for _ in range(3):
        person.open()
    clock(seconds=10)
    person.send(nps="9")
    save_openings(world.now)
    assert Response.objects.get().link_id == link.id
    tally = link_tallies([link.id])[link.id]
    assert (tally.opened, tally.answered, tally.partial) == (3, 1, 0)
    page = office("/links/").content.decode()
    assert link.code in page
    assert '<td class="numeric">3</td><td class="numeric">1</td><td class="numeric">0</td>' in page


def test_a_look_without_a_page_counts_nothing(visitor, clock):  # noqa: F811 - a fixture
    forget_openings()
    person = visitor()
    person.client.head(person.path)
    clock(seconds=60)
    person.open()
    assert sum(LinkOpening.objects.values_list("count", flat=True)) == 1


def test_a_personal_link_is_never_kept_with_its_answer(visitor, clock):  # noqa: F811 - a fixture
    from ohlas.feedback.rules.links import LinkKind

    person = visitor(kind=LinkKind.PERSONAL).open()
    clock(seconds=10)
    person.send(nps="9")
    assert Response.objects.get().link_id is None


def test_the_poster_page_shows_a_picture_and_gives_a_file(survey, office):
    office("/links/new/", {"survey": str(survey), "channel": "poster", "unit": "*"})
    page = office(f"/links/poster/?survey={survey}&size=tent&headline=Ahoj&language=cs")
    assert page.status_code == 200
    assert "headline=Ahoj" in page.content.decode()
    pdf = office(f"/links/poster.pdf?survey={survey}&size=tent&headline=Ahoj&language=cs")
    assert pdf["Content-Type"] == "application/pdf"
    assert pdf.content.startswith(b"%PDF")
    assert office(f"/links/poster.png?survey={survey}").content.startswith(b"\x89PNG")


@pytest.mark.parametrize("bad", ["size=a3", "colour=red", "headline=" + "x" * 81])
def test_a_poster_askew_is_said_in_words_and_printed_by_no_address(survey, office, bad):
    office("/links/new/", {"survey": str(survey), "channel": "poster", "unit": ""})
    assert office(f"/links/poster/?{bad}").status_code == 422
    assert office(f"/links/poster.pdf?{bad}").status_code == 404


def test_no_links_are_an_empty_page_with_a_reason(survey, office):
    assert "No links yet" in office("/links/").content.decode()
    assert office("/links/poster/").status_code == 404


def test_a_unit_manager_prints_the_own_branch_only(world, survey, office, sign_in):
    actor = system_actor(world.organisation.id)
    create_links_of_units(actor=actor, survey_id=survey, wish=LinkWish(channel="poster"), now=world.now)
    mine = Link.objects.exclude(unit=None).first()
    from ohlas.accounts.models import Membership

    Membership.objects.filter(user=world.bob).update(role=Role.UNIT_MANAGER.value, scope=mine.unit)
    page = office("/links/", user=world.bob).content.decode()
    others = Link.objects.exclude(unit=mine.unit)
    assert mine.code in page
    assert others.count() > 0
    assert not any(one.code in page for one in others)
    foreign = others.exclude(unit=None).first()
    assert office(f"/links/poster.pdf?link={foreign.id}", user=world.bob).status_code == 404
