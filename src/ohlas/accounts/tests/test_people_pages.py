"""The pages of employees, users and keys."""

from pathlib import Path

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.world import World

from ohlas.accounts.models import ApiKey, Employee, Membership, User

TABLE = "code;name;unit\n7;Jana;praha\n8;Petr;nowhere\n"


@pytest.fixture
def alice(world: World, settings: object, tmp_path: Path) -> Client:
    settings.MEDIA_ROOT = tmp_path  # type: ignore[attr-defined]
    return world.signed_in(world.alice)


def upload(client: Client, content: str, slug: str = "sova") -> object:
    file = SimpleUploadedFile("people.csv", content.encode())
    return client.post(f"/o/{slug}/employees/import/", {"file": file})


def test_a_table_is_checked_before_it_is_imported(world: World, alice: Client) -> None:
    assert b"No employees yet" in alice.get("/o/sova/employees/").content
    answer = upload(alice, TABLE)
    assert answer.status_code == 302  # type: ignore[attr-defined]
    address = answer["Location"]  # type: ignore[index]
    checked = alice.get(address).content.decode()
    assert "Nothing has been written yet" in checked
    assert "There is no unit with the code nowhere" in checked
    assert not Employee.objects.exists()
    done = alice.post(address, follow=True).content.decode()
    assert "1 employee taken in." in done
    assert "Jana" in done
    assert alice.get(address).status_code == 404
    again = alice.get(upload(alice, TABLE)["Location"])  # type: ignore[index]
    assert "There is nothing to change" in again.content.decode()


def test_an_upload_opens_for_nobody_else(world: World, alice: Client) -> None:
    address = upload(alice, TABLE)["Location"]  # type: ignore[index]
    mallory = world.signed_in(world.mallory)
    assert mallory.get(address).status_code == 404
    assert mallory.get(address.replace("/sova/", "/jinde/")).status_code == 404
    assert alice.get(address).status_code == 200


@pytest.mark.parametrize("content", ["", "a;b\n1;2\n", "%PDF-1.7"])
def test_a_file_that_is_no_table_is_refused_with_a_reason(alice: Client, content: str) -> None:
    answer = upload(alice, content)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert b"errorlist" in answer.content  # type: ignore[attr-defined]


def test_no_file_at_all_is_refused(alice: Client) -> None:
    answer = alice.post("/o/sova/employees/import/", {})
    assert answer.status_code == 422
    assert b"Choose a file." in answer.content


def test_employees_are_found_by_any_word(world: World, alice: Client) -> None:
    for number in range(60):
        Employee.objects.create(
            organisation=world.organisation, code=f"e{number:02}", name=f"Jana {number:02}"
        )
    first = alice.get("/o/sova/employees/").content.decode()
    assert "1–50 of 60" in first
    assert "offset=50" in first
    assert "51–60 of 60" in alice.get("/o/sova/employees/?offset=50").content.decode()
    assert "1–1 of 1" in alice.get("/o/sova/employees/?q=jana+07").content.decode()
    assert "Nobody found" in alice.get("/o/sova/employees/?q=<b>").content.decode()
    assert "1–50 of 60" in alice.get("/o/sova/employees/?offset=-1e9").content.decode()


def test_a_scoped_manager_sees_the_own_branch_only(world: World) -> None:
    for unit, name in ((world.prague, "Pavla"), (world.brno, "Bruno"), (None, "Nikdo")):
        Employee.objects.create(organisation=world.organisation, unit=unit, code=name, name=name)
    page = world.signed_in(world.bob).get("/o/sova/employees/").content.decode()
    assert "Pavla" in page
    assert "Bruno" not in page
    assert "Nikdo" not in page


def test_a_colleague_is_invited_and_the_link_is_shown_once(world: World, alice: Client) -> None:
    typed = {"email": "eva@example.com", "name": "Eva", "role": "analyst", "unit": str(world.brno.id)}
    page = alice.post("/o/sova/users/invite/", typed).content.decode()
    assert "/start/" in page
    token = page.split("/start/")[1].split("<")[0]
    listed = alice.get("/o/sova/users/").content.decode()
    assert "invited" in listed
    assert token not in listed
    again = alice.post("/o/sova/users/invite/", typed)
    assert again.status_code == 422
    assert b"belongs to a member already" in again.content
    member = Membership.objects.get(user__email="eva@example.com")
    fresh = alice.post(f"/o/sova/users/{member.id}/link/").content.decode()
    assert "/start/" in fresh


def test_a_person_known_elsewhere_gets_access_but_no_link(world: World, alice: Client) -> None:
    page = alice.post("/o/sova/users/invite/", {"email": "mallory@example.com", "role": "viewer", "unit": ""})
    assert b"/start/" not in page.content
    assert b"signs in here already" in page.content


def test_roles_are_changed_and_members_removed(world: World, alice: Client) -> None:
    member = Membership.objects.get(user=world.carol)
    address = f"/o/sova/users/{member.id}/"
    assert alice.get(address).status_code == 200
    assert alice.post(address, {"role": "analyst", "unit": ""}).status_code == 302
    member.refresh_from_db()
    assert member.role == "analyst"
    assert alice.post(address, {"role": "king", "unit": ""}).status_code == 422
    assert alice.post(address + "remove/").status_code == 302
    assert not Membership.objects.filter(id=member.id).exists()
    own = Membership.objects.get(user=world.alice)
    refused = alice.post(f"/o/sova/users/{own.id}/remove/", follow=True)
    assert b"This is the last owner" in refused.content


def test_a_manager_is_offered_only_roles_they_may_give(world: World) -> None:
    Membership.objects.filter(user=world.carol).update(role="cx_manager")
    carol = world.signed_in(world.carol)
    page = carol.get("/o/sova/users/invite/").content.decode()
    assert 'value="analyst"' in page
    assert 'value="owner"' not in page
    forced = carol.post("/o/sova/users/invite/", {"email": "x@example.com", "role": "owner", "unit": ""})
    assert forced.status_code == 422
    assert not User.objects.filter(email="x@example.com").exists()
    owner = Membership.objects.get(user=world.alice)
    assert b"can do more than you" in carol.get(f"/o/sova/users/{owner.id}/").content


def test_a_key_is_shown_once_and_revoked(world: World, alice: Client) -> None:
    assert b"No keys yet" in alice.get("/o/sova/keys/").content
    wrong = alice.post(
        "/o/sova/keys/new/", {"name": "Till", "expires": "2020-01-01", "scopes": ["answers:write"]}
    )
    assert wrong.status_code == 422
    assert alice.post("/o/sova/keys/new/", {"name": "Till", "scopes": ["users:write"]}).status_code == 422
    issued = alice.post("/o/sova/keys/new/", {"name": "Till", "scopes": ["answers:write"]}).content.decode()
    assert "ohl_" in issued
    assert "120,000" in issued
    key = ApiKey.objects.get()
    secret = issued.split('class="secret">')[1].split("<")[0]
    listed = alice.get("/o/sova/keys/").content.decode()
    assert key.prefix in listed
    assert secret not in listed
    assert alice.post(f"/o/sova/keys/{key.id}/revoke/").status_code == 302
    assert "revoked" in alice.get("/o/sova/keys/").content.decode()


def test_an_invitation_is_mailed_where_mail_is_set_up(alice: Client, settings: object) -> None:
    typed = {"email": "eva@example.com", "role": "viewer", "unit": ""}
    assert b"was mailed" not in alice.post("/o/sova/users/invite/", typed).content
    assert mail.outbox == []
    settings.EMAIL_HOST = "mail.example"  # type: ignore[attr-defined]
    page = alice.post("/o/sova/users/invite/", typed | {"email": "ivo@example.com"}).content.decode()
    assert "was mailed to ivo@example.com" in page
    letter = mail.outbox[0]
    assert letter.to == ["ivo@example.com"]
    assert page.split("/start/")[1].split("<")[0] in letter.body


def test_a_mail_server_that_is_away_does_not_stop_an_invitation(alice: Client, settings: object) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1  # type: ignore[attr-defined]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    page = alice.post("/o/sova/users/invite/", {"email": "eva@example.com", "role": "viewer", "unit": ""})
    assert b"/start/" in page.content
    assert b"was mailed" not in page.content
