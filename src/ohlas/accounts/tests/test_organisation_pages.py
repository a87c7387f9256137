"""Settings, the record of deeds, the own account, one-time links, and who is turned away how."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.world import PASSWORD, World

from ohlas.accounts.access import actor_for
from ohlas.accounts.actions import open_unit, seal_audit, sign_in_link
from ohlas.accounts.models import AuditEntry, Organisation

SETTINGS = {"name": "Výr", "zone": "Europe/Kyiv", "languages": ["uk", "en"], "line_of_business": "bank"}


@pytest.fixture
def alice(world: World) -> Client:
    return world.signed_in(world.alice)


def test_settings_are_saved_or_named(world: World, alice: Client) -> None:
    assert 'value="Sova"' in alice.get("/o/sova/organisation/").content.decode()
    wrong = alice.post("/o/sova/organisation/", SETTINGS | {"zone": "Mars/Base"})
    assert wrong.status_code == 422
    assert "is not a time zone" in wrong.content.decode()
    assert alice.post("/o/sova/organisation/", SETTINGS | {"languages": []}).status_code == 422
    assert alice.post("/o/sova/organisation/", SETTINGS).status_code == 302
    assert Organisation.objects.get(slug="sova").name == "Výr"


def test_the_record_is_listed_filtered_and_verified(world: World, alice: Client) -> None:
    assert b"Nothing has happened yet" in alice.get("/o/sova/audit/").content
    actor = actor_for(world.alice, "sova")
    for number in range(55):
        open_unit(actor=actor, code=f"u{number}", name="U", now=world.now)
    alice.post("/o/sova/organisation/", SETTINGS)
    seal_audit(actor.organisation.id)
    page = alice.get("/o/sova/audit/").content.decode()
    assert "1–50 of 56" in page
    assert "alice@example.com" in page
    filtered = alice.get("/o/sova/audit/?deed=change_organisation").content.decode()
    assert "1–1 of 1" in filtered
    assert "1–55 of 55" not in filtered
    day = alice.get("/o/sova/audit/?since=2026-11-20&until=2026-11-20&deed=open_unit").content.decode()
    assert "of 55" in day
    assert "No entry fits" in alice.get("/o/sova/audit/?until=2026-11-19").content.decode()
    assert f"{56} entries checked" in alice.post("/o/sova/audit/verify/").content.decode()
    AuditEntry.objects.filter(number=7).update(deed="other")
    assert "entry 7 was altered or moved" in alice.post("/o/sova/audit/verify/").content.decode()
    AuditEntry.objects.filter(number=3).delete()
    assert "entry 3 is missing" in alice.post("/o/sova/audit/verify/").content.decode()


def test_a_nonsense_filter_is_named(alice: Client) -> None:
    for query in ("since=xx", "actor=1", "deed=nothing-such"):
        assert alice.get(f"/o/sova/audit/?{query}").status_code == 422


def test_everybody_has_an_account_page(world: World) -> None:
    page = world.signed_in(world.bob).get("/o/sova/me/").content.decode()
    assert "Unit manager" in page
    assert "Praha" in page
    assert "Set a password" in page
    world.carol.set_password(PASSWORD)
    world.carol.save()
    assert "Change the password" in world.signed_in(world.carol).get("/o/sova/me/").content.decode()


def test_a_lacking_right_is_named_with_who_can_give_it(world: World) -> None:
    answer = world.signed_in(world.carol).get("/o/sova/users/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "invite users and change their roles" in page
    assert "Owner, CX manager" in page


def test_anonymous_people_sign_in_first_and_come_back(world: World) -> None:
    answer = Client().get("/o/sova/units/?x=1")
    assert answer.status_code == 302
    assert answer["Location"] == reverse("account_login") + "?next=/o/sova/units/%3Fx%3D1"


def test_a_foreign_organisation_looks_like_none(world: World) -> None:
    mallory = world.signed_in(world.mallory)
    there, nowhere = mallory.get("/o/sova/units/"), mallory.get("/o/no-such-place/units/")
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_a_link_is_opened_by_its_button_once(world: World) -> None:
    link = sign_in_link(user_id=world.carol.id, now=timezone.now())
    client = Client()
    for _ in range(3):
        assert client.get(link.path).status_code == 200
        assert client.head(link.path).status_code == 200
    assert "_auth_user_id" not in client.session
    answer = client.post(link.path)
    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.session["_auth_user_id"] == str(world.carol.id)


def test_a_used_an_unknown_and_an_old_link_look_alike(world: World) -> None:
    used = sign_in_link(user_id=world.carol.id, now=timezone.now())
    Client().post(used.path)
    old = sign_in_link(user_id=world.bob.id, now=world.now.replace(year=2020))
    pages = set()
    for path in (used.path, old.path, "/start/unknown"):
        client = Client()
        answer = client.post(path)
        assert answer.status_code == 403
        assert "_auth_user_id" not in client.session
        pages.add(answer.content)
    assert len(pages) == 1
