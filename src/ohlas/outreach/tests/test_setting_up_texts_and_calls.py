"""The pages where text messages and calls are set up ask only what means something there."""

import pytest
from django.test import Client
from tests.world import World

from ohlas.outreach.actions import senders
from ohlas.outreach.models import Sender

SMS, PHONE = "/o/sova/channels/sms/", "/o/sova/channels/phone/"
GATEWAY = {"way": "http", "from": "Sova", "url": "https://sms.example.com/send", "method": "POST"}


@pytest.fixture
def client(world: World) -> Client:
    return world.signed_in(world.alice)


def test_a_number_is_tested_as_it_is_dialled_at_home(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    body = {"body_kind": "json", "body": '{"to": "{to}", "text": "{text}"}'}
    assert client.post(SMS, {**GATEWAY, **body}).status_code == 302
    page = client.get(SMS).content.decode()
    assert "Your own mobile number" in page
    assert 'value="alice@example.com"' not in page
    sent: list[str] = []
    monkeypatch.setattr(senders, "send_test", lambda **given: sent.append(given["address"]))
    for written in ("601 123 456", "+420601123456", "nonsense"):
        client.post(f"{SMS}test/", {"address": written})
    assert sent == ["+420601123456", "+420601123456", "nonsense"]


def test_fields_stand_in_parts_that_say_what_they_are_about(client: Client) -> None:
    page = client.get(SMS).content.decode()
    parts = page.split("<legend>")
    assert [one.partition("<")[0] for one in parts[1:]] == [
        "The gateway",
        "What the gateway answers",
        "The SMSC",
        "What is reported back: deliveries and replies",
        "Cost and manner",
    ]
    assert 'name="way"' in parts[0]
    assert 'name="url"' in parts[1]
    assert 'name="plain"' in parts[5]


def test_the_telephone_has_no_test_and_no_pace(client: Client) -> None:
    saved = client.post(PHONE, {"attempts": "5", "retry_hours": "4", "ivr_ten": ""}, follow=True)
    page = saved.content.decode()
    assert Sender.objects.get().carrier == "phone"
    assert "Saved." in page
    assert "test to yourself" not in page
    assert "so many a second" not in page
    assert "Let your voice system post" in client.post(f"{PHONE}hook/").content.decode()
