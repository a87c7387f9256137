"""Whoever opens the address that only a form posts to reads what happened, and never an empty page."""

from collections.abc import Callable

from django.test import Client
from tests.world import World

from ohlas.accounts.models import User

SignIn = Callable[[User], Client]


def test_an_address_that_only_takes_a_form_says_so(world: World, sign_in: SignIn) -> None:
    answer = sign_in(world.alice).get("/o/sova/spontaneous/pages/branches/")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "POST"
    assert "Only a form leads here" in answer.content.decode()


def test_the_address_of_a_new_public_page_leads_to_its_form(world: World, sign_in: SignIn) -> None:
    answer = sign_in(world.alice).get("/o/sova/spontaneous/pages/new/", follow=True)
    assert answer.redirect_chain == [("/o/sova/spontaneous/pages/", 302)]
    assert answer.status_code == 200
    assert 'action="/o/sova/spontaneous/pages/new/"' in answer.content.decode()


def test_programs_and_other_verbs_get_the_bare_answer(world: World, sign_in: SignIn) -> None:
    client = sign_in(world.alice)
    assert client.put("/o/sova/spontaneous/pages/branches/").content == b""
    assert client.head("/o/sova/spontaneous/pages/branches/").content == b""
