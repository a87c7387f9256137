"""The one search box: what each role finds, in whatever spelling, and what stays hidden."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from tests.world import NOW, World

from ohlas.accounts.access import actor_for
from ohlas.accounts.models import Employee, Membership, Organisation, Unit, User
from ohlas.accounts.rules import Role
from ohlas.customers.models import Contact
from ohlas.feedback.models import Response
from ohlas.insight.actions import BoardWish, create_board
from ohlas.insight.rules.boards import BoardDocument
from ohlas.lib.ids import new_id
from ohlas.site.search.finding import MOST
from ohlas.surveys.models import Survey, SurveyVersion

SEARCH = "/o/sova/search/"


@dataclass(frozen=True)
class Filled:
    """An organisation with one of everything, and a neighbour with the same names."""

    world: World
    response: Response

    def asked(self, words: str, user: User | None = None) -> str:
        answer = Client()
        answer.force_login(user or self.world.alice)
        page = answer.get(SEARCH, {"q": words})
        assert page.status_code == 200
        return page.content.decode().partition("<main")[2]

    def found(self, words: str, user: User | None = None) -> list[tuple[str, str]]:
        """Kind and title of every hit, in order."""
        return list(_hits(self.asked(words, user)))


def _hits(html: str) -> Iterator[tuple[str, str]]:
    for kind, lines in re.findall(r"<h2 id=\"found-\d+\">([^<]+)</h2>(.*?)</section>", html, re.DOTALL):
        yield from ((kind, title) for title in re.findall(r"<li><a href=\"[^\"]+\">([^<]+)</a>", lines))


@pytest.fixture
def filled(world: World) -> Filled:
    for home in (world.organisation, world.elsewhere):
        _fill(home)
    actor = actor_for(world.alice, "sova")
    create_board(
        actor=actor,
        wish=BoardWish("Žižkov každý den", tuple(Role), None),
        document=BoardDocument(()),
        now=NOW,
    )
    return Filled(world, _response(world.organisation, world.brno))


def _fill(home: Organisation) -> None:
    Survey.objects.create(organisation=home, name="Po návštěvě kavárny", created_at=NOW)
    Contact.objects.create(organisation=home, name="Jana Dvořáková", email="jana@example.com", created_at=NOW)
    Employee.objects.create(organisation=home, code="e1", name="Petr Novák", position="barista")


def _response(home: Organisation, unit: Unit) -> Response:
    survey = Survey.objects.get(organisation=home)
    version = SurveyVersion.objects.create(
        organisation=home, survey=survey, number=1, definition={}, published_at=NOW
    )
    return Response.objects.create(
        organisation=home,
        client_id=new_id(),
        version=version,
        answers={},
        answered_at=NOW,
        received_at=NOW,
        channel="api",
        language="cs",
        unit=unit,
    )


@pytest.mark.parametrize(
    ("words", "hit"),
    [
        ("comm", ("Pages", "Comments")),
        ("set up audit", ("Pages", "Audit")),
        ("password", ("Pages", "Password")),
        ("zizkov", ("Dashboards", "Žižkov každý den")),
        ("NÁVŠTĚVĚ kavarny", ("Surveys", "Po návštěvě kavárny")),
        ("jana@example", ("Customers", "Jana Dvořáková")),
        ("praha", ("Branches and departments", "Praha")),
        ("barista", ("Employees", "Petr Novák")),
        ("goals reached", ("Manual", "Set goals and see whether they will be reached")),
    ],
)
def test_everything_is_found_by_a_part_of_its_name(filled: Filled, words: str, hit: tuple[str, str]) -> None:
    assert hit in filled.found(words)


def test_a_response_is_found_by_its_id_within_ones_units_only(filled: Filled) -> None:
    sought = str(filled.response.id)
    assert filled.found(sought) == [("Response", sought)]
    assert filled.found(sought, filled.world.bob) == []
    Membership.objects.filter(user=filled.world.bob).update(scope=filled.world.brno)
    assert filled.found(sought, filled.world.bob) == [("Response", sought)]


def test_the_neighbours_things_are_not_found(filled: Filled) -> None:
    assert filled.found("jana@example") == [("Customers", "Jana Dvořáková")]
    assert filled.found("návštěvě") == [("Surveys", "Po návštěvě kavárny")]
    assert filled.found("Kraków") == []


def test_a_viewer_finds_figures_and_pages_but_no_people(filled: Filled) -> None:
    carol = filled.world.carol
    assert filled.found("zizkov", carol) == [("Dashboards", "Žižkov každý den")]
    for words in ("jana", "novák", "návštěvě", "praha", str(filled.response.id)):
        assert filled.found(words, carol) == []
    assert ("Pages", "Audit") not in filled.found("audit", carol)
    assert "in comments" not in filled.asked("jana", carol)


def test_a_unit_manager_finds_employees_and_units_of_own_units(filled: Filled) -> None:
    bob, world = filled.world.bob, filled.world
    Employee.objects.create(organisation=world.organisation, unit=world.prague, code="e2", name="Eva Nová")
    Employee.objects.create(organisation=world.organisation, unit=world.brno, code="e3", name="Ivan Nový")
    assert [title for kind, title in filled.found("nov", bob) if kind == "Employees"] == ["Eva Nová"]
    assert filled.found("brno", bob) == []


def test_the_same_is_asked_of_comments_in_one_click(filled: Filled) -> None:
    assert 'href="/o/sova/comments/?q=late+%26+cold"' in filled.asked("late & cold")


def test_more_than_fit_are_counted_and_lead_to_the_rooms_own_list(filled: Filled) -> None:
    for number in range(MOST + 3):
        Contact.objects.create(organisation=filled.world.organisation, name=f"Karel {number}", created_at=NOW)
    html = filled.asked("karel")
    assert len([hit for hit in _hits(html) if hit[0] == "Customers"]) == MOST
    assert '<a href="/o/sova/contacts/?search=karel">3 more' in html


@pytest.mark.parametrize("words", ["", "   "])
def test_before_a_word_is_given_the_page_says_what_can_be_found(filled: Filled, words: str) -> None:
    assert "What are you looking for?" in filled.asked(words)


@pytest.mark.parametrize("words", ["a", "é"])
def test_one_letter_is_told_to_be_too_little(filled: Filled, words: str) -> None:
    html = filled.asked(words)
    assert "Type at least two letters." in html
    assert not list(_hits(html))


def test_what_nobody_is_called_says_so(filled: Filled) -> None:
    assert "Nothing is called “qqqq”" in filled.asked("qqqq")


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", "50% _ \\ '", "ab\0cd", "x" * 5000])
def test_odd_letters_are_searched_as_they_stand(filled: Filled, words: str) -> None:
    assert "<script>alert" not in filled.asked(words)
