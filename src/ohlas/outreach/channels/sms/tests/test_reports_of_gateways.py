"""What a gateway reports at the secret address: deliveries and replies, each once, whatever form they come in."""

import json

import pytest
from django.test import Client

from ohlas.accounts.access import Actor
from ohlas.outreach.channels.sms.forms import SmsForm
from ohlas.outreach.channels.sms.tests.scene import HOOK, NUMBER, a_phone, asked_by_text, sms_sender
from ohlas.outreach.models import Incoming, Invitation, Message, Sender
from ohlas.outreach.rules.replies import STOP_WORDS
from ohlas.outreach.rules.sms import Alphabet, alphabet_of, plain, size_of
from ohlas.outreach.rules.texting import WORDS, stop_word
from ohlas.outreach.rules.words import filled
from ohlas.outreach.tests.scene import NOW

URL = f"/hooks/sms/{HOOK}/"


@pytest.fixture
def message(actor: Actor) -> Message:
    sms_sender(actor, way="http", url="https://sms.example.com/{to}/{text}")
    asked_by_text(actor, a_phone(actor))
    Message.objects.update(state="sent", provider_id="p-1", sent_at=NOW)
    Invitation.objects.update(state="sent")
    return Message.objects.get()


@pytest.mark.parametrize(
    ("status", "state"), [("delivered", "delivered"), ("DELIVRD", "delivered"), ("undelivered", "bounced")]
)
def test_a_report_by_get_updates_message_and_invitation(message: Message, status: str, state: str) -> None:
    answer = Client().get(URL, {"id": "p-1", "status": status})
    message.refresh_from_db()
    message.invitation.refresh_from_db()
    assert (answer.status_code, message.state, message.invitation.state) == (200, state, state)


def test_our_own_name_of_the_message_is_known_too(message: Message) -> None:
    Client().post(URL, {"id": str(message.id), "status": "delivered"})
    message.refresh_from_db()
    assert message.state == "delivered"


def test_a_list_of_reports_as_json_is_heard_whole(actor: Actor, message: Message) -> None:
    Sender.objects.update(settings={"cb_id": "/msg/id", "cb_status": "/dlr/0/s"})
    body = [
        {"msg": {"id": "other"}, "dlr": [{"s": "delivered"}]},
        {"msg": {"id": "p-1"}, "dlr": [{"s": "failed"}]},
    ]
    answer = Client().post(URL, json.dumps(body), content_type="application/json")
    message.refresh_from_db()
    assert (answer.status_code, message.state, message.invitation.state) == (200, "bounced", "bounced")


def test_a_status_nobody_knows_changes_nothing(message: Message) -> None:
    assert Client().get(URL, {"id": "p-1", "status": "buffered"}).status_code == 200
    message.refresh_from_db()
    assert message.state == "sent"


def test_a_report_before_its_message_is_named_comes_again(message: Message) -> None:
    Message.objects.update(state="sending", provider_id="")
    assert Client().get(URL, {"id": "p-1", "status": "delivered"}).status_code == 503


def test_a_reply_is_kept_once(message: Message) -> None:
    for _ in range(3):
        assert (
            Client().post(URL, {"id": "in-1", "from": "420601000001", "text": "9 super"}).status_code == 200
        )
    row = Incoming.objects.get()
    assert (row.address, row.text, row.contact_id) == (NUMBER, "9 super", message.invitation.contact_id)


def test_the_address_is_the_key(message: Message) -> None:
    assert Client().get("/hooks/sms/another/", {"id": "p-1", "status": "delivered"}).status_code == 404
    assert Client().post(URL, "{", content_type="application/json").status_code == 400
    assert Client().post(URL, b"x" * 70_000, content_type="text/plain").status_code == 413


def test_our_wording_fits_two_segments_in_every_language_and_names_its_stop() -> None:
    link = "https://ohlas.example.com/s/" + "x" * 22
    for language, words in WORDS.items():
        for text in (words.invitation, words.reminder, words.general):
            said = filled(text, {"organisation": "Sova", "link": link, "stop": stop_word(language)})
            assert stop_word(language) in said
            assert size_of(said).segments <= (1 if alphabet_of(said) is Alphabet.GSM7 else 3), (
                language,
                said,
            )
            assert size_of(plain(said, language)).segments <= 3
    assert set(STOP_WORDS) == set(WORDS) == {"en", "cs", "sk", "pl", "uk", "ru", "de"}


def test_settings_are_checked_where_they_are_filled_in() -> None:
    good = {"way": "http", "url": "https://x.example.com/{to}", "body": '{"t": "{text}"}', "from": "Sova"}
    for change, field in (
        ({}, None),
        ({"from": "Příliš"}, "from"),
        ({"url": "x"}, "url"),
        ({"body": "{"}, "body"),
        ({"way": "smpp"}, "host"),
        ({"headings": "x"}, "headings"),
    ):
        form = SmsForm({**good, **change}, kept={}, has=frozenset())
        assert list(form.errors) == ([field] if field else []), change
