"""Channels are set up on a page; nothing leaves before every condition holds."""

import re

import pytest
from tests.world import World

from ohlas.accounts.access import system_actor
from ohlas.lib.config import config
from ohlas.lib.sealing import opened
from ohlas.outreach.actions.sending import Shift, send_due
from ohlas.outreach.channels.email.domains import domain_checks
from ohlas.outreach.channels.email.tests.mailbox import mail_server
from ohlas.outreach.models import Message, Sender
from ohlas.outreach.rules import Carrier
from ohlas.outreach.rules.readiness import checks_before, is_ready
from ohlas.outreach.tests.scene import NOW, a_contact, a_survey, an_invitation

RECORDS = {
    "sova.cz": ["v=spf1 mx ~all", "google-site-verification=x"],
    "mail._domainkey.sova.cz": ["v=DKIM1; k=rsa; p=MIGf"],
    "_dmarc.sova.cz": ["v=DMARC1; p=none"],
    "all.cz": ["v=spf1 +all"],
    "two.cz": ["v=spf1 mx ~all", "v=spf1 a ~all"],
    "old._domainkey.sova.cz": ["v=DKIM1; p="],
}


def _lights(domain: str, selector: str = "mail") -> dict[str, str]:
    found = domain_checks(domain, selector, is_provider=False, resolve=lambda name: RECORDS.get(name, ()))
    return {one.id: one.light.value for one in found}


def test_a_domain_with_its_three_records_is_green() -> None:
    assert _lights("sova.cz") == {"spf": "green", "dkim": "green", "dmarc": "green"}


@pytest.mark.parametrize("domain", ["all.cz", "two.cz", "none.cz"])
def test_a_domain_that_anybody_may_write_from_is_red_with_a_cure(domain: str) -> None:
    found = domain_checks(domain, "mail", is_provider=False, resolve=lambda name: RECORDS.get(name, ()))
    (spf,) = [one for one in found if one.id == "spf"]
    assert spf.light.value == "red"
    assert spf.cure


def test_a_withdrawn_key_is_no_key_and_an_unnamed_one_cannot_be_looked_up() -> None:
    assert _lights("sova.cz", "old")["dkim"] == "red"
    assert _lights("sova.cz", "")["dkim"] == "amber"


def test_a_subdomain_lives_under_its_domains_dmarc() -> None:
    assert _lights("news.sova.cz")["dmarc"] == "green"


def test_a_dns_that_does_not_answer_is_no_green_light() -> None:
    found = domain_checks("sova.cz", "mail", is_provider=False, resolve=lambda _: None)
    assert {one.light.value for one in found} == {"red"}


@pytest.mark.parametrize(
    ("url", "ready"),
    [
        ("https://ohlas.example.com", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", True),
        ("http://ohlas.example.com", False),
        ("", False),
    ],
)
def test_the_public_address_must_be_encrypted_but_on_this_machine(*, url: str, ready: bool) -> None:
    checks = checks_before(url, [], NOW, NOW)
    assert is_ready(checks) is ready
    assert all(one.cure for one in checks if one.light.value == "red")


def test_a_change_asks_for_a_fresh_test() -> None:
    assert not is_ready(checks_before("https://x.example.com", [], None, NOW))
    assert not is_ready(checks_before("https://x.example.com", [], NOW.replace(year=2025), NOW))


@pytest.fixture
def page(world: World, sign_in):
    client = sign_in(world.alice)
    return client, f"/o/{world.organisation.slug}/channels/email/"


def test_from_an_empty_page_to_the_first_mail(page, world: World) -> None:
    client, path = page
    actor = system_actor(world.organisation.id)
    assert "Not set up yet" in client.get(path.replace("email/", "")).content.decode()
    with mail_server() as mailbox:
        given = {
            "from_address": "sova@sova.test",
            "host": "127.0.0.1",
            "port": mailbox.port,
            "security": "none",
            "password": "hush-hush",
        }
        assert client.post(path, given).status_code == 302
        an_invitation(actor, a_contact(actor), a_survey(actor))
        assert send_due(Carrier.EMAIL, Shift("w", lambda: NOW)) == 0, "no test to oneself yet"
        assert "Nobody has sent a test" in client.get(path).content.decode()
        # the user's own password stands in no page, and only sealed in the record
        row = Sender.objects.get()
        assert "hush-hush" not in client.get(path).content.decode() + row.sealed + str(row.settings)
        assert "hush-hush" in opened(row.sealed)
        assert client.post(f"{path}test/", {"address": "alice@example.com"}).status_code == 302
        assert [to for to, _ in mailbox.taken] == ["alice@example.com"]
        assert client.post(f"{path}arrived/").status_code == 302
        assert send_due(Carrier.EMAIL, Shift("w", lambda: NOW)) == 1
        assert mailbox.taken[-1][0] == "jana@example.test"
        assert Message.objects.get().state == "sent"


def test_a_test_that_fails_says_why(page) -> None:
    client, path = page
    with mail_server() as mailbox:
        port = mailbox.port
    client.post(path, {"from_address": "a@sova.test", "host": "127.0.0.1", "port": port, "security": "none"})
    answer = client.post(f"{path}test/", {"address": "alice@example.com"})
    assert answer.status_code == 422
    assert f"127.0.0.1:{port}" in answer.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"from_address": "not an address"},
        {"from_address": "a@b.test\r\nBcc: x@example.com"},
        {"from_address": "a@b.test", "from_name": "Sova\r\nBcc: x"},
        {"from_address": "a@b.test", "host": "host name"},
        {"from_address": "a@b.test", "port": "99999999"},
        {"from_address": "a@b.test", "provider": "pigeon"},
    ],
)
def test_settings_that_cannot_be_are_refused(page, wrong: dict) -> None:
    client, path = page
    assert client.post(path, wrong).status_code == 422
    assert not Sender.objects.exists()


def test_pausing_keeps_messages_and_resuming_lets_them_leave(page, world: World) -> None:
    client, path = page
    client.post(path, {"from_address": "a@sova.test", "security": "none"})
    assert client.post(f"{path}pause/").status_code == 302
    assert "Paused" in client.get(path).content.decode()
    assert client.post(f"{path}resume/").status_code == 302
    assert "Paused" not in client.get(path).content.decode()


def test_the_address_for_reports_is_shown_once_and_kept_as_a_hash(page) -> None:
    client, path = page
    client.post(path, {"from_address": "a@sova.test", "security": "none"})
    shown = client.post(f"{path}hook/").content.decode()
    (token,) = re.findall(r"/hooks/mail/([\w-]+)/", shown)
    assert token not in client.get(path).content.decode()
    assert token not in Sender.objects.get().hook_hash
    assert client.post(f"/hooks/mail/{token}/").status_code == 404, (
        "mail by SMTP has no provider that reports"
    )
    assert client.post("/hooks/mail/unknown/").status_code == 404


def test_a_channel_that_is_none_is_not_found(page) -> None:
    client, path = page
    assert client.get(path.replace("email", "pigeon")).status_code == 404
    assert config().public_url
