"""How people get in: password, one-time link, second factor; and what they then see."""

import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone

from ohlas.accounts.actions import sign_in_link
from tests.world import PASSWORD, World

ADDRESSES = (
    "/accounts/reauthenticate/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/2fa/totp/activate/",
    "/accounts/2fa/webauthn/",
    "/accounts/2fa/webauthn/add/",
    "/accounts/sessions/",
    "/accounts/logout/",
)


@pytest.fixture(autouse=True)
def no_failures_remembered(db: None) -> None:
    cache.clear()


@pytest.fixture
def carol(world: World) -> Client:
    world.carol.set_password(PASSWORD)
    world.carol.save()
    client = Client()
    answer = client.post("/accounts/login/", {"login": "Carol@example.com", "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    return client


def inline_scripts(page: str) -> list[str]:
    """Scripts that the policy would stop: inline ones, except blocks of data."""
    found = re.findall(r"<script\b([^>]*)>(.*?)</script>", page, re.DOTALL)
    return [body for head, body in found if "src=" not in head and "json" not in head]


def test_a_password_opens_and_a_wrong_one_does_not(world: World, carol: Client) -> None:
    assert carol.session["_auth_user_id"] == str(world.carol.id)
    other = Client()
    answer = other.post("/accounts/login/", {"login": "carol@example.com", "password": "wrong"})
    assert answer.status_code == 200
    assert "_auth_user_id" not in other.session
    unknown = other.post("/accounts/login/", {"login": "nobody@example.com", "password": "wrong"})
    error = re.compile(r'class="(?:errorlist|message)[^"]*".*?</(?:ul|p)>', re.DOTALL)
    assert error.findall(answer.content.decode()) == error.findall(unknown.content.decode())


def test_after_signing_in_one_comes_back_to_the_page_wanted(world: World) -> None:
    world.alice.set_password(PASSWORD)
    world.alice.save()
    client = Client()
    wanted = client.get("/o/sova/units/")["Location"]
    assert client.get(wanted).status_code == 200
    typed = {"login": "alice@example.com", "password": PASSWORD, "next": "/o/sova/units/"}
    assert client.post("/accounts/login/", typed)["Location"] == "/o/sova/units/"
    away = Client().post("/accounts/login/", typed | {"next": "https://evil.example/"})
    assert away["Location"] == "/"


def test_nobody_opens_an_account_by_themselves(db: None) -> None:
    page = Client().get("/accounts/signup/")
    assert b"By invitation" in page.content


def test_ten_wrong_passwords_are_enough(world: World) -> None:
    client = Client()
    for _ in range(11):
        answer = client.post("/accounts/login/", {"login": "carol@example.com", "password": "wrong"})
    world.carol.set_password(PASSWORD)
    world.carol.save()
    answer = client.post("/accounts/login/", {"login": "carol@example.com", "password": PASSWORD})
    assert "_auth_user_id" not in client.session
    assert answer.status_code in {200, 429}


@pytest.mark.parametrize("address", ["/accounts/login/", "/accounts/password/reset/", *ADDRESSES])
def test_the_pages_of_signing_in_wear_our_look_and_obey_the_policy(carol: Client, address: str) -> None:
    carol.post("/accounts/reauthenticate/", {"password": PASSWORD})
    client = Client() if address in {"/accounts/login/", "/accounts/password/reset/"} else carol
    answer = client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "account-card" in page
    assert page.count("<h1") == 1
    assert inline_scripts(page) == []
    assert " style=" not in page
    assert not re.search(r"\son[a-z]+=", page)


def test_someone_who_came_by_a_link_can_set_a_password_and_a_second_factor(world: World) -> None:
    client = Client()
    client.post(sign_in_link(user_id=world.bob.id, now=timezone.now()).path)
    assert client.get("/accounts/password/set/").status_code == 200
    assert client.get("/accounts/2fa/totp/activate/", follow=True).redirect_chain == []
    answer = client.post("/accounts/password/set/", {"password1": PASSWORD, "password2": PASSWORD})
    assert answer.status_code == 302
    again = Client().post("/accounts/login/", {"login": "bob@example.com", "password": PASSWORD})
    assert again["Location"] == "/"


def test_a_second_factor_is_asked_for_after_password_and_after_link(world: World, carol: Client) -> None:
    first = carol.get("/accounts/2fa/totp/activate/")
    assert first["Location"].startswith("/accounts/reauthenticate/")
    assert carol.post(first["Location"], {"password": PASSWORD})["Location"] == "/accounts/2fa/totp/activate/"
    page = carol.get("/accounts/2fa/totp/activate/").content.decode()
    secret = re.search(r'value="([A-Z2-7]{16,})"', page)
    assert secret is not None
    counter = next(iter(yield_hotp_counters_from_time()))
    code = format_hotp_value(hotp_value(secret.group(1), counter))
    assert carol.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302
    by_password = Client()
    asked = by_password.post("/accounts/login/", {"login": "carol@example.com", "password": PASSWORD})
    assert asked["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in by_password.session
    by_link = Client()
    asked = by_link.post(sign_in_link(user_id=world.carol.id, now=timezone.now()).path)
    assert asked["Location"].startswith("/accounts/2fa/authenticate/")
    assert "_auth_user_id" not in by_link.session
    shown = by_link.get("/accounts/2fa/authenticate/").content.decode()
    assert inline_scripts(shown) == []


def test_a_forgotten_password_is_mailed_and_the_unknown_learn_nothing(world: World, carol: Client) -> None:
    answers = [
        Client().post("/accounts/password/reset/", {"email": email})
        for email in ("carol@example.com", "nobody@example.com")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0]["Location"] == answers[1]["Location"]
    assert len(mail.outbox) in {1, 2}
    assert carol.get("/accounts/sessions/").status_code == 200


def test_failures_are_counted_where_every_web_process_sees_them(world: World) -> None:
    world.carol.set_password(PASSWORD)
    world.carol.save()
    for _ in range(10):
        Client().post("/accounts/login/", {"login": "carol@example.com", "password": "wrong"})
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from accounts_attempts")
        assert cursor.fetchone()[0] > 0
    right = {"login": "carol@example.com", "password": PASSWORD}
    client = Client()
    client.post("/accounts/login/", right)
    assert "_auth_user_id" not in client.session
    cache.clear()
    client.post("/accounts/login/", right)
    assert client.session["_auth_user_id"] == str(world.carol.id)
