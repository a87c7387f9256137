"""Whose name day it is: on the page of a contact, in a list of the week, and for programs."""

import pytest
from django.urls import reverse

from ohlas.accounts.access import system_actor
from ohlas.accounts.actions import issue_api_key
from ohlas.accounts.rules import Permission
from ohlas.customers.actions import contact_for
from ohlas.customers.rules import ContactDetails

URL = "/o/sova/contacts/name-days/"
PEOPLE = (
    ("Honza Novák", "cs"),
    ("Shevchenko Anna", ""),
    ("Jan Kowalski", "pl"),
    ("Іван Франко", "uk"),
    ("John Smith", "en"),
    ("Petr Jan", "cs"),
    ("<b>Johana</b>", "cs"),
)


@pytest.fixture
def people(world):
    return {
        name: contact_for(
            organisation_id=world.organisation.id,
            now=world.now,
            source="till",
            key=f"K-{place}",
            details=ContactDetails(name=name, language=language),
        )
        for place, (name, language) in enumerate(PEOPLE)
    }


def _week(world, sign_in, since):
    return sign_in(world.alice).get(URL, {"since": since}).content.decode()


def test_those_of_a_week_are_listed_by_their_own_calendar(world, sign_in, people):
    page = _week(world, sign_in, "2026-06-22")
    assert all(name in page for name in ("Honza Novák", "Jan Kowalski", "Іван Франко"))
    assert not any(name in page for name in ("John Smith", "Petr Jan", "Johana", "Shevchenko Anna"))
    assert page.index("Honza Novák") < page.index("Where the calendars come from")
    assert "not copied from a register" in page


def test_a_contact_without_a_language_keeps_the_calendar_of_the_country(world, sign_in, people):
    assert "Shevchenko Anna" in _week(world, sign_in, "2026-07-20")


def test_a_given_name_counts_and_a_surname_does_not(world, sign_in, people):
    assert "Petr Jan" in _week(world, sign_in, "2026-06-29")


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Honza Novák", "24 Jun"), ("Іван Франко", "New Julian"), ("John Smith", None), ("<b>Johana</b>", None)],
)
def test_the_page_of_a_contact_shows_the_day_and_its_source(world, sign_in, people, name, shown):
    url = reverse("customers:contact", kwargs={"slug": "sova", "contact_id": people[name]})
    page = sign_in(world.alice).get(url).content.decode()
    assert ("Name day" in page) == (shown is not None)
    assert shown is None or shown in page


def test_a_week_without_names_says_why(world, sign_in):
    assert "Nobody celebrates this week" in _week(world, sign_in, "2026-06-22")


@pytest.mark.parametrize("since", ["yesterday", "2026-02-30", "0001-01-01", "9999-12-31", "%00"])
def test_what_is_no_day_is_told(world, sign_in, since):
    answer = sign_in(world.alice).get(URL, {"since": since})
    assert answer.status_code == 400
    assert "2026-03-01" in answer.content.decode()


def test_a_program_asks_for_the_week(world, client, people):
    actor = system_actor(world.organisation.id)
    key = issue_api_key(actor=actor, name="mail", scopes=[Permission.SEE_CONTACTS], now=world.now)
    headers = {"Authorization": f"Bearer {key.secret}"}
    told = client.get("/api/v1/contacts/name-days?since=2026-06-22", headers=headers).json()
    assert told["total"] == 3
    assert {"day": "2026-06-24", "contact": str(people["Honza Novák"]), "called": "Honza Novák", "name": "Jan",
            "country": "CZ"} in told["celebrations"]  # fmt: skip
    assert client.get("/api/v1/contacts/name-days?since=x", headers=headers).status_code == 422
